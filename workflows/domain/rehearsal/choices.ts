import { type Instant, localDateOf, plusMillis } from '../deadline';
import {
  type Actor,
  type CommandName,
  type IssueState,
  type Trial,
  type Turn,
  commandSchemas,
  nextWake,
  trialsOf,
  turnNow,
  viewOf,
} from '../issue';
import type { Bilingual } from '../text';
import { actorFor, dataFor } from './names';
import { livedIn, type Setting } from './setting';
import { answerOf, createWorld } from './world';

/** One thing that somebody may do to an issue as it stands: who, what, with what, and where it would stand then. */
export type Choice = {
  /** As a scenario names the person: an id of the directory, or `citizen`. */
  by: string;
  name: CommandName;
  /** Which of the command's ways this is. */
  label: Bilingual | null;
  data: Record<string, unknown>;
  /** Whether the drawing or a unit awaits it, or supervision could do it anywhere. */
  awaited: boolean;
  after: IssueState;
};

/** How many people are asked whether they may: the first of a role nearly always can, unless duties must be separate. */
const ASKED = 6;

/** Everything that is likely to be done next, what is awaited first; every one has been tried and is accepted. */
export function choicesAt(setting: Setting, state: IssueState, at: Instant): Choice[] {
  const { desk } = setting;
  const awaited = new Set(viewOf(desk.plan, state).waiting.flatMap(({ commands }) => commands));
  const found = trialsOf(desk, state).flatMap((trial): Choice[] => {
    const choice = choiceOf(setting, state, at, trial);
    return choice ? [{ ...choice, awaited: trial.place.node !== null && awaited.has(trial.name) }] : [];
  });
  return [...found.filter((one) => one.awaited), ...found.filter((one) => !one.awaited)];
}

/** The first way out of a step that somebody may take, as the drawing lists them; null where none is. */
export function firstWayOut(setting: Setting, state: IssueState, node: string, at: Instant): Choice | null {
  for (const trial of trialsOf(setting.desk, state)) {
    const choice = trial.place.node === node ? choiceOf(setting, state, at, trial) : null;
    if (choice) return choice;
  }
  return null;
}

/** A trial by the first of those who may take it. */
function choiceOf(setting: Setting, state: IssueState, at: Instant, trial: Trial): Choice | null {
  const data = trial.data ?? madeUp(trial.name, setting, at);
  if (data === null || Object.keys(trial.assume).length > 0) return null;
  for (const by of peopleLike(setting, state, trial.actor)) {
    const tried = tryCommand(setting, state, { by, name: trial.name, data, at });
    if (tried?.ok && tried.state !== state)
      return { ...{ by, name: trial.name, label: trial.label, data, after: tried.state }, awaited: true };
  }
  return null;
}

/** A month: long enough for a first milestone, short of any hard stop. */
const MILESTONE_MS = 30 * 86_400_000;

/** What an act needs that nobody can foresee, where something will do to see how it goes on: a plan for the ledger. */
function madeUp(name: CommandName, { zone }: Setting, at: Instant): Record<string, unknown> | null {
  if (name !== 'openLedger') return null;
  const date = localDateOf(zone, plusMillis(at, MILESTONE_MS));
  return { plan: '…', milestones: [{ what: '…', date }], headSignature: '…' };
}

/** Those of the directory who hold one of the roles, of that unit where it is a unit's turn; residents stand for themselves. */
function peopleLike({ directory }: Setting, state: IssueState, { roles, unit }: Actor): string[] {
  const place = state.facts['district'];
  const people = directory.people.filter(
    (person) =>
      person.active &&
      person.roles.some((role) => roles.includes(role)) &&
      (unit === null || (person.unit !== null && person.unit === unit)),
  );
  // Whoever answers for the place comes before those of elsewhere.
  const near = people.filter(({ district }) => district === null || district === place);
  const ordered = [...near, ...people.filter((person) => !near.includes(person))].map(({ id }) => id).slice(0, ASKED);
  return roles.includes('citizen') ? ['citizen', ...ordered] : ordered;
}

export type Attempt = { by: string; name: CommandName; data: Record<string, unknown>; at: Instant };

/** What would come of a command, on this issue alone; null for nobody's name or data that do not fit. The state is left as it is. */
export function tryCommand(setting: Setting, state: IssueState, { by, name, data, at }: Attempt): Turn | null {
  const actor = actorFor(setting, by);
  const read = commandSchemas[name].safeParse(dataFor({ setting, aliases: alone, life: { state } }, name, data, true));
  if (!actor || !read.success) return null;
  const command = { id: `try-${state.seq}`, name, at, actor, data: read.data };
  const { desk } = livedIn(setting, state.release);
  return turnNow(desk, state, { kind: 'command', command }, answerOf(createWorld(setting, at), at, state.release));
}

const alone = { numberOf: (alias: string): string => alias };

/** Lets the next planned instant of an issue come; null when nothing will happen by itself. */
export function tryTimer(setting: Setting, state: IssueState): { at: Instant; after: IssueState } | null {
  const wake = nextWake(state);
  if (!wake) return null;
  const at = wake.fireAt > state.at ? wake.fireAt : state.at;
  const { desk } = livedIn(setting, state.release);
  const turn = turnNow(desk, state, { kind: 'tick', now: at }, answerOf(createWorld(setting, at), at, state.release));
  return turn.ok && turn.state !== state ? { at, after: turn.state } : null;
}
