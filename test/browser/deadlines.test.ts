import { chromium, type Browser, type Page } from 'playwright-core';
import { words as calendarWords } from '../../designer/calendar/words';
import { words } from '../../designer/deadlines/words';
import { words as draftWords } from '../../designer/draft/words';
import { words as drawingWords } from '../../designer/drawing/words';
import { clockKindWords, factWords } from '../../designer/i18n';
import { words as studioWords } from '../../designer/studio/words';
import { browserLaunch } from '../support/servers';
import { type Application, startApplication } from './application';
import { signIn } from './staff';
import { axeFindings, type Language, pictures, type Visitor } from './visitor';

jest.setTimeout(300_000);

/** A policy is edited with its effect before the eyes: on a time line, on the calendar, and on the worst day of the year. */
describe('deadlines', () => {
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
  const look = (page: Page, address: string) => page.goto(`${application.base}/desk/studio/deadlines/guiyang?${address}`);
  const picture = (visitor: Visitor, name: string): Promise<void> => pictures(visitor, name, { whole: true });
  /** Waits until the list says that something is at an instant. */
  const says = (page: Page, what: string, when: string) =>
    page.locator('.lx-marks li', { hasText: what }).filter({ hasText: when }).first().waitFor();
  const standsSaved = ({ page, lang }: Visitor) => page.getByText(draftWords['standing.saved'][lang], { exact: true }).waitFor();
  const clocksOf = (page: Page, grade: string) =>
    page.evaluate(async (of) => {
      const { document: policy } = (await (await fetch('/api/policies/guiyang')).json()) as {
        document: { grades: Record<string, { clocks: Record<string, { length: { n: number } }> }> };
      };
      return Object.fromEntries(Object.entries(policy.grades[of]!.clocks).map(([kind, { length }]) => [kind, length.n]));
    }, grade);
  const lengthOf = (page: Page, lang: Language) =>
    page.locator('details[open]').first().getByLabel(words.length[lang], { exact: true });

  it('shows an arrival before a make-up Sunday on the time line and on the calendar, and the worst of the year', async () => {
    const me = await as('rule.author1', 'zh');
    const { page } = me;
    await page.goto(`${application.base}/desk/studio/policies/guiyang`);
    await page.getByRole('link', { name: studioWords.onTimeLine.zh }).click();
    await page.locator('.lx-time-line').waitFor();
    await page.getByLabel(words.arrivesAt.zh).fill('2026-09-18T16:00');
    // Sun 20 Sept works: Sun (1), Mon (2), Tue (3), Wed (4), Thu 24 (5). Off 25-27; red on Tue 29, the whistle on Wed 30.
    await says(page, words['mark.due'].zh.replace('{clock}', clockKindWords['reply']!.zh), '2026-09-24 17:00');
    await says(page, '红牌', '2026-09-29 17:00');
    await says(page, '攻坚吹哨', '2026-09-30 09:00');
    expect(await page.locator('.lx-marks li').count()).toBe(12);
    expect(await page.locator('.lx-mark').count()).toBe(12);
    const sunday = page.locator('.lx-date[aria-label^="2026-09-20"]');
    expect(await sunday.getAttribute('aria-label')).toContain('调休上班');
    expect(await sunday.getAttribute('aria-label')).toContain('计为第 1 天');

    // The line is read by keyboard.
    await page.locator('.lx-mark[data-mark="start"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.lx-mark[data-mark="sign due"][aria-pressed="true"]').waitFor();

    const worst = page.locator('.lx-waits').first().getByRole('button');
    await worst.first().waitFor();
    expect(await worst.allInnerTexts()).toEqual(['2026-09-23 00:00', '2026-09-24 00:00', '2026-02-10 00:00']);
    await page.getByText('2026-12-25 – 2026-12-31').waitFor();
    expect(await axeFindings(me)).toEqual([]);
    await picture(me, 'deadlines');
    await worst.first().click();
    await says(page, words['mark.due'].zh.replace('{clock}', clockKindWords['reply']!.zh), '2026-10-08 17:00');
    expect(await page.getByLabel(words.arrivesAt.zh).inputValue()).toBe('2026-09-23T00:00');
    expect(me.troubles).toEqual([]);
  });

  it('answers what if it is paused or extended, and says what the desk would refuse', async () => {
    const me = visitors[0]!;
    const { page } = me;
    await look(page, 'at=2026-09-18T16:00');
    await page.getByLabel(words.ifPaused.zh).click();
    await page.getByLabel(words.pausedFrom.zh).fill('2026-09-22T09:00');
    await page.getByLabel(words.pausedTo.zh).fill('2026-09-23T13:00');
    // 12 hours of work: Mon 28 (8), Tue 29 to 13:00, up to 17:00.
    const due = words['mark.due'].zh.replace('{clock}', clockKindWords['reply']!.zh);
    await says(page, due, '2026-09-29 17:00');
    await page.locator('.lx-bar-pause').first().waitFor();
    await page.getByLabel(words.ifExtended.zh).click();
    // The extension is granted at the arrival: 24 Sept + 5 wd = Fri 9 Oct; then 12 hours: Sat 10 (8), Mon 12 Oct to 13:00.
    await says(page, due, '2026-10-12 17:00');
    await page.getByLabel(words.extendedBy.zh, { exact: true }).fill('6');
    await page.getByText(words['refused.EXTENSION_LIMIT'].zh).waitFor();
    expect(await axeFindings(me)).toEqual([]);
    await picture(me, 'deadlines-what-if');
    expect(me.troubles).toEqual([]);
  });

  it('edits the draft with its effect at once, undoes it, and joins what a colleague changes meanwhile', async () => {
    const [me, other] = [visitors[0]!, await as('admin1', 'en')];
    const { page } = me;
    await look(page, 'at=2026-09-18T16:00');
    await look(other.page, 'entry=grade.D&at=2026-09-18T16:00');
    const due = words['mark.due'].zh.replace('{clock}', clockKindWords['reply']!.zh);
    await lengthOf(page, 'zh').fill('3');
    // Sun 20 (1), Mon 21 (2), Tue 22 (3)
    await says(page, due, '2026-09-22 17:00');
    await standsSaved(me);
    expect(await clocksOf(page, 'C')).toMatchObject({ reply: 3 });
    await page.getByRole('button', { name: draftWords.undo.zh }).click();
    await says(page, due, '2026-09-24 17:00');
    await page.getByRole('button', { name: draftWords.redo.zh }).click();
    await standsSaved(me);

    // The colleague still has the revision of before, and another grade under the hands: both stand.
    await lengthOf(other.page, 'en').fill('10');
    await other.page.getByText(draftWords.joined.en).waitFor();
    await standsSaved(other);
    expect(await clocksOf(page, 'C')).toMatchObject({ reply: 3 });
    expect(await clocksOf(page, 'D')).toMatchObject({ reply: 10 });
    await page.reload();
    await says(page, due, '2026-09-22 17:00');

    // The ladder: a rung more, a rung changed, and the JSON behind the toggle.
    await other.page.getByRole('button', { name: words.addRung.en }).click();
    await other.page.locator('.lx-marks li', { hasText: words.newRung.en }).waitFor();
    await other.page.getByText('JSON', { exact: true }).click();
    await other.page.getByLabel(words.jsonOf.en).fill('{');
    await other.page.getByRole('button', { name: words.take.en }).click();
    await other.page.getByText(words.notJson.en).waitFor();
    expect(await axeFindings(other)).toEqual([]);
    await picture(other, 'deadlines-json');
    await other.page.getByText(words.asForm.en, { exact: true }).click();
    await picture(other, 'deadlines');
    await standsSaved(other);
    expect(me.troubles).toEqual([]);
    // The one save that was refused for its revision.
    expect(other.troubles.filter((one) => !one.includes('412'))).toEqual([]);
  });

  it('leads from a step to its limit and back, and counts with the noon break of the drafted hours', async () => {
    const me = visitors[1] ?? (await as('admin1', 'en'));
    const { page } = me;
    await page.goto(`${application.base}/desk/studio/flows/guiyang?step=verify`);
    await page.locator('.react-flow__node.selected[data-id="verify"]').waitFor();
    await page.locator('.lx-inspector').getByRole('link', { name: clockKindWords['verify']!.en }).click();
    await page.locator('.lx-entries button[aria-current="true"]', { hasText: clockKindWords['verify']!.en }).waitFor();
    await page.locator('.lx-used-by a').first().click();
    await page.locator('.react-flow__node.selected[data-id="verify"]').waitFor();

    await page.goto(`${application.base}/desk/studio/calendars/guiyang`);
    const monday = page.getByLabel(calendarWords['week.mon'].en, { exact: true });
    await monday.fill('09:00-12:00 11:00-17:00');
    await page.getByText(calendarWords.hoursWrong.en).waitFor();
    await monday.fill('09:00-12:00 14:00-17:00');
    await page.getByText('break 12:00–14:00').waitFor();
    await standsSaved(me);
    expect(await axeFindings(me)).toEqual([]);
    await picture(me, 'calendar-hours');
    // Mon 2 March, 11:59: a minute, three hours after noon, the rest on Tuesday morning.
    await look(page, 'entry=grade.Q&clock=sign&at=2026-03-02T11:59');
    await says(page, words['mark.due'].en.replace('{clock}', clockKindWords['sign']!.en), '2026-03-03 09:59');
    expect(await axeFindings(me)).toEqual([]);
    await page.goto(`${application.base}/desk/calendar`);
    await page.getByRole('heading', { name: calendarWords.weekly.en }).waitFor();
    await picture(me, 'calendar');
  });

  it('completes a condition by what people call the facts, and underlines what cannot be read', async () => {
    const me = visitors[0] ?? (await as('rule.author1', 'zh'));
    const { page } = me;
    await page.goto(`${application.base}/desk/studio/flows/guiyang?step=route.media`);
    const condition = page.getByLabel(drawingWords.condition.zh);
    await condition.and(page.locator('.cm-content')).waitFor();
    // The line's step stands on the stage, between the palette and the inspector, not where the flow begins.
    await page.waitForFunction(() => {
      const { left = 0 } = document.querySelector('.react-flow__node[data-id="route"]')?.getBoundingClientRect() ?? {};
      return left > 250 && left < 930;
    });
    await condition.fill('lane = ');
    await page.locator('.lx-feel-fault').waitFor();
    await page.locator('.cm-lintRange-error, .cm-lintPoint-error').first().waitFor();
    expect(await axeFindings(me)).toEqual([]);
    await picture(me, 'feel-fault');
    await condition.fill('');
    await condition.pressSequentially('类');
    const offered = page.locator('.cm-tooltip-autocomplete li', { hasText: factWords['category']!.zh }).first();
    await offered.waitFor();
    await picture(me, 'feel-completion');
    // By hand: what was offered this very moment is not yet taken by the Enter key, so that nobody takes it by a slip.
    await offered.click();
    await condition.pressSequentially(' = "posters"');
    await page.getByText('意思是：类别 = "posters"').waitFor();
    await page.locator('.lx-feel-fault').waitFor({ state: 'detached' });
    await standsSaved(me);
    const stored = await page.evaluate(async () => {
      const { document: flow } = (await (await fetch('/api/flows/guiyang')).json()) as {
        document: { edges: { id: string; when?: string }[] };
      };
      return flow.edges;
    });
    expect(stored.find(({ id }) => id === 'route.media')?.when).toBe('category = "posters"');
    expect(me.troubles).toEqual([]);
  });
});
