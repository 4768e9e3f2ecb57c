import { chromium, type Browser } from 'playwright-core';
import { command } from '../../worker/demo/issue';
import { People } from '../../worker/demo/people';
import { reportOnPage, type Report } from '../../worker/demo/resident';
import { until } from '../../worker/demo/telling';
import { browserLaunch } from '../support/servers';
import { type Application, startApplication } from './application';

/**
 * `npm run shots [-- part of a name…]`: every page and state, both languages, three widths, into `.shots/`; for people to look at.
 */
const widths = [1280, 1920, 390];
const languages = ['zh', 'en'] as const;
const said = {
  name: '罗先生',
  phone: '13985012345',
  district: '520103',
  street: '520103023',
  text: '普陀路楼道贴满野广告，电话 13885012345，请清理。',
};
const putuo = '普陀路街道办';
const answer = {
  did: '已清除 40 余处',
  when: '本周',
  evidence: '照片 12 张',
  contact: '已电话告知',
  legalBasis: '市容管理办法',
  longTermMeasure: '每周巡查',
};

type Page = { name: string; path: string; as?: string; open?: string };
type Stand = { fresh: Report; handled: Report; asked: Report; rating: Report };

async function main(): Promise<void> {
  const application = await startApplication();
  const browser = await chromium.launch(await browserLaunch());
  try {
    const people = new People(application.base, application.data);
    const stand = await issuesInEveryStage(application, people);
    for (const page of wanted(pagesOf(stand))) await shoot(browser, application, people, page);
  } finally {
    await browser.close();
    await application.stop();
  }
}

/** One issue waiting at each of the stages that look different. */
async function issuesInEveryStage({ base }: Application, people: People): Promise<Stand> {
  const [fresh, handled, asked, rating] = [
    await reportOnPage(base, said),
    await reportOnPage(base, said),
    await reportOnPage(base, said),
    await reportOnPage(base, said),
  ];
  const [verifier, reviewer] = [await people.as('verifier1'), await people.as('reviewer1')];
  for (const { no } of [fresh, handled, asked, rating])
    await until(no, 30, async () => ((await verifier.call.send('GET', `/api/issues/${no}`)).status === 200 ? true : null));
  await command(verifier, asked.no, 'requestInfo', { question: '请问是几单元？' });
  for (const { no } of [handled, rating]) {
    await command(verifier, no, 'verify', { facts: { follow: true } });
    await command(reviewer, no, 'review', { grade: 'C' });
  }
  const head = await people.as(`${putuo}.head`);
  const { view } = (await head.call.get(`/api/issues/${rating.no}`)) as { view: { assignments: { id: string; unit: string }[] } };
  const assignment = view.assignments.find(({ unit }) => unit === putuo)?.id;
  await command(await people.as(`${putuo}.liaison`), rating.no, 'sign', { assignment });
  await command(head, rating.no, 'reply', { assignment, ...answer });
  await command(await people.as('replyreviewer1'), rating.no, 'reviewReply', { approve: true });
  return { fresh, handled, asked, rating };
}

function pagesOf({ fresh, handled, asked, rating }: Stand): Page[] {
  const track = ({ no, token }: Report): string => `/t/${no}/${token}`;
  return [
    { name: 'public-home', path: '/' },
    { name: 'public-received', path: `${track(fresh)}/received` },
    { name: 'public-track-fresh', path: track(fresh) },
    { name: 'public-track-handled', path: track(handled) },
    { name: 'public-track-asked', path: track(asked) },
    { name: 'public-track-rating', path: track(rating) },
    { name: 'public-find-unknown', path: '/find?no=GY-2026-999999&token=nothing-like-it' },
    { name: 'public-stories', path: '/stories' },
    { name: 'public-missing', path: '/stories/none' },
    { name: 'door', path: '/desk/' },
    { name: 'inbox', path: '/desk/inbox', as: 'verifier1' },
    { name: 'inbox-empty', path: '/desk/inbox', as: 'dispatcher1' },
    { name: 'notices', path: '/desk/notices', as: `${putuo}.liaison` },
    { name: 'issues', path: '/desk/issues', as: 'verifier1' },
    { name: 'issue-verifying', path: `/desk/issues/${fresh.no}`, as: 'verifier1' },
    { name: 'issue-verify-form', path: `/desk/issues/${fresh.no}`, as: 'verifier1', open: 'form' },
    { name: 'issue-handled', path: `/desk/issues/${handled.no}`, as: `${putuo}.head` },
    { name: 'issue-rating', path: `/desk/issues/${rating.no}`, as: 'callback1' },
    { name: 'intake', path: '/desk/intake', as: 'clerk1' },
    { name: 'units', path: '/desk/units', as: `${putuo}.head` },
    { name: 'supervision', path: '/desk/supervision', as: 'city.sup1' },
    { name: 'newsroom', path: '/desk/newsroom', as: 'editor1' },
    { name: 'studio', path: '/desk/studio', as: 'rule.author1' },
    { name: 'studio-release', path: '/desk/studio/releases/current', as: 'rule.author1' },
    { name: 'studio-policy', path: '/desk/studio/policies/guiyang', as: 'rule.author1' },
    { name: 'privacy-log', path: '/desk/privacy', as: 'auditor1' },
    { name: 'privacy-erasures', path: '/desk/privacy?tab=erasures', as: 'privacy1' },
    { name: 'directory', path: '/desk/directory', as: 'admin1' },
    { name: 'missing', path: '/desk/nothing', as: 'verifier1' },
  ];
}

function wanted(pages: readonly Page[]): Page[] {
  const parts = process.argv.slice(2);
  return pages.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)));
}

async function shoot(browser: Browser, { base }: Application, people: People, { name, path, as, open }: Page): Promise<void> {
  const cookie = as === undefined ? null : (await people.as(as)).call.session();
  for (const lang of languages) {
    const context = await browser.newContext({ locale: lang === 'zh' ? 'zh-CN' : 'en-GB' });
    await context.addInitScript(`localStorage.setItem('liangxin.language', '${lang}')`);
    if (cookie) await context.addCookies([{ ...cookie, url: base }]);
    const page = await context.newPage();
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.goto(`${base}${path}${path.startsWith('/desk') ? '' : `${path.includes('?') ? '&' : '?'}lang=${lang}`}`);
      await page.locator('h1').first().waitFor();
      if (open !== undefined) await page.locator('section:has(#acts) button').first().click();
      await page.waitForTimeout(700);
      await page.screenshot({ path: `.shots/${name}-${lang}-${width}.png`, fullPage: true });
    }
    await context.close();
  }
  process.stdout.write(`${name}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
