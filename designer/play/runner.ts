import { type City, type Flow, type ScenarioRun, runScenario } from '#domain';

export type Job = { city: City; flow: Flow; scenarios: readonly { id: string; document: unknown }[] };

/** Plays every scenario of a job and tells each result as it comes. */
export type RunAll = (job: Job, onRun: (run: ScenarioRun) => void) => { done: Promise<void>; stop: () => void };

/** What a worker says: one result, or that all are told. */
export type Message = { run: ScenarioRun } | { done: true };

/** One after the other. */
export function runEach({ city, flow, scenarios }: Job, onRun: (run: ScenarioRun) => void): void {
  for (const { id, document } of scenarios) onRun(runScenario(id, document, city, flow));
}
