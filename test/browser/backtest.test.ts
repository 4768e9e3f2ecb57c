import { chromium, type Browser } from 'playwright-core';
import { words } from '../../designer/backtest/words';
import { words as studioWords } from '../../designer/studio/words';
import { browserLaunch } from '../support/servers';
import { People } from '../../worker/demo/people';
import { command } from '../../worker/demo/issue';
import { reportOnPage } from '../../worker/demo/resident';
import { until } from '../../worker/demo/telling';
import { type Application, startApplication } from './application';
import { signIn } from './staff';
import { axeFindings, type Language, pictures, type Visitor } from './visitor';

jest.setTimeout(400_000);

/** A limit is cut and a table changed in the draft; before anybody publishes it, what that would have done is seen. */
describe('back-test and shadow run', () => {
  let application: Application;
  let browser: Browser;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    application = await startApplication();
    browser = await chromium.launch(await browserLaunch());
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
  const look = ({ page }: Visitor) => page.goto(`${application.base}/desk/studio/flows/guiyang?view=backtest`);
  const press = ({ page, lang }: Visitor, key: keyof typeof words) =>
    page.getByRole('button', { name: words[key][lang], exact: true }).first().click();
  const fill = async ({ page, lang }: Visitor, key: keyof typeof words, value: number): Promise<void> => {
    await page.getByLabel(words[key][lang], { exact: true }).fill(String(value));
  };
  const choose = ({ page, lang }: Visitor, key: keyof typeof words) =>
    page.locator('.ant-segmented-item', { hasText: words[key][lang] }).first().click();
  const picture = (visitor: Visitor, name: string): Promise<void> => pictures(visitor, name, { height: 1000 });
  const lead = ({ page }: Visitor) => page.locator('#backtest-summary ~ .lx-backtest-lead');

  it('shows which dues move when the limit of a general issue is cut from five working days to three', async () => {
    const me = await as('rule.author1', 'zh');
    const { page } = me;
    await page.goto(`${application.base}/desk/studio/policies/guiyang`);
    await page.getByLabel(studioWords.filter.zh).fill('grades C clocks reply length');
    const limit = page.locator('.lx-numbers input[role=spinbutton]');
    expect(await limit.inputValue()).toBe('5');
    await limit.fill('3');
    await page.getByRole('button', { name: studioWords.save.zh }).click();
    await page.getByText(studioWords.saved.zh).first().waitFor();

    await look(me);
    await page.getByText(words.none.zh).waitFor();
    await choose(me, 'year');
    await fill(me, 'seed', 7);
    await fill(me, 'issues', 200);
    expect(await axeFindings(me)).toEqual([]);
    await picture(me, 'backtest-start');
    await press(me, 'start');
    await page.locator('#backtest-dues').waitFor({ timeout: 120_000 });
    expect(await lead(me).innerText()).toMatch(/^200 件中有 \d+ 件不同/);
    // Five working days are a week, three are four or two days fewer: every due of the reply comes earlier, none later.
    const reply = page.locator('section:has(> #backtest-dues) tbody tr.ant-table-row', { hasText: '答复' }).first();
    const cells = await reply.locator('td').allInnerTexts();
    expect(Number(cells[1])).toBeGreaterThan(50);
    expect(cells[2]).toBe('0');
    expect(cells[3]).toMatch(/^早 [2-4]天/);
    expect(Number(cells[4])).toBeGreaterThan(0);
    expect(await page.getByText(words.sameRoutes.zh).count()).toBe(1);
    await page.locator('.lx-backtest-items tbody tr.ant-table-row').first().waitFor();
    expect(await axeFindings(me)).toEqual([]);
    await picture(me, 'backtest-dues');
    await page.locator('#backtest-list').scrollIntoViewIfNeeded();
    await picture(me, 'backtest-list');
    expect(me.troubles).toEqual([]);
  });

  it('draws who is routed elsewhere, lists them, and plays one of them', async () => {
    const me = visitors[0]!;
    const { page } = me;
    const status = await page.evaluate(async () => {
      const { csrfToken } = (await (await fetch('/api/session')).json()) as { csrfToken: string };
      const read = await fetch('/api/tables/route');
      const { document } = (await read.json()) as { document: { rules: { then: string[] }[] } };
      for (const rule of document.rules)
        if (rule.then[0] === '["SJ-ZJ"]' || rule.then[0] === '["普陀路街道办"]') rule.then[0] = '["SJ-SC"]';
      const headers = {
        'content-type': 'application/json',
        'x-csrf-token': csrfToken,
        'if-match': read.headers.get('etag') ?? '',
      };
      return (await fetch('/api/tables/route', { method: 'PUT', headers, body: JSON.stringify(document) })).status;
    });
    expect(status).toBe(200);
    await look(me);
    // What was tested before is no longer what the draft says.
    await page.getByText(words.outdated.zh).waitFor();
    await choose(me, 'year');
    await fill(me, 'issues', 150);
    await press(me, 'start');
    await page.locator('.lx-sankey svg').waitFor({ timeout: 120_000 });
    await page.getByText(words.attached.zh).waitFor();
    expect(await axeFindings(me)).toEqual([]);
    await page.locator('#backtest-routes').scrollIntoViewIfNeeded();
    await picture(me, 'backtest-sankey');
    await page.locator('.lx-filters', { hasText: words.filter.zh }).locator('.ant-select').click();
    await page.locator('.ant-select-item-option', { hasText: words['kind.routed'].zh }).click();
    const row = page.locator('.lx-backtest-items tbody tr.ant-table-row').first();
    await row.getByText(words['kind.routed'].zh).waitFor();
    await page.locator('#backtest-list').scrollIntoViewIfNeeded();
    await picture(me, 'backtest-routed');
    await row.getByRole('button', { name: words.play.zh }).click();
    await page.locator('.react-flow__node .lx-token').first().waitFor();
    expect(new URL(page.url()).searchParams.get('view')).toBe('play');
    expect(me.troubles).toEqual([]);
  });

  it('is called off while it runs', async () => {
    const me = await as('admin1', 'en');
    const { page } = me;
    await look(me);
    await choose(me, 'year');
    await fill(me, 'issues', 20_000);
    await press(me, 'start');
    await page.locator('.lx-backtest-going').waitFor();
    await page
      .locator('.lx-backtest-going')
      .getByText(/of 20000 issues|of \d+ issues/)
      .waitFor();
    expect(await axeFindings(me)).toEqual([]);
    await picture(me, 'backtest-going');
    await press(me, 'cancel');
    await page.getByText(words.cancelled.en).waitFor();
    await page.locator('label[for=backtest-which] + .ant-select').click();
    await page.locator('.ant-select-item-option', { hasText: 'done' }).first().click();
    await page.locator('.lx-sankey svg').waitFor();
    expect(await axeFindings(me)).toEqual([]);
    await picture(me, 'backtest-result');
    expect(me.troubles).toEqual([]);
  });

  it('lists what the shadow would have decided otherwise of a new issue', async () => {
    const me = visitors[1]!;
    const { page } = me;
    await look(me);
    await choose(me, 'shadow');
    await press(me, 'markShadow');
    await page.locator('#shadow-found').waitFor();
    const people = new People(application.base, application.data);
    const { no } = await reportOnPage(application.base, {
      ...{ name: '罗先生', phone: '13985012345', district: '520103', street: '520103023', text: '普陀路楼道贴满野广告。' },
    });
    const verifier = await people.as('verifier1');
    await until(no, 30, async () => ((await verifier.call.send('GET', `/api/issues/${no}`)).status === 200 ? true : null));
    await command(verifier, no, 'verify', {});
    await command(await people.as('reviewer1'), no, 'review', { grade: 'C' });
    await until(no, 60, async () => {
      await page.reload();
      await choose(me, 'shadow');
      return (await page.locator('section:has(> #shadow-found)').getByRole('link', { name: no }).count()) > 0 ? true : null;
    });
    expect(await page.locator('#shadow-found ~ .lx-backtest-lead').innerText()).toMatch(
      /^New issues: 1, decisions: \d+, otherwise: 1\./,
    );
    await page.locator('section:has(> #shadow-found) tbody tr.ant-table-row').first().waitFor();
    expect(await axeFindings(me)).toEqual([]);
    await picture(me, 'backtest-shadow');
    expect(me.troubles).toEqual([]);
  });
});
