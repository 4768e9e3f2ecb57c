import { type Instant, formatInstant } from '../deadline';
import type { CaseState, IssueEvent, IssueState, Move, Notice } from '../issue';
import type { WayStep } from './way-to';
import type { Choice } from './choices';
import { playScenario, type Played } from './play';
import type { Scenario, ScenarioFault, ScenarioStep } from './scenario';
import type { City, Setting } from './setting';
import { readInstant } from './times';

/**
 * Playing by hand: a play is a scenario that grows step by step, and every look at it plays it again from its start. So a step
 * back is a step less, a changed draft is met at once, and what is saved in the end is what was played.
 */
export type PlayFrame = {
  setting: Setting;
  now: Instant;
  state: IssueState;
  events: readonly IssueEvent[];
  notices: readonly Notice[];
  /** Every arrival of a token so far, in order. */
  moves: readonly Move[];
  /** How many events there were, and where the issue stood, after each step. */
  marks: readonly { events: number; stage: CaseState }[];
  answers: Played['answers'];
  differences: Played['differences'];
};

export type PlayFrameResult = { ok: true; frame: PlayFrame } | { ok: false; faults: ScenarioFault[] };

/** A play of one issue with nobody acting by themselves, from what is reported and when. */
export const startPlay = (start: string, intake: NonNullable<Scenario['intake']>, flow: string): Scenario => ({
  ...{ format: 1, id: 'play', release: flow, flow, features: [], start, calendar: [], manual: true, faults: [] },
  ...{ intake, as: 'issue', steps: [] },
});

/** The play as it stands after its last step. */
export function playFrame(play: Scenario, city: City): PlayFrameResult {
  const moves: Move[] = [];
  const marks: { events: number; stage: CaseState }[] = [];
  const played = playScenario(play, city, {
    onMoves: (_no, taken) => moves.push(...taken),
    onStep: (_step, issues) => {
      const [life] = issues.values();
      if (life) marks.push({ events: life.events.length, stage: life.state.stage });
    },
  });
  if (!played.ok) return played;
  const [issue] = played.issues;
  if (!issue) return { ok: false, faults: [{ path: 'intake', message: 'no issue is opened' }] };
  const { setting, end, answers, differences } = played;
  const { state, events, notices } = issue;
  return { ok: true, frame: { setting, now: end, state, events, notices, moves, marks, answers, differences } };
}

/** An instant as a scenario writes it: the city's time, with seconds where there are any. */
export function writeInstant(zone: string, instant: Instant): string {
  const local = formatInstant(zone, instant).replace(' ', 'T');
  const rest = instant.slice(16, 23);
  if (rest === ':00.000') return local;
  return rest.endsWith('.000') ? `${local}${rest.slice(0, 3)}` : instant;
}

/** One step more: somebody acts at an instant. */
export const withAct = (play: Scenario, zone: string, at: Instant, act: Pick<Choice, 'by' | 'name' | 'data'>): Scenario =>
  withStep(play, { at: writeInstant(zone, at), by: act.by, do: act.name, with: act.data });

/** One step more: time passes until an instant, and whatever comes due in it happens. */
export const withTime = (play: Scenario, zone: string, until: Instant): Scenario =>
  withStep(play, { run: { until: writeInstant(zone, until) } });

const withStep = (play: Scenario, step: ScenarioStep): Scenario => ({ ...play, steps: [...play.steps, step] });

/** One step more: what somebody did to a past issue, at its own time, or now where the play is past that already. */
export function withRecorded(play: Scenario, zone: string, now: Instant, act: ScenarioStep): Scenario {
  const then = readInstant(zone, act.at ?? '');
  return withStep(play, { ...act, at: writeInstant(zone, then !== null && then > now ? then : now) });
}

/** The whole way to a step of the drawing. */
export const withWay = (play: Scenario, zone: string, way: readonly WayStep[]): Scenario =>
  way.reduce((so, step) => (step.is === 'act' ? withAct(so, zone, step.at, step.choice) : withTime(so, zone, step.until)), play);

/** One step back, and everything after the nth step forgotten. */
export const withoutLast = (play: Scenario): Scenario => ({ ...play, steps: play.steps.slice(0, -1) });
export const backTo = (play: Scenario, steps: number): Scenario => ({ ...play, steps: play.steps.slice(0, steps) });
