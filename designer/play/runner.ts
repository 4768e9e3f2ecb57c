import { type City, type Flow, type ScenarioRun, runScenario } from '#domain';

export type Job = { city: City; flow: Flow; scenarios: readonly { id: string; document: unknown }[] };

/** Plays every scenario of a job and tells each result as it comes. */
export type RunAll = (job: Job, onRun: (run: ScenarioRun) => void) => { done: Promise<void>; stop: () => void };

/** What a worker says: one result, or that all are told. */
export type Message = { run: ScenarioRun } | { done: true };

/** One after the other; what the engine itself trips over is that scenario's result, not the others'. */
export function runEach({ city, flow, scenarios }: Job, onRun: (run: ScenarioRun) => void): void {
  for (const { id, document } of scenarios) {
    try {
      onRun(runScenario(id, document, city, flow));
    } catch (error) {
      const faults = [{ path: '', message: error instanceof Error ? error.message : String(error) }];
      onRun({ id, outcome: 'unplayable', differences: [], faults, reached: { nodes: [], edges: [] } });
    }
  }
}
