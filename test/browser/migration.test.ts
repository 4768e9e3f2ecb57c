import { chromium, type Browser } from 'playwright-core';
import { words } from '../../designer/migration/words';
import { words as studioWords } from '../../designer/studio/words';
import { People } from '../../worker/demo/people';
import { reportOnPage } from '../../worker/demo/resident';
import { browserLaunch } from '../support/servers';
import { type Application, startApplication } from './application';
import { signIn } from './staff';
import { isToBeVerified, type Policy, publishDrafts, redraw, toUnits } from './stand';
import { axeFindings, shot, type Visitor } from './visitor';

jest.setTimeout(300_000);

const said = { name: '罗先生', phone: '13985012345', district: '520103', street: '520103023', text: '普陀路楼道贴满野广告。' };

/** Supervision moves running issues to a release with another limit, by the page alone. */
describe('the migration page', () => {
  let application: Application;
  let browser: Browser;
  const handled: string[] = [];
  let verified = '';

  beforeAll(async () => {
    application = await startApplication();
    browser = await chromium.launch(await browserLaunch());
    const at = { base: application.base, people: new People(application.base, application.data) };
    for (let n = 0; n < 3; n += 1) {
      const { no } = await reportOnPage(application.base, said);
      await isToBeVerified(at, no);
      if (n === 2) verified = no;
      else {
        await toUnits(at, no);
        handled.push(no);
      }
    }
    await redraw<Policy>(at.people, '/api/policies/guiyang', (policy) => {
      const reply = policy.grades['C']?.clocks['reply'];
      if (reply) reply.length = { n: 3, unit: 'wd' };
      return policy;
    });
    await publishDrafts(at.people);
  });
  afterAll(async () => {
    await browser.close();
    await application.stop();
  });

  /** At both widths, what axe finds and whether anything sticks out of the page. */
  const looksWell = async (visitor: Visitor, name: string): Promise<void> => {
    for (const width of [1280, 1920]) {
      await visitor.page.setViewportSize({ width, height: 900 });
      await shot(visitor, `migration-${name}-${visitor.lang}-${width}`);
      expect(await axeFindings(visitor)).toEqual([]);
      const wider = await visitor.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider).toBe(0);
    }
  };

  it('maps, tries and moves, with a result for each', async () => {
    const me = await signIn(browser, application, 'city.sup1', 'zh');
    const { page } = me;
    await page.goto(`${application.base}/desk/studio`);
    await page.getByRole('link', { name: studioWords.migrate.zh, exact: true }).click();
    await page.getByText(words.fewNone.zh).waitFor();
    await page.getByRole('button', { name: words.showAll.zh.replace(/\{n\}.*/, '') }).click();
    await page.getByRole('radio', { name: words['clocks.forward'].zh }).check();
    await page.getByRole('button', { name: words.tryIt.zh }).click();
    for (const no of [...handled, verified])
      await page.getByRole('row').filter({ hasText: no }).getByText(words.can.zh).waitFor();
    await page
      .getByRole('row')
      .filter({ hasText: handled[0] ?? '' })
      .getByText('→')
      .first()
      .waitFor();
    await looksWell(me, 'dry-run');

    // what stands at an unmapped step cannot move
    await page.getByRole('combobox', { name: words.newStepOf.zh.replace('{step}', '甄别') }).click();
    await page.getByTitle(words.unmapped.zh).last().click();
    await page.getByText(words.stale.zh).waitFor();
    await page.getByRole('button', { name: words.tryAgain.zh }).click();
    await page.getByRole('row').filter({ hasText: verified }).getByText(words.cannot.zh, { exact: true }).waitFor();
    await looksWell(me, 'blocked');

    await page.getByLabel(words.reason.zh).fill('一般诉求改为三日办结');
    await page.getByRole('button', { name: words.start.zh }).click();
    await page.locator('.ant-popconfirm .ant-btn-primary').click();
    await page.getByRole('heading', { name: words.results.zh }).waitFor();
    await page.getByText(words['state.done'].zh, { exact: true }).first().waitFor({ timeout: 60_000 });
    for (const no of handled)
      await page.getByRole('row').filter({ hasText: no }).getByText(words['outcome.moved'].zh, { exact: true }).waitFor();
    await page.getByRole('row').filter({ hasText: verified }).getByText(words['outcome.blocked'].zh, { exact: true }).waitFor();
    await looksWell(me, 'batch');
    expect(me.troubles).toEqual([]);
    await me.close();
  });

  it('reads as well in English, where only one is left', async () => {
    const me = await signIn(browser, application, 'city.sup1', 'en');
    const { page } = me;
    await page.goto(`${application.base}/desk/studio/releases/2`);
    await page.getByRole('link', { name: studioWords.migrateTo.en }).click();
    await page.getByText(words.open.en.replace('{n}', '1').replace('{count}', '1')).waitFor();
    await page.getByRole('button', { name: words.tryIt.en }).click();
    await page.getByRole('row').filter({ hasText: verified }).getByText(words.can.en, { exact: true }).waitFor();
    await looksWell(me, 'plan');
    await page.getByRole('link', { name: words.batchTitle.en.replace('{from}', '1').replace('{to}', '2') }).click();
    await page.getByText(words['outcome.moved'].en, { exact: true }).first().waitFor();
    await looksWell(me, 'results');
    expect(me.troubles).toEqual([]);
    await me.close();
  });
});
