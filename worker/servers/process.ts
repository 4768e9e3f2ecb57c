import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { lastLines } from './command';
import { ServerProblem } from './problem';
import type { Say } from './say';
import { waitUntil } from './wait';

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
  readonly readyWithinMs: number;
  /** After SIGTERM so long, then SIGKILL. */
  readonly stopWithinMs: number;
};

/** A child that is started again whenever it ends by itself. */
export type Supervised = {
  readonly name: string;
  /** Undefined while it is down. */
  readonly pid: () => number | undefined;
  /** Resolves when it is ready for the first time; rejects with CHILD_FAILED when it never becomes so. */
  readonly firstReady: Promise<void>;
  /** SIGTERM, then SIGKILL; resolves when the process is gone. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

type Hooks = { readonly say: Say; readonly onChange?: () => void };

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const STEADY_MS = 30_000;

/** The pause before another try: doubled by each quick failure in a row. */
export const restartPauseMs = (failures: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1));

/**
 * Starts a child in a process group of its own, so that Ctrl-C in a terminal reaches only us and we stop things in
 * order. Its output goes to its log file.
 */
export function supervise(plan: ChildPlan, hooks: Hooks): Supervised {
  const state = {
    current: launch(plan),
    failures: 0,
    stopped: false,
    wasReady: false,
    timer: undefined as NodeJS.Timeout | undefined,
  };

  const watch = (run: Run): void => {
    hooks.onChange?.();
    void run.ended.then((how) => {
      hooks.onChange?.();
      if (state.stopped || !state.wasReady) return;
      state.failures = Date.now() - run.since > STEADY_MS ? 1 : state.failures + 1;
      const pause = restartPauseMs(state.failures);
      hooks.say({
        zh: `${plan.name} 意外结束（${how}），${pause / 1000} 秒后重新启动；日志 ${plan.logFile}`,
        en: `${plan.name} ended (${how}); starting it again in ${pause / 1000} s; log ${plan.logFile}`,
      });
      state.timer = setTimeout(again, pause);
    });
  };

  const again = (): void => {
    const run = (state.current = launch(plan));
    watch(run);
    void becomesReady(plan, run).then((ready) => {
      if (ready && !state.stopped) hooks.say({ zh: `${plan.name} 已恢复`, en: `${plan.name} is back` });
    });
  };

  const stop = async (): Promise<void> => {
    state.stopped = true;
    clearTimeout(state.timer);
    await endRun(state.current, plan.stopWithinMs);
  };

  const firstReady = becomesReady(plan, state.current).then(async (ready) => {
    if (!ready && state.stopped) return;
    if (!ready) {
      await stop();
      throw childFailed(plan);
    }
    state.wasReady = true;
    // It may have ended in the very moment of its first answer.
    if (!state.current.isUp()) again();
  });
  firstReady.catch(() => undefined);
  watch(state.current);
  return { name: plan.name, pid: () => (state.current.isUp() ? state.current.child.pid : undefined), firstReady, stop };
}

const alive = new Set<ChildProcess>();
// A crash of ours must not leave them running unseen; a kill -9 of ours is met by the next start's `stopLeftovers`.
process.on('exit', () => {
  for (const child of alive) signalGroup(child.pid, 'SIGTERM');
});

type Run = {
  readonly child: ChildProcess;
  readonly since: number;
  readonly ended: Promise<string>;
  readonly isUp: () => boolean;
  readonly saidReady: () => boolean;
};

function launch(plan: ChildPlan): Run {
  mkdirSync(path.dirname(plan.logFile), { recursive: true });
  const log = openLog(plan.logFile);
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
  return { child, since: Date.now(), ended, isUp: () => up, saidReady: () => said };
}

const LOG_BYTES = 20 * 1024 * 1024;

/** A log that grew too large moves aside; one older log is kept. */
function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > LOG_BYTES) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}

function becomesReady(plan: ChildPlan, run: Run): Promise<boolean> {
  const probe = plan.ready === 'message' ? () => Promise.resolve(run.saidReady()) : plan.ready;
  return waitUntil(probe, plan.readyWithinMs, () => !run.isUp());
}

async function endRun(run: Run, withinMs: number): Promise<void> {
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

function childFailed(plan: ChildPlan): ServerProblem {
  const tail = existsSync(plan.logFile) ? lastLines(readFileSync(plan.logFile, 'utf8'), 8) : '';
  return new ServerProblem('CHILD_FAILED', {
    zh: `${plan.name} 启动失败，日志 ${plan.logFile} 的最后几行：\n${tail}`,
    en: `${plan.name} did not start; the last lines of its log ${plan.logFile}:\n${tail}`,
  });
}
