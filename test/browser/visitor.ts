import { mkdirSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { Application } from './application';

export type Language = 'zh' | 'en';
export type Visitor = { page: Page; lang: Language; base: string; name: string; troubles: string[]; close: () => Promise<void> };

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 900 } };

type As = { name: string; lang: Language; small?: boolean; scripts?: boolean };

/** A browser window of its own: cookies, language, and a list of everything that went wrong in it. */
export async function visit(
  browser: Browser,
  { base }: Application,
  { name, lang, small = false, scripts = true }: As,
): Promise<Visitor> {
  const context = await browser.newContext({
    ...(small ? phone : desktop),
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: 'reduce',
    javaScriptEnabled: scripts,
  });
  await context.addInitScript(`localStorage.setItem('liangxin.language', '${lang}')`);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const visitor = { page, lang, base, name, troubles: [] as string[], close: () => context.close() };
  listen(visitor);
  return visitor;
}

/** Being signed out is how every visit to the desk begins: the one 401 that is no trouble. */
const isAskingWho = (status: number, url: string): boolean => status === 401 && new URL(url).pathname === '/api/session';

function listen({ page, troubles }: Visitor): void {
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const at = message.location().url;
    if (message.type() === 'error' && !at.endsWith('/api/session')) troubles.push(`console: ${message.text()} ${at}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left gives up its live connection and what it was still reading.
    if (reason !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()} ${reason}`);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 400 && !isAskingWho(answer.status(), answer.url()))
      troubles.push(`${answer.status()}: ${answer.request().method()} ${answer.url()}`);
  });
}

/**
 * What axe finds serious or critical on the page once it has been read, each with the place. Every visitor has asked for less movement, so
 * nothing may be between two colours while axe measures: whatever moves all the same is a finding of its own.
 */
export async function axeFindings(visitor: Visitor): Promise<string[]> {
  const { page } = visitor;
  await page.waitForFunction(() => document.querySelector('.lx-loading') === null);
  const moving = await movements(visitor);
  await page.evaluate(axe.source);
  return [...moving, ...(await page.locator('html').evaluate(seriousIn, null))];
}

/** Running transitions and animations, each with its element. */
export const movements = ({ page }: Visitor): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => {
        const target = effect instanceof KeyframeEffect ? effect.target : null;
        return `moves though less movement was asked for: ${target?.outerHTML.slice(0, 160) ?? ''}`;
      }),
  );

/** One of every kind of thing that changes under the pointer; what is not on the page is passed over. */
const reacting = [
  ...['.lx-rooms a:not(.active)', '.lx-rooms a.active', '.lx-bar-button', '.lx-row', '.lx-count', '.ant-btn-primary'],
  ...['.ant-btn-default', '.ant-radio-wrapper', '.ant-tabs-tab', '.lx-main p > a', '.lx-acts a', 'summary'],
  ...['.top nav a', '.brand', '.send button', '.second', '.quiet', '.story-card a', 'footer a', '.choice'],
];

/** Contrast of those things while they are pointed at, and while the keyboard is on them. */
export async function contrastInUse({ page }: Visitor): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const kind of reacting) {
    const one = page.locator(`${kind} >> visible=true`).first();
    if ((await one.count()) === 0) continue;
    await one.hover();
    const pointed = await one.evaluate(seriousIn, ['color-contrast']);
    await one.focus();
    const focused = await one.evaluate(seriousIn, ['color-contrast']);
    found.push(...[...pointed, ...focused].map((finding) => `${kind} in use: ${finding}`));
  }
  await page.mouse.move(0, 0);
  return found;
}

/** Runs in the page: what axe says of an element, by all its rules or by some. */
async function seriousIn(element: Element, rules: string[] | null): Promise<string[]> {
  const { axe: inPage } = window as unknown as { axe: typeof axe };
  const { violations } = await inPage.run(element, {
    resultTypes: ['violations'],
    ...(rules === null ? {} : { runOnly: rules }),
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`)
          .join(' | ')}`,
    );
}

const shots = path.resolve(__dirname, '../../.shots');

/** A picture of the page for whoever has to find out. */
export async function shot({ page }: Visitor, name: string, fullPage = true): Promise<string> {
  mkdirSync(shots, { recursive: true });
  const file = path.join(shots, `${name.replace(/[^\w\u4e00-\u9fff.-]+/g, '-')}.png`);
  await page.screenshot({ path: file, fullPage });
  return file;
}

const widths = [1280, 1920];

/**
 * Pictures of a state of a page at both desk widths, where they are asked for (`npm run shots`): they take a second each, and
 * nothing is tested by them.
 */
export async function pictures(visitor: Visitor, name: string, { whole = false, height = 900 } = {}): Promise<void> {
  if (process.env['LIANGXIN_SHOTS'] === undefined) return;
  const { page, lang } = visitor;
  for (const width of widths) {
    await page.setViewportSize({ width, height });
    await settled(page);
    await shot(visitor, `${name}-${lang}-${width}`, whole);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Two frames after which nothing has moved: layout follows a new width a frame later, and what measures itself one more. */
const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const seen = window as unknown as { lxShape?: { at: string; times: number } };
    const at = [...document.querySelectorAll('.react-flow__viewport, main, aside, table, svg')]
      .map((element) => JSON.stringify(element.getBoundingClientRect()))
      .join();
    seen.lxShape = seen.lxShape?.at === at ? { at, times: seen.lxShape.times + 1 } : { at, times: 0 };
    return seen.lxShape.times > 4;
  });
