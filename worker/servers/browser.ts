import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isExecutable, programOnPath, runCommand } from './command';
import { isHostOpen } from './download';
import { firstOf } from './find';
import { ServerProblem } from './problem';
import type { Say } from './say';

const INSTALL_MS = 10 * 60_000;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser of the tests: on PATH, Playwright's, else Debian's package. Chinese fonts are looked after as well. */
export async function findBrowser(say: Say): Promise<string> {
  const browser = await firstOf([
    () => here([...NAMES.map((name) => programOnPath(name)), ...FIXED]),
    async () => here([await playwrightPath()]),
    async () => here([await downloadByPlaywright(say)]),
    async () => here([await installOnDebian(say)]),
    () => ({ problem: noBrowser() }),
  ]);
  await haveChineseFonts(say);
  return browser;
}

function here(candidates: readonly (string | undefined)[]): { found: string } | undefined {
  const found = candidates.find((candidate) => candidate !== undefined && isExecutable(candidate));
  return found === undefined ? undefined : { found };
}

const noBrowser = (): ServerProblem =>
  new ServerProblem('BROWSER_MISSING', {
    zh: '浏览器测试需要 Chromium 或 Chrome：请先安装（例如 Debian 上以 root 运行 apt-get install chromium），再重新运行。',
    en: 'The browser tests need Chromium or Chrome: install one (for example apt-get install chromium as root on Debian) and run again.',
  });

async function playwrightPath(): Promise<string> {
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
}

async function downloadByPlaywright(say: Say): Promise<string | undefined> {
  if (!(await isHostOpen('cdn.playwright.dev'))) return undefined;
  say({ zh: '下载 Chromium（Playwright）…', en: 'downloading Chromium (Playwright)…' });
  const cli = path.join(path.dirname(require.resolve('playwright-core/package.json')), 'cli.js');
  await runCommand(process.execPath, [cli, 'install', 'chromium'], { timeoutMs: INSTALL_MS });
  return playwrightPath();
}

async function installOnDebian(say: Say): Promise<string | undefined> {
  if (!(await aptInstall('chromium', say))) return undefined;
  return programOnPath('chromium');
}

/** Without them a screenshot shows boxes for Chinese: told, and mended where we may. */
async function haveChineseFonts(say: Say): Promise<void> {
  if (process.platform !== 'linux') return;
  const fonts = await runCommand('fc-list', [':lang=zh', 'family'], { timeoutMs: 30_000 });
  if (fonts.ok && fonts.output.trim() !== '') return;
  if (await aptInstall('fonts-noto-cjk', say)) return;
  say({
    zh: '没有中文字体，截图中的中文会显示为方框：请安装 Noto CJK 字体。',
    en: 'No Chinese font here: screenshots will show boxes. Install the Noto CJK fonts.',
  });
}

async function aptInstall(name: string, say: Say): Promise<boolean> {
  const apt = programOnPath('apt-get');
  if (apt === undefined || process.getuid?.() !== 0 || !isDebian()) return false;
  say({ zh: `安装 ${name}（apt-get，仅第一次）…`, en: `installing ${name} (apt-get, first time only)…` });
  const options = { timeoutMs: INSTALL_MS, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await runCommand(apt, ['update', '-q'], options);
  const run = await runCommand(apt, ['install', '-y', '-q', '--no-install-recommends', name], options);
  return run.ok;
}

function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
