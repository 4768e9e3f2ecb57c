import { chromium, type Browser, type Page } from 'playwright-core';
import { commandWords, refusalWords } from '../../designer/i18n';
import { words } from '../../designer/play/words';
import { words as studioWords } from '../../designer/studio/words';
import { browserLaunch } from '../support/servers';
import { type Application, startApplication } from './application';
import { signIn } from './staff';
import { axeFindings, type Language, pictures, shot, type Visitor } from './visitor';

jest.setTimeout(300_000);

/** An issue played through the draft becomes a scenario; a draft that breaks it is told and not published. */
describe('play and scenarios', () => {
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
  const tokenAt = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"] .lx-token`);
  const look = (page: Page, view: string) => page.goto(`${application.base}/desk/studio/flows/guiyang?view=${view}`);
  const press = ({ page, lang }: Visitor, key: keyof typeof words) =>
    page.getByRole('button', { name: words[key][lang] }).first().click();

  it('plays a sample by hand and by keys, step by step, to a step, in time, and back', async () => {
    const me = await as('rule.author1', 'zh');
    const { page } = me;
    await look(page, 'play');
    await page.getByLabel(words.reportedAt.zh).fill('2026-11-23T09:00');
    expect(await axeFindings(me)).toEqual([]);
    await pictures(me, 'play-start');
    await press(me, 'start');
    await tokenAt(page, 'verify').waitFor();
    await page.locator('.lx-choice', { hasText: commandWords.verify.zh }).first().click();
    await tokenAt(page, 'review').waitFor();

    // The canvas goes where the issue went; then a step is chosen on it.
    await page.locator('.react-flow__node.selected[data-id="review"]').waitFor();
    await page.locator('.react-flow__controls-fitview').click();
    await atRest(page);
    await page.locator('.react-flow__node[data-id="handle"]').click();
    await page.locator('.react-flow__node.selected[data-id="handle"]').waitFor();
    await press(me, 'runTo');
    await tokenAt(page, 'handle').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.react-flow__edge.lx-reached').length > 4);
    await page.locator('.lx-play-state').click();
    const events = () => page.getByRole('tab', { name: /^经过/ }).innerText();
    const before = await events();
    await page.keyboard.press('t');
    await page.waitForFunction((was) => document.querySelectorAll('[role=tab]')[1]?.textContent !== was, before);
    expect(await axeFindings(me)).toEqual([]);
    await pictures(me, 'play-handle');
    await page.keyboard.press('b');
    await page.waitForFunction((was) => document.querySelectorAll('[role=tab]')[1]?.textContent === was, before);
    // A reload in the middle loses nothing.
    await page.reload();
    await tokenAt(page, 'handle').waitFor();

    await page.locator('.lx-run-to .ant-select').click();
    await page.keyboard.type('回访');
    await page.keyboard.press('Enter');
    await page.locator('.react-flow__node.selected[data-id="callback"]').waitFor();
    await press(me, 'runTo');
    await tokenAt(page, 'callback').waitFor();
    await press(me, 'save');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.nameZh.zh, { exact: true }).fill('一件普通投诉到回访');
    await dialog.getByLabel(words.id.zh, { exact: true }).fill('plain-to-callback');
    await dialog.locator('.lx-good').waitFor();
    expect(await axeFindings(me)).toEqual([]);
    await pictures(me, 'play-save');
    await dialog.getByRole('button', { name: words.saveIt.zh, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(me.troubles).toEqual([]);
  });

  it('refuses what the desk refuses, in words, and gives any command as anybody', async () => {
    const me = await as('admin1', 'en');
    const { page } = me;
    await look(page, 'play');
    await press(me, 'start');
    await tokenAt(page, 'verify').waitFor();
    await press(me, 'anyone');
    await page.getByLabel(words.asWhom.en).click();
    await page.keyboard.type('reviewer1');
    await page.keyboard.press('Enter');
    await page.locator('.lx-give .ant-select').nth(1).click();
    await page.keyboard.type(commandWords.review.en);
    await page.keyboard.press('Enter');
    await page.locator('.lx-give form button[type=submit]').click();
    await page.locator('.lx-play-pane [role=alert]').waitFor();
    expect(await page.locator('.lx-play-pane [role=alert]').innerText()).toContain(refusalWords.NOT_ALLOWED_IN_STATE.en);
    expect(await axeFindings(me)).toEqual([]);
    await pictures(me, 'play-refused');
    expect(me.troubles).toEqual([]);
  });

  it('shows the scenario green with what it reaches; the broken draft turns it red and is not published', async () => {
    const [author, approver] = [visitors[0]!, await as('rule.approver1', 'en')];
    const { page } = author;
    await look(page, 'scenarios');
    await page.locator('.lx-scenarios .lx-chip.done').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.react-flow__node.lx-reached').length > 5);
    await page.waitForFunction(() => document.querySelectorAll('.react-flow__node.lx-missed').length > 5);
    expect(await axeFindings(author)).toEqual([]);
    await pictures(author, 'scenarios-green');

    await page.goto(`${application.base}/desk/studio/policies/guiyang`);
    await page.getByLabel(studioWords.filter.zh).fill('grades');
    for (const input of await page.locator('.lx-numbers input[role=spinbutton]').all()) await input.fill('9');
    await page.getByRole('button', { name: studioWords.save.zh }).click();
    await page.getByText(studioWords.saved.zh).first().waitFor();
    await look(page, 'scenarios');
    await page.locator('.lx-scenarios .lx-chip.late').waitFor();
    await page.locator('.lx-differences').first().waitFor();
    expect(await axeFindings(author)).toEqual([]);
    await pictures(author, 'scenarios-red');

    await approver.page.goto(`${application.base}/desk/studio`);
    await approver.page.getByRole('button', { name: studioWords.checkAll.en }).click();
    await approver.page.getByText(/Scenario “plain-to-callback” is red/).waitFor();
    await shot(approver, 'scenarios-block-publishing');
    await look(approver.page, 'scenarios');
    await approver.page.locator('.lx-scenarios .lx-chip.late').waitFor();
    await pictures(approver, 'scenarios-red');
    const refused = await approver.page.evaluate(async () => {
      const { csrfToken } = (await (await fetch('/api/session')).json()) as { csrfToken: string };
      const post = async (path: string, body: object) => {
        const headers = {
          'content-type': 'application/json',
          'x-csrf-token': csrfToken,
          'idempotency-key': 'publish-the-red-one',
        };
        return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<
          Record<string, unknown>
        >;
      };
      const checked = await post('/api/releases/check', { flow: 'guiyang' });
      const items = checked['items'] as { code: string; severity: string; node?: string; edge?: string; at?: string }[];
      const waivers = items.flatMap(({ code, node, edge, at, severity }) =>
        severity === 'warning' ? [{ ...{ code, node, edge, at }, reason: '…' }] : [],
      );
      return post('/api/releases', {
        ...{ flow: 'guiyang', draftHash: checked['draftHash'], waivers },
        name: { zh: '红', en: 'red' },
      });
    });
    expect(refused).toMatchObject({ code: 'SCENARIO_FAILED', data: { scenarios: ['plain-to-callback'] } });
  });
});

/**
 * The drawing glides to what is chosen: what is clicked meanwhile is another place by the time the button is up. A step
 * outside of the window must be fetched by the drawing's own buttons too: scrolled to by the driver, the drawing scrolls back.
 */
const atRest = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const seen = window as unknown as { lxSeen?: { at: string; since: number } };
    const at = document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform ?? '';
    if (seen.lxSeen?.at !== at) seen.lxSeen = { at, since: performance.now() };
    return performance.now() - seen.lxSeen.since > 300;
  });
