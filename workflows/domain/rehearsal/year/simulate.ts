import { type Instant, instantOf } from '../../deadline';
import { dateOfDay, dayNumberOf } from '../../deadline/instant';
import { foldFacts, type IssueFacts } from '../../kpi';
import { type CommandInput, type EventName, type IssueEvent, type IssueState, nextWake, viewOf } from '../../issue';
import { createHeap, type Heap } from '../heap';
import { calendarNow, patchDirectory, type Setting } from '../setting';
import { createWorld, type Life, openIssue, runTo, submit, type World } from '../world';
import { type Arrival, arrivalOf, arrivalTimes } from './arrivals';
import { behaveDesk, behaveResident, finishPiece, mend, rule, ruleExposure } from './behave-desk';
import { behaveUnits, behaveWhistles } from './behave-units';
import type { Act, Intent, Part, Stage } from './cast';
import { chanceOf, hashText } from './chance';
import type { YearProfile } from './profile';
import { type Town, townOf } from './town';

export type YearOptions = {
  seed: number;
  /** Instead of the profile's own number. */
  issues?: number;
  /** Journeys that really happened, or were made elsewhere, instead of drawn ones; earliest first. */
  arrivals?: readonly Arrival[];
  /** Plays only every `of`-th report, from the `index`-th: parts of one year that several threads play beside each other. */
  part?: { index: number; of: number };
  /** Without rows and digest, for whoever makes their own of what they hear: the report of such a year is empty. */
  bare?: boolean;
  /** Hears of each report as it comes, and of each act that was accepted, with the state it met: what a back-test plays again. */
  onArrival?: (arrival: Arrival) => void;
  onAct?: (no: string, act: { command: CommandInput; before: IssueState }) => void;
  /** Sees every step with the state it met: tests hold what must always be true against it. */
  onStep?: (no: string, step: { before: IssueState | null; state: IssueState; events: readonly IssueEvent[] }) => void;
};
export type YearProgress = { now: Instant; opened: number; ended: number; of: number };
export type YearPlayed = {
  rows: IssueFacts[];
  from: Instant;
  to: Instant;
  units: number;
  turns: number;
  events: number;
  /** Events by kind: what the rows must agree with. */
  told: Partial<Record<EventName, number>>;
  /** A hash over every event's issue, kind and instant: two runs that differ anywhere differ here. */
  digest: string;
  refusals: Record<string, number>;
  /** Issues that nobody in the play could move, and open ones with neither timer nor anybody awaited. */
  stuck: { no: string; reason: string }[];
  /** How often the same issue's event of the same key came twice. */
  doubled: number;
};

type Year = Stage & {
  world: World;
  acts: Heap<{ part: Part; act: Act }>;
  parts: Map<string, Part>;
  /** Open issues by place and category, newest last. */
  matters: Map<string, string[]>;
  done: YearPlayed;
  lanes: [number, number];
  options: YearOptions;
};

/** How many steps of the play there are between two looks at whether to go on. */
const stride = 200;

/**
 * Plays a year of a city in virtual time: arrivals, people and timers on the same reducer as the workflow. Yields its progress, so
 * that a caller may show it, give others their turn, or stop. The same seed gives the same bytes.
 */
export function* playYear(setting: Setting, profile: YearProfile, options: YearOptions): Generator<YearProgress, YearPlayed> {
  const { seed } = options;
  const town = townOf(setting.directory, profile, seed);
  patchDirectory(setting, { units: town.units, people: town.people });
  const first = dayNumberOf(profile.start);
  const from = instantOf(setting.zone, profile.start, '00:00');
  const to = instantOf(setting.zone, dateOfDay(first + profile.days), '00:00');
  const year = begin(setting, profile, town, options, { from, to });
  const arrivals = arrivalsOf(year, setting.zone);
  const of = arrivals.length;
  let opened = 0;
  for (let steps = 1; ; steps++) {
    const arrival = opened < of ? arrivals.at(opened) : null;
    const act = year.acts.peek();
    const isArrival = arrival !== null && (act === null || arrival.at <= act.at);
    const at = isArrival ? arrival.at : (act?.at ?? to);
    if (at >= to) break;
    runTo(year.world, at, at);
    year.world.now = at;
    if (isArrival) open(year, arrivals.make(opened++));
    else perform(year, at);
    if (steps % stride === 0) yield { now: at, opened, ended: year.done.rows.length, of };
  }
  runTo(year.world, to);
  return finish(year);
}

type Arrivals = { length: number; at: (n: number) => { at: Instant } | null; make: (n: number) => Arrival };

function arrivalsOf({ profile, town, options }: Year, zone: string): Arrivals {
  const { arrivals, seed } = options;
  if (arrivals) {
    const made = (n: number): Arrival => {
      const arrival = arrivals[n];
      if (!arrival) throw new RangeError(`no arrival ${n}`);
      return arrival;
    };
    return { length: arrivals.length, at: made, make: made };
  }
  const { index, of } = options.part ?? { index: 0, of: 1 };
  const times = arrivalTimes(profile, zone, seed, options.issues ?? profile.issues);
  const place = (n: number): number => index + n * of;
  const at = (n: number): { at: Instant } => ({ at: times[place(n)] ?? '' });
  const length = Math.max(0, Math.ceil((times.length - index) / of));
  return { length, at, make: (n) => arrivalOf(place(n), at(n).at, { profile, town, seed }) };
}

function begin(
  setting: Setting,
  profile: YearProfile,
  town: Town,
  options: YearOptions,
  { from, to }: { from: Instant; to: Instant },
): Year {
  const year: Year = {
    ...{ profile, town, calendar: calendarNow(setting), world: createWorld(setting, from, [], false), acts: createHeap() },
    ...{ parts: new Map(), matters: new Map(), lanes: [0x811c9dc5, 0x9747b28c], options },
    plan: (part, act) => {
      part.pending += 1;
      year.acts.push(act.at, { part, act });
    },
    sameMatter: (part) =>
      year.matters.get(matterOf(part))?.findLast((no) => no !== part.arrival.no && isTarget(year, no)) ?? null,
    stuck: ({ arrival }, reason) => void year.done.stuck.push({ no: arrival.no, reason }),
    done: {
      rows: [],
      from,
      to,
      units: town.units.length,
      turns: 0,
      events: 0,
      told: {},
      digest: '',
      refusals: {},
      stuck: [],
      doubled: 0,
    },
  };
  year.world.onTurn = (life) => turned(year, life);
  return year;
}

const matterOf = ({ arrival: { intake } }: Part): string => `${intake.district ?? ''} ${intake.category}`;

function isTarget(year: Year, no: string): boolean {
  const state = year.world.issues.get(no)?.state;
  return state !== undefined && state.closedAt === null && !state.final;
}

function open(year: Year, arrival: Arrival): void {
  const part: Part = {
    life: null,
    arrival,
    chance: chanceOf(year.options.seed, `life ${arrival.no}`),
    facts: null,
    seen: null,
    taken: new Set(),
    pending: 0,
  };
  year.parts.set(arrival.no, part);
  const { at, no, intake, facts } = arrival;
  year.options.onArrival?.(arrival);
  const matter = matterOf(part);
  year.matters.set(matter, [...(year.matters.get(matter) ?? []).filter((other) => isTarget(year, other)).slice(-20), no]);
  openIssue(year.world, { at, no, intake, facts, relapseOf: null });
}

/** Somebody's moment has come: they look at the issue again before they act. */
function perform(year: Year, now: Instant): void {
  const next = year.acts.pop();
  if (!next) return;
  const { part, act } = next.thing;
  part.pending -= 1;
  const { life } = part;
  if (!life || life.state.final) return;
  const meant = act.decide(life, now);
  if (meant === null) return;
  if (typeof meant === 'string') return year.plan(part, { ...act, at: meant });
  const command = commandOf(part, meant, now);
  let before = life.state;
  submit(year.world, life, {
    command,
    taken: () => (before = life.state),
    done: (turn) => {
      if (turn.ok) year.options.onAct?.(life.no, { command, before });
      answered(year, meant, turn);
    },
  });
}

function commandOf(part: Part, { actor, name, data }: Intent, at: Instant): CommandInput {
  return { id: `${part.arrival.no}-${part.taken.size}-${at}-${name}`, name, at, actor, data };
}

function answered({ done }: Year, { name, after }: Intent, turn: Parameters<NonNullable<Intent['after']>>[0]): void {
  if (!turn.ok) {
    const key = `${name} ${turn.refusal.code}`;
    done.refusals[key] = (done.refusals[key] ?? 0) + 1;
  }
  after?.(turn);
}

/** After each turn: what happened is counted, and people take in hand what is theirs. */
function turned(year: Year, life: Life): void {
  const part = year.parts.get(life.no);
  if (!part) return;
  part.life = life;
  const { state } = life;
  const { bare } = year.options;
  if (!bare) part.facts = foldFacts(part.facts, { events: life.events, state, before: part.seen });
  year.done.turns += 1;
  year.options.onStep?.(life.no, { before: part.seen, state, events: [...life.events] });
  if (!bare) note(year, life);
  for (const dispatch of life.dispatches) if (dispatch.kind === 'startPiece') finishPiece(year, part, dispatch.piece, state.at);
  life.events.length = life.notices.length = life.dispatches.length = 0;
  if (state.final) return retire(year, part);
  react(year, part, state);
  part.seen = state;
}

function react(year: Year, part: Part, state: IssueState): void {
  const { seen } = part;
  const { plan } = year.world.setting.desk;
  if (seen?.tokens !== state.tokens || seen.clocks !== state.clocks) behaveDesk(year, part, state, plan.flow.nodes);
  if (seen?.assignments !== state.assignments) behaveUnits(year, part, state, plan);
  if (seen?.exposure !== state.exposure) ruleExposure(year, part, state);
  if (seen?.assignments !== state.assignments || seen.questions !== state.questions) rule(year, part, state);
  if (seen?.whistles !== state.whistles) behaveWhistles(year, part, state);
  if (seen?.incidents !== state.incidents) mend(year, part, state);
  if (seen?.stage !== state.stage) behaveResident(year, part, state);
}

/** Rungs are keyed by clock, cycle and rung: the same twice would be a double effect (DOMAIN 3, engine). */
function note(year: Year, { no, events }: Life): void {
  for (const event of events) {
    year.done.events += 1;
    year.done.told[event.type] = (year.done.told[event.type] ?? 0) + 1;
    const text = `${no} ${event.type} ${event.at} ${event.by}`;
    year.lanes = [hashText(text, year.lanes[0]), hashText(text, year.lanes[1])];
  }
}

/** An issue that is over leaves its row and nothing else. */
function retire(year: Year, part: Part): void {
  const { no, intake } = part.arrival;
  if (part.facts) year.done.rows.push(part.facts);
  countDoubles(year, part);
  year.parts.delete(no);
  year.world.issues.delete(no);
  year.world.bySource.delete(`${intake.source}\n${intake.externalId}`);
}

function countDoubles({ done }: Year, { life }: Part): void {
  const keys = (life?.state.cards ?? []).map(({ unit, clock, cycle, rung }) => `${unit} ${clock} ${cycle} ${rung}`);
  done.doubled += keys.length - new Set(keys).size;
}

function finish(year: Year): YearPlayed {
  const { done, parts, lanes } = year;
  const named = new Set(done.stuck.map(({ no }) => no));
  for (const part of parts.values()) {
    if (part.facts) done.rows.push(part.facts);
    countDoubles(year, part);
    const reason = part.life && stuckBecause(year, part, part.life.state);
    if (reason && !named.has(part.arrival.no)) done.stuck.push({ no: part.arrival.no, reason });
  }
  done.digest = lanes.map((lane) => lane.toString(16).padStart(8, '0')).join('');
  return done;
}

/** Nothing will move it: no timer, and either nobody is awaited or somebody whom the play does not know how to play. */
function stuckBecause(year: Year, { pending }: Part, state: IssueState): string | null {
  if (pending > 0 || nextWake(state) !== null) return null;
  const { waiting } = viewOf(year.world.setting.desk.plan, state);
  return `${state.stage}: ${waiting.length === 0 ? 'nothing to come and nobody awaited' : `nobody plays ${waiting.map(({ node }) => node).join()}`}`;
}
