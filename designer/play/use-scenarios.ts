import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import { type ResultOf, routes, type Routes } from '#contract';
import type { City, Flow, ScenarioRun } from '#domain';
import { call } from '../client';
import type { RunAll } from './runner';

/** Under this key the scenarios beside the drafts are read. */
export const SCENARIOS = 'flow-scenarios';

export type Stored = ResultOf<Routes['listFlowScenarios']>['items'][number];

export const useScenarios = (flow: string) =>
  useQuery({
    queryKey: [SCENARIOS, flow],
    queryFn: async () => (await call(routes.listFlowScenarios, { params: { id: flow } })).items,
  });

/** Who plays them: a worker of the browser, so that the page stays fluent; a test gives another. */
export const RunnerContext = createContext<RunAll | null>(null);

const inWorker = async (): Promise<RunAll> => (await import('./start-worker')).runInWorker;

export type Runs = { runs: ReadonlyMap<string, ScenarioRun>; running: boolean; failed: boolean };

/** Plays all of them whenever they or the draft changed; the results of before stand until theirs come. */
export function useRuns(city: City, flow: Flow, scenarios: readonly Stored[], again: number): Runs {
  const given = useContext(RunnerContext);
  const [state, setState] = useState<Runs>({ runs: new Map(), running: true, failed: false });
  useEffect(() => {
    const over = { is: false };
    const isOver = (): boolean => over.is;
    let stop: () => void = () => undefined;
    setState((was) => ({ ...was, running: true, failed: false }));
    const begin = async (): Promise<void> => {
      const runAll = given ?? (await inWorker());
      if (isOver()) return;
      const job = runAll({ city, flow, scenarios: scenarios.map(({ id, document }) => ({ id, document })) }, (run) => {
        if (!isOver()) setState((was) => ({ ...was, runs: new Map(was.runs).set(run.id, run) }));
      });
      stop = job.stop;
      await job.done;
      if (!isOver()) setState((was) => ({ ...was, running: false }));
    };
    begin().catch(() => {
      if (!isOver()) setState((was) => ({ ...was, running: false, failed: true }));
    });
    return () => {
      over.is = true;
      stop();
    };
  }, [city, flow, scenarios, given, again]);
  return state;
}
