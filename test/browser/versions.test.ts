import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Decision, Flow, Policy, WeeklyHours } from '#domain';
import { words as studioWords } from '../../designer/studio/words';
import { words } from '../../designer/versions/words';
import { browserLaunch } from '../support/servers';
import { type Application, startApplication } from './application';
import { signIn } from './staff';
import { axeFindings, type Language, pictures, type Visitor } from './visitor';

jest.setTimeout(300_000);

/** A change is seen for what it says, taken away as a file, taken back, and told to who approves. */
describe('versions', () => {
  let application: Application;
  let browser: Browser;
  let author: Visitor;
  let bundle: Buffer;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    application = await startApplication();
    browser = await chromium.launch(await browserLaunch());
    author = await as('rule.author1', 'zh');
  });
  afterAll(async () => {
    for (const visitor of visitors) await visitor.close();
    await browser.close();
    await application.stop();
  });

  const as = async (account: string, lang: Language): Promise<Visitor> => {
    const visitor = await signIn(browser, application, account, lang);
    visitors.push(visitor);
    return visitor;
  };
  const open = (page: Page, view: string) => page.goto(`${application.base}/desk/studio/flows/guiyang/versions${view}`);
  const sign = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"] .lx-diff-sign`);
  const picture = (visitor: Visitor, name: string, whole = true): Promise<void> => pictures(visitor, name, { whole });
  const verifyLimit = ({ page }: Visitor): Promise<Policy['stages'][string]['limit'] | undefined> =>
    page.evaluate(async () => {
      const { document } = (await (await fetch('/api/policies/guiyang')).json()) as { document: Policy };
      return document.stages['verify']?.limit;
    });

  it('shows a changed limit, step, rule and closing time for what they say', async () => {
    const { page } = author;
    await page.goto(`${application.base}/desk/studio/policies/guiyang`);
    await page.getByLabel(studioWords.filter.zh).fill('stages verify limit');
    await page.locator('.lx-numbers input[role=spinbutton]').first().fill('3');
    await page.getByRole('button', { name: studioWords.save.zh }).click();
    await page.getByText(studioWords.saved.zh).first().waitFor();
    await changeDrafts(page);

    await open(page, '');
    await page.getByRole('radio', { name: words.toThis.zh.replace('{name}', words.draft.zh) }).waitFor();
    expect(await axeFindings(author)).toEqual([]);
    await picture(author, 'versions-history');
    await page.getByRole('button', { name: words.compare.zh }).click();

    await sign(page, 'verify').and(page.locator('.changed')).waitFor();
    await sign(page, 'unsolvedAgain').and(page.locator('.removed')).waitFor();
    await sign(page, 'second').and(page.locator('.added')).waitFor();
    // The seeded limit is four working hours, the one that was typed three.
    const number = page.locator('#diff-policy').locator('xpath=ancestor::section').locator('tbody tr');
    expect(await number.allInnerTexts()).toEqual([expect.stringMatching(/甄别.*4个工作小时\s+3个工作小时/s)]);
    const region = page.getByRole('region', { name: new RegExp(words.answered.zh) }).locator('tbody tr');
    expect((await region.allInnerTexts()).join()).toMatch(/兰花都街道办/);
    await page.getByText('08:30–12:00').first().waitFor();
    expect(await axeFindings(author)).toEqual([]);
    await picture(author, 'versions-diff');

    // The list leads to the place, and the drawing to the list.
    await page.getByRole('button', { name: words.next.zh }).click();
    await page.locator('.lx-diff-items li.chosen').waitFor();
    await page.locator('.lx-diff-items li', { hasText: '再核一次' }).first().getByRole('button').click();
    await page.locator('.react-flow__node.selected[data-id="second"]').waitFor();
    await picture(author, 'versions-diff-chosen', false);
    expect(author.troubles).toEqual([]);
  });

  it('tells an approver every change and everybody who made one', async () => {
    const approver = await as('rule.approver1', 'en');
    const { page } = approver;
    await page.goto(`${application.base}/desk/studio`);
    await page.getByRole('button', { name: studioWords.checkAll.en }).click();
    await page.getByText(words.sinceLast.en.replace('{n}', '1')).waitFor();
    await page.getByText(words.authors.en).first().waitFor();
    await page.getByText('4 working hours').waitFor();
    expect(await axeFindings(approver)).toEqual([]);
    await picture(approver, 'versions-publish');
    await page.getByRole('link', { name: words.openDiff.en }).click();
    await sign(page, 'verify').waitFor();
    expect(await axeFindings(approver)).toEqual([]);
    await picture(approver, 'versions-diff');
    // Who approves writes no drafts.
    await open(page, '');
    await page.getByRole('link', { name: words.compareDraft.en }).first().waitFor();
    expect(await page.getByRole('link', { name: words.restore.en }).count()).toBe(0);
    await picture(approver, 'versions-history');
    expect(approver.troubles).toEqual([]);
  });

  it('takes a release away as files, restores it, and gives the drafts back', async () => {
    const { page } = author;
    await open(page, '');
    const take = async (kind: 'bundle' | 'bpmn' | 'dmn'): Promise<Buffer> => {
      await page.getByRole('button', { name: words.exports.zh }).first().click();
      const coming = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: words[kind].zh }).click();
      return readFileSync(await (await coming).path());
    };
    bundle = await take('bundle');
    expect(JSON.parse(bundle.toString())).toMatchObject({ kind: 'liangxin-release', release: { number: 1 } });
    expect((await take('bpmn')).toString()).toContain('<bpmn:process id="process_guiyang"');
    expect((await take('dmn')).toString()).toContain('https://www.omg.org/spec/DMN/20230324/MODEL/');

    await page.getByRole('link', { name: words.restore.zh }).first().click();
    await page.getByText(words.willWrite.zh).waitFor();
    expect(await axeFindings(author)).toEqual([]);
    await picture(author, 'versions-restore');
    await page.getByRole('button', { name: words.restoreNow.zh, exact: true }).click();
    await page.getByText(words['what.restore'].zh.replace('{n}', '1')).waitFor();
    expect(await verifyLimit(author)).toEqual({ n: 4, unit: 'wh' });
    expect(await axeFindings(author)).toEqual([]);
    await picture(author, 'versions-restored');
    await page.getByRole('button', { name: words.undo.zh, exact: true }).click();
    await page.getByText(words['what.undo'].zh).waitFor();
    expect(await verifyLimit(author)).toEqual({ n: 3, unit: 'wh' });
    expect(author.troubles).toEqual([]);
  });

  it('reads a bundle back in, and nothing that was changed on the way', async () => {
    const { page } = author;
    await page.goto(`${application.base}/desk/studio/import`);
    const give = (buffer: Buffer) =>
      page.getByLabel(words.file.zh).setInputFiles({ name: 'bundle.json', mimeType: 'application/json', buffer });
    await give(Buffer.from('no JSON'));
    await page.getByText(words.notJson.zh).waitFor();
    const refused = page.waitForResponse((answer) => answer.url().endsWith('/api/bundles/plan'));
    await give(Buffer.from(bundle.toString().replace('"number": 1', '"number": 2')));
    expect(((await (await refused).json()) as { code: string }).code).toBe('BUNDLE_TAMPERED');
    await page.locator('[role=alert]').waitFor();
    expect(await axeFindings(author)).toEqual([]);
    await picture(author, 'versions-import-refused');
    await give(bundle);
    await page.getByText(words.willWrite.zh).waitFor();
    expect(await axeFindings(author)).toEqual([]);
    await picture(author, 'versions-import');
    await page.getByRole('button', { name: words.importNow.zh }).click();
    await page.getByText(words['what.import'].zh.slice(0, 3)).first().waitFor();
    expect(await verifyLimit(author)).toEqual({ n: 4, unit: 'wh' });
    // The file that was refused is the one trouble there may be.
    expect(author.troubles.filter((trouble) => !trouble.includes('/api/bundles/plan'))).toEqual([]);
  });
});

/** As a colleague would have left them: a step renamed, one gone, one new; a street routed elsewhere; Mondays that begin earlier. */
async function changeDrafts(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { csrfToken } = (await (await fetch('/api/session')).json()) as { csrfToken: string };
    const edit = async <T>(path: string, change: (document: T) => T): Promise<void> => {
      const read = await fetch(path);
      const { document } = (await read.json()) as { document: T };
      const headers = {
        'content-type': 'application/json',
        'x-csrf-token': csrfToken,
        'if-match': read.headers.get('etag') ?? '',
      };
      const saved = await fetch(path, { method: 'PUT', headers, body: JSON.stringify(change(document)) });
      if (!saved.ok) throw new Error(await saved.text());
    };
    const name = { zh: '再核一次', en: 'Look again' };
    await edit<Flow>('/api/flows/guiyang', (flow) => ({
      ...flow,
      nodes: [
        ...flow.nodes
          .filter(({ id }) => id !== 'unsolvedAgain')
          .map((node) =>
            node.kind === 'task' && node.id === 'verify'
              ? { ...node, name: { zh: '核实', en: 'Verify it' }, roles: [...node.roles, 'shiftLeader' as const] }
              : node,
          ),
        { ...flow.nodes.find(({ id }) => id === 'review')!, id: 'second', name, position: { x: 860, y: 60 } },
      ],
      edges: [
        ...flow.edges.filter(({ from, to }) => from !== 'unsolvedAgain' && to !== 'unsolvedAgain'),
        { id: 'look-again', from: 'verify', to: 'second', outcome: 'verified' },
      ],
    }));
    await edit<Decision>('/api/tables/route', (table) =>
      table.kind === 'table'
        ? {
            ...table,
            rules: table.rules.map((rule) => ({
              ...rule,
              then: rule.then.map((cell) => cell.replace('普陀路街道办', '兰花都街道办')),
            })),
          }
        : table,
    );
    const { items } = (await (await fetch('/api/calendars')).json()) as { items: { id: string }[] };
    await edit<WeeklyHours>(`/api/calendars/${items[0]?.id}`, (hours) => ({
      ...hours,
      week: {
        ...hours.week,
        mon: [
          ['08:30', '12:00'],
          ['13:30', '18:00'],
        ],
      },
    }));
  });
}
