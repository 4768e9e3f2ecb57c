import type { Clock, Instant } from '../deadline';
import type { Answered, Turn } from './turn';
import { turn } from './turn';
import type { Ask, Notice } from './effect';
import type { CommandInput, Input } from './input';
import type { Card, IssueEvent, IssueState } from './state';
import type { Desk, Refusal } from './step';
import type { CaseState } from './words';

/** What an act would do to one clock: `from` and `to` are its dues before and after, null where there is none. */
export type ClockChange = {
  clock: string;
  kind: string;
  unit: string | null;
  how: 'started' | 'stopped' | 'paused' | 'resumed' | 'moved' | 'again' | 'missed' | 'provisional' | 'rungs';
  from: Instant | null;
  to: Instant | null;
  provisional: string | null;
};

/** A rung that was to come and no longer will. */
export type SparedRung = { clock: string; kind: string; unit: string | null; rung: string; plannedAt: Instant };

/** What one input would do to an issue, found by doing it to a copy. */
export type Foresight =
  | {
      ok: true;
      stage: { from: CaseState; to: CaseState };
      clocks: ClockChange[];
      spared: SparedRung[];
      cards: Card[];
      /** Cards that would go to review: their rung's instant would be another (DOMAIN R9). */
      toReview: string[];
      notices: Notice[];
      events: IssueEvent[];
      state: IssueState;
    }
  | { ok: false; refusal: Refusal };

/**
 * What a command would do to clocks, cards and people: the same `turn` that would do it, on a copy (DESIGN 11). Yields the
 * questions that the turn asks of the outside.
 */
export function* foresee(desk: Desk, state: IssueState, command: CommandInput): Generator<Ask, Foresight, Answered> {
  const input: Input = { kind: 'command', command };
  const done: Turn = yield* turn(desk, state, input);
  if (!done.ok) return { ok: false, refusal: done.refusal };
  const { events = [], notices = [] } = done.record ?? {};
  return compare(state, done.state, { events, notices });
}

/** The same where the domain asks nothing of the outside, as with another edition of the calendar. */
export function foreseeNow(desk: Desk, state: IssueState, command: CommandInput): Foresight {
  const done = foresee(desk, state, command).next();
  if (!done.done) throw new Error(`${command.name} asks the outside: foresee it with its answers`);
  return done.value;
}

function compare(
  before: IssueState,
  after: IssueState,
  { events, notices }: { events: IssueEvent[]; notices: Notice[] },
): Foresight {
  const then = new Map(before.clocks.map((clock) => [clock.id, clock]));
  const now = new Map(after.clocks.map((clock) => [clock.id, clock]));
  const known = new Map(before.cards.map((card) => [card.id, card]));
  const unitOf = unitsOf(after);
  const gone = before.clocks.filter((clock) => !now.has(clock.id) && isLive(clock));
  return {
    ok: true,
    stage: { from: before.stage, to: after.stage },
    clocks: [
      ...gone.map((clock) => change(clock, 'stopped', { from: clock.dueAt, to: null }, unitOf)),
      ...after.clocks.flatMap((clock) => changeOf(then.get(clock.id), clock, unitOf)),
    ],
    spared: before.clocks.flatMap((clock) => sparedOf(clock, now.get(clock.id), unitOf)),
    cards: after.cards.filter((card) => !known.has(card.id)),
    toReview: after.cards.filter((card) => card.inReview && known.get(card.id)?.inReview === false).map(({ id }) => id),
    notices,
    events,
    state: after,
  };
}

type UnitOf = (clock: Clock) => string | null;

/** Whose clock it is: the unit of its share, or the unit that a whistle called. */
function unitsOf({ assignments }: IssueState): UnitOf {
  const units = new Map(assignments.map(({ id, unit }) => [id, unit]));
  return (clock) => units.get(clock.id.split('.')[0] ?? '') ?? (clock.kind === 'reportIn' ? (clock.owner ?? null) : null);
}

const isLive = ({ status }: Clock): boolean => status === 'running' || status === 'paused';

const change = (clock: Clock, how: ClockChange['how'], dues: Pick<ClockChange, 'from' | 'to'>, unitOf: UnitOf): ClockChange => ({
  ...{ clock: clock.id, kind: clock.kind, unit: unitOf(clock), how },
  ...dues,
  provisional: clock.provisional,
});

function changeOf(before: Clock | undefined, after: Clock, unitOf: UnitOf): ClockChange[] {
  if (!before || isAnother(before, after)) {
    const ended = before && isLive(before) ? [change(before, 'stopped', { from: before.dueAt, to: null }, unitOf)] : [];
    return [...ended, ...(isLive(after) ? [change(after, 'started', { from: null, to: after.dueAt }, unitOf)] : [])];
  }
  const how = howOf(before, after);
  if (how === null) return [];
  return [change(after, how, { from: before.dueAt, to: how === 'stopped' || how === 'paused' ? null : after.dueAt }, unitOf)];
}

/** A step's or a new cycle's clock may bear the name of the one before it. */
const isAnother = (before: Clock, after: Clock): boolean =>
  before.kind !== after.kind || before.startedAt !== after.startedAt || before.cycle !== after.cycle;

function howOf(before: Clock, after: Clock): ClockChange['how'] | null {
  if (before.status !== after.status) return statusChange(before, after);
  if (before.dueAt !== after.dueAt) return isLive(after) || after.status === 'expired' ? 'moved' : null;
  if (before.provisional !== after.provisional) return 'provisional';
  return plans(before) === plans(after) ? null : 'rungs';
}

function statusChange(before: Clock, after: Clock): ClockChange['how'] {
  if (after.status === 'paused') return 'paused';
  if (after.status === 'stopped') return 'stopped';
  if (after.status === 'expired') return 'missed';
  if (before.status === 'paused') return 'resumed';
  return before.dueAt === after.dueAt || before.status === 'stopped' ? 'again' : 'moved';
}

const planned = (clock: Clock) => clock.rungs.filter(({ status }) => status === 'planned');
const plans = (clock: Clock): string =>
  planned(clock)
    .map(({ key, plannedAt }) => `${key} ${plannedAt}`)
    .join();

/** The rungs that were planned and are not any more; a paused clock's rungs rest, they are not spared. */
function sparedOf(before: Clock, after: Clock | undefined, unitOf: UnitOf): SparedRung[] {
  if (!isLive(before) && before.status !== 'expired') return [];
  const goesOn = after && !isAnother(before, after);
  const left = new Set(goesOn ? planned(after).map(({ key }) => key) : []);
  const fired = new Set(goesOn ? after.rungs.filter(({ status }) => status === 'fired').map(({ key }) => key) : []);
  return planned(before)
    .filter(({ key }) => !left.has(key) && !fired.has(key))
    .map(({ key, plannedAt }) => ({ clock: before.id, kind: before.kind, unit: unitOf(before), rung: key, plannedAt }));
}
