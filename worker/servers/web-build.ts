import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lastLines, runCommand } from './command';
import { ServerProblem } from './problem';
import type { Say } from './say';

const CONFIG = '.config/vite.config.mts';
const SOURCES = ['designer', 'workflows/domain', 'api/contract', CONFIG, 'package-lock.json'];
const OUTPUT = 'designer/dist';
const BUILD_MS = 5 * 60_000;

/** Builds the web application when its sources are other than at the last build. */
export async function buildWeb(root: string, say: Say): Promise<void> {
  if (!existsSync(path.join(root, CONFIG))) return;
  const stamp = path.join(root, 'node_modules', '.cache', 'liangxin', 'web');
  const hash = hashOf(root);
  if (existsSync(path.join(root, OUTPUT)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say({ zh: '构建网页…', en: 'building the web application…' });
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', CONFIG, '--logLevel', 'warn'];
  // Whoever asks (a test runner says `test`): what is built is what people use.
  const env = { NODE_ENV: 'production' };
  const run = await runCommand(process.execPath, args, { cwd: root, timeoutMs: BUILD_MS, env });
  if (!run.ok) throw failed(withoutStack(run.output));
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

const withoutStack = (output: string): string =>
  output
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n');

const failed = (output: string): ServerProblem =>
  new ServerProblem('WEB_BUILD_FAILED', {
    zh: `网页构建失败：\n${lastLines(output, 12)}`,
    en: `The web application did not build:\n${lastLines(output, 12)}`,
  });

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesUnder(root, source))) {
    hash.update(`${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesUnder(root: string, source: string): string[] {
  const full = path.join(root, source);
  if (!existsSync(full)) return [];
  const isSkipped = (name: string): boolean => name === 'dist' || name === '.tsc' || name === 'node_modules';
  const walk = (folder: string): string[] =>
    readdirSync(path.join(root, folder), { withFileTypes: true })
      .filter((entry) => !isSkipped(entry.name))
      .flatMap((entry) => (entry.isDirectory() ? walk(path.join(folder, entry.name)) : [path.join(folder, entry.name)]));
  return path.extname(source) === '' ? walk(source).sort() : [source];
}
