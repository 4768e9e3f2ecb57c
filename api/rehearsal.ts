import { setImmediate } from 'node:timers/promises';
import { type City, type DayEdition, type Json, type ScenarioRun, runScenario } from '#domain';
import type { Finding } from '#contract';
import type { Revised } from '#store';
import type { Deps } from './deps';
import type { Named } from './drafts';
import type { Drawn } from './releases';

/** A scenario is kept as the JSON it is; that it bears a name is the contract's. */
export type StoredScenario = { [key: string]: Json } & Named;

/** The days of every calendar that the drafts name, as they are now. */
export async function daysOf({ store }: Deps, { content }: Pick<Drawn, 'content'>): Promise<DayEdition[]> {
  const latest = await store.days.latest(content.policy.calendar);
  return latest ? [latest] : [];
}

/** The scenarios that stand beside a flow's draft, in the order of their ids. */
export async function scenariosOf({ store }: Deps, flow: string): Promise<Revised<StoredScenario>[]> {
  const all = (await store.scenarios.list()) as Revised<StoredScenario>[];
  return all.filter(({ document }) => document['flow'] === flow);
}

/** Plays the flow's scenarios on what its drafts say now; others get their turn between two of them. */
export async function runsOf(deps: Deps, drawn: Drawn, scenarios: readonly Revised<StoredScenario>[]): Promise<ScenarioRun[]> {
  if (scenarios.length === 0) return [];
  const city = await cityOf(deps, drawn);
  const runs: ScenarioRun[] = [];
  for (const { id, document } of scenarios) {
    runs.push(runScenario(id, document, city, drawn.content.flow));
    await setImmediate();
  }
  return runs;
}

/** The city of some drafts or a release, with the directory and the days as they are now. */
export async function cityOf(deps: Deps, drawn: Pick<Drawn, 'content'>): Promise<City> {
  const { directory } = deps.store;
  const [units, people, days] = await Promise.all([directory.units(), directory.people(), daysOf(deps, drawn)]);
  const content = { format: 1, number: 0, ...drawn.content };
  return { content, units, people, ...(days.length > 0 ? { editions: days } : {}) };
}

/** How many differences of one scenario are told. */
const TOLD = 3;

/** What a run that is not green says at the check and at publishing. */
export function findingOfRun({ id, outcome, differences, faults }: ScenarioRun): Finding[] {
  if (outcome === 'green') return [];
  const said =
    outcome === 'red'
      ? differences.slice(0, TOLD).map(({ path, wanted, found }) => `${path}: ${wanted} → ${found.trim()}`)
      : faults.slice(0, TOLD).map(({ path, message }) => `${path}: ${message}`);
  const what = said.join('; ').slice(0, 600);
  return [
    {
      code: outcome === 'red' ? 'SCENARIO_RED' : 'SCENARIO_UNPLAYABLE',
      severity: 'error',
      at: `scenarios.${id}`,
      message:
        outcome === 'red'
          ? { zh: `情景“${id}”未通过：${what}`, en: `Scenario “${id}” is red: ${what}` }
          : { zh: `情景“${id}”无法演练：${what}`, en: `Scenario “${id}” cannot be played: ${what}` },
      mend: {
        zh: '改正草稿；若这正是想要的变化，改正情景的预期。',
        en: 'Mend the draft, or what the scenario expects where the change is meant.',
      },
    },
  ];
}
