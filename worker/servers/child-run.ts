import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** A program with its arguments; `env` comes on top of ours. */
export type ChildCommand = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

export type ChildPlan = ChildCommand & {
  readonly name: string;
  readonly logFile: string;
  /** Asked again and again until true. `'message'`: the child says so itself by `process.send('ready')`. */
  readonly ready: (() => Promise<boolean>) | 'message';
  /** What its log must say as well: another's server may answer on a port that ours could not take. */
  readonly readyLine?: RegExp;
  readonly readyWithinMs: number;
  /** After SIGTERM so long, then SIGKILL. */
  readonly stopWithinMs: number;
};

const alive = new Set<ChildProcess>();
// A crash of ours must not leave them running unseen; a kill -9 of ours is met by the next start's `stopLeftovers`.
process.on('exit', () => {
  for (const child of alive) signalGroup(child.pid, 'SIGTERM');
});

/** One life of a child: from its start to its end. */
export type Run = {
  readonly child: ChildProcess;
  readonly since: number;
  readonly logFrom: number;
  readonly ended: Promise<string>;
  readonly isUp: () => boolean;
  readonly saidReady: () => boolean;
};

/** Starts the program in a process group of its own, its output going to its log file. */
export function launch(plan: ChildPlan): Run {
  mkdirSync(path.dirname(plan.logFile), { recursive: true });
  const log = openLog(plan.logFile);
  const logFrom = fstatSync(log).size;
  const child = spawn(plan.command, plan.args, {
    detached: true,
    env: { ...process.env, ...plan.env },
    stdio: plan.ready === 'message' ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
  });
  closeSync(log);
  alive.add(child);
  let up = true;
  let said = false;
  child.on('message', (message) => (said ||= message === 'ready'));
  const ended = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      up = false;
      alive.delete(child);
      resolve(how);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ?? `exit ${code ?? '?'}`));
  });
  return { child, since: Date.now(), logFrom, ended, isUp: () => up, saidReady: () => said };
}

const LOG_BYTES = 20 * 1024 * 1024;

/** A log that grew too large moves aside; one older log is kept. */
function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > LOG_BYTES) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}

/** SIGTERM, then SIGKILL; resolves when it is gone. */
export async function endRun(run: Run, withinMs: number): Promise<void> {
  if (!run.isUp()) return;
  signalGroup(run.child.pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(run.child.pid, 'SIGKILL'), withinMs);
  await run.ended;
  clearTimeout(timer);
}

/** To the child and all it started; a group that is gone is as good as stopped. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}
