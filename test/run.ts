/**
 * `npm test`: prepares the servers, runs the suites, then the kills by themselves (they are about time, and share two cores with
 * nobody), and ends with one line of totals. Arguments go on to Jest, which then runs what they choose.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  endCommands,
  findBrowser,
  findTestServer,
  pickText,
  sayToTerminal,
  ServerProblem,
  startLocalMongo,
  startLocalTemporal,
} from '../worker/servers';
import type { Supervised } from '../worker/servers';
import { temporaryFolder, TEST_ENV } from './support/servers';

const root = path.resolve(__dirname, '..');
const folder = temporaryFolder();
const children: Supervised[] = [];
/** Stands in the environment of whatever this run starts, however deep. */
const mark = `LIANGXIN_TEST_RUN=${randomUUID()}`;
let jest: ReturnType<typeof spawn> | undefined;

const resultSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
  numPendingTests: z.number(),
});

type Totals = { readonly passed: number; readonly failed: number; readonly skipped: number };

async function prepare(): Promise<Record<string, string>> {
  const onStarted = (child: Supervised): void => void children.push(child);
  const options = (name: string) => ({ folder: path.join(folder, name), say: sayToTerminal, onStarted });
  sayToTerminal({ zh: '准备 MongoDB…', en: 'preparing MongoDB…' });
  const mongo = await startLocalMongo({ ...options('mongo'), database: 'test' });
  sayToTerminal({ zh: '准备 Temporal…', en: 'preparing Temporal…' });
  const temporal = await startLocalTemporal({ ...options('temporal'), namespace: 'default', withUi: false });
  sayToTerminal({ zh: '准备快进测试服务器…', en: 'preparing the time-skipping test server…' });
  const testServer = await findTestServer(sayToTerminal);
  sayToTerminal({ zh: '准备浏览器…', en: 'preparing the browser…' });
  const browser = await findBrowser(sayToTerminal);
  return {
    [TEST_ENV.mongo]: mongo.uri,
    [TEST_ENV.temporal]: temporal.address,
    [TEST_ENV.testServer]: testServer,
    [TEST_ENV.browser]: browser,
  };
}

async function runAll(env: Record<string, string>): Promise<Totals> {
  const chosen = process.argv.slice(2);
  if (chosen.length > 0) return runJest(env, chosen);
  const all = await runJest(env, ['--selectProjects', 'unit', 'servers']);
  const kills = await runJest(env, ['--selectProjects', 'kill']);
  const sum = (of: keyof Totals): number => all[of] + kills[of];
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

function runJest(env: Record<string, string>, chosen: readonly string[]): Promise<Totals> {
  const output = path.join(folder, `${randomUUID()}.json`);
  const program = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['-c', '.config/jest.config.cjs', '--json', '--outputFile', output, '--maxWorkers=2', ...chosen];
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, ...env, LIANGXIN_TEST_RUN: mark.split('=')[1] },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  jest = child;
  return new Promise((resolve) => child.once('close', (code) => resolve(totalsOf(output, code))));
}

/** A suite that could not even load has no tests to count: it counts as one failed. */
function totalsOf(file: string, code: number | null): Totals {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const result = resultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: result.numPendingTests };
}

async function cleanUp(): Promise<void> {
  jest?.kill('SIGTERM');
  endCommands();
  await Promise.all(children.map((child) => child.stop()));
  endWhatIsLeft();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Desks that tests start run in sessions of their own: a run that is broken off would leave them behind (seen where there is /proc).
 * Looked for again until none is found: who watches over a server starts it anew before it ends itself.
 */
function endWhatIsLeft(): void {
  if (!existsSync('/proc')) return;
  for (let round = 0; round < 10 && endMarked() > 0; round += 1);
}

function endMarked(): number {
  let ended = 0;
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
    try {
      if (pid === process.pid || !readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark)) continue;
      process.kill(pid, 'SIGKILL');
      ended += 1;
    } catch {
      // Ended meanwhile, or another user's.
    }
  }
  return ended;
}

async function main(): Promise<Totals> {
  try {
    return await runAll(await prepare());
  } catch (error) {
    const reason = error instanceof ServerProblem ? pickText(error.text) : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${reason}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    await cleanUp();
  }
}

// A terminal and npm both pass a signal on: the second must not end this process in the middle of its clearing up.
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!ending) void cleanUp().finally(() => process.exit(1));
    ending = true;
  });
}

void main().then(({ passed, failed, skipped }) => {
  const skips = skipped === 0 ? '' : `, ${skipped} skipped`;
  process.stdout.write(`\n${passed} passed, ${failed} failed${skips}\n`);
  process.exit(failed === 0 ? 0 : 1);
});
