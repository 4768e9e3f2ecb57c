import { existsSync, readFileSync } from 'node:fs';
import { endRun, launch } from './child-run';
import type { ChildPlan, Run } from './child-run';
import { lastLines } from './command';
import { ServerProblem } from './problem';
import type { Say } from './say';
import { waitUntil } from './wait';

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
const STEADY_MS = 5_000;

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

function becomesReady(plan: ChildPlan, run: Run): Promise<boolean> {
  const { ready, readyLine } = plan;
  const said = (): boolean =>
    readyLine === undefined || readyLine.test(readFileSync(plan.logFile).subarray(run.logFrom).toString());
  const probe = async (): Promise<boolean> => (ready === 'message' ? run.saidReady() : (await ready()) && said());
  return waitUntil(probe, plan.readyWithinMs, () => !run.isUp());
}

function childFailed(plan: ChildPlan): ServerProblem {
  const tail = existsSync(plan.logFile) ? lastLines(readFileSync(plan.logFile, 'utf8'), 8) : '';
  return new ServerProblem('CHILD_FAILED', {
    zh: `${plan.name} 启动失败，日志 ${plan.logFile} 的最后几行：\n${tail}`,
    en: `${plan.name} did not start; the last lines of its log ${plan.logFile}:\n${tail}`,
  });
}
