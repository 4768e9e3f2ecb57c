import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { People } from '../../worker/demo/people';
import { browserLaunch } from '../support/servers';
import { type Application, startApplication } from './application';
import { type Shot, shotsOf } from './shot-pages';
import { isLate, standOf } from './stand';

/**
 * `npm run shots [-- part of a name…]`: every page and state, both languages, three widths, into `.shots/`; for people to look at.
 */
const widths = [1280, 1920, 390];
const languages = ['zh', 'en'] as const;

async function main(): Promise<void> {
  const application = await startApplication();
  const browser = await chromium.launch(await browserLaunch());
  let missed = 0;
  try {
    const people = new People(application.base, application.data);
    const stand = await standOf(application, people);
    const shots = wanted(shotsOf(stand));
    await isLate({ base: application.base, people }, stand.late.no);
    for (const shot of shots) missed += (await taken(browser, application, people, shot)) ? 0 : 1;
  } finally {
    await browser.close();
    await application.stop();
  }
  if (missed > 0) throw new Error(`${missed} pictures could not be taken`);
  if (process.argv.length === 2) picturesOfStates();
}

/** The states that only somebody at work comes to: the browser tests go there, and take their pictures. */
function picturesOfStates(): void {
  const args = ['worker/bootstrap.mjs', 'test/run.ts', 'test/browser/', '--selectProjects', 'servers'];
  const env = { ...process.env, LIANGXIN_SHOTS: '1' };
  const run = spawnSync(process.execPath, args, { cwd: path.resolve(__dirname, '../..'), env, stdio: 'inherit' });
  if (run.status !== 0) throw new Error('a browser test went wrong: some of its pictures are missing');
}

function wanted(shots: readonly Shot[]): Shot[] {
  const parts = process.argv.slice(2);
  return shots.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)));
}

/** One page that cannot be pictured is told at once and does not keep the others from their pictures. */
async function taken(browser: Browser, application: Application, people: People, shot: Shot): Promise<boolean> {
  try {
    await shoot(browser, application, people, shot);
    process.stdout.write(`${shot.name}\n`);
    return true;
  } catch (error) {
    process.stdout.write(`${shot.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

async function shoot(browser: Browser, { base }: Application, people: People, { name, path, as, net, act }: Shot): Promise<void> {
  const cookie = as === undefined ? null : (await people.as(as)).call.session();
  for (const lang of languages) {
    const context = await browser.newContext({ locale: lang === 'zh' ? 'zh-CN' : 'en-GB', reducedMotion: 'reduce' });
    try {
      await context.addInitScript(`localStorage.setItem('liangxin.language', '${lang}')`);
      if (cookie) await context.addCookies([{ ...cookie, url: base }]);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await net?.(page);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${base}${path}${path.startsWith('/desk') ? '' : `${path.includes('?') ? '&' : '?'}lang=${lang}`}`);
      await page.locator('h1, [role=alert]').first().waitFor();
      if (!name.endsWith('loading')) await page.waitForFunction(() => document.querySelector('.lx-loading') === null);
      await act?.(page, lang);
      for (const width of widths) {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
        await page.waitForTimeout(250);
        await page.screenshot({ path: `.shots/${name}-${lang}-${width}.png`, fullPage: true });
      }
    } finally {
      await context.close();
    }
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
