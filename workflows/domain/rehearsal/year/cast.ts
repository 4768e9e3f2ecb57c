import { type Calendar, type Instant, instantAt, millisOf } from '../../deadline';
import { instantOfLocal, localOf } from '../../deadline/due';
import { addWorking } from '../../deadline/hours';
import type { IssueFacts } from '../../kpi';
import type { Actor, CommandName, Grade, IssueState, Role } from '../../issue';
import type { Turn } from '../../issue';
import type { Life } from '../world';
import { actorOf } from '../staff';
import type { Arrival } from './arrivals';
import { type Chance, around, pick } from './chance';
import type { Delay, YearProfile } from './profile';
import type { Town } from './town';

/** What somebody means to do: looked at again when its time has come, since the issue may have moved on. */
export type Act = {
  at: Instant;
  /** The command, `null` when there is nothing to do any more, or an instant to look again at. */
  decide: (life: Life, now: Instant) => Intent | Instant | null;
};
export type Intent = { actor: Actor; name: CommandName; data: Record<string, unknown>; after?: (turn: Turn) => void };

/** One issue's part of the play. */
export type Part = {
  life: Life | null;
  arrival: Arrival;
  chance: Chance;
  facts: IssueFacts | null;
  seen: IssueState | null;
  /** What somebody has taken in hand, so that it is not begun twice. */
  taken: Set<string>;
  /** Acts still to come. */
  pending: number;
};

/** What behaviours work with. */
export type Stage = {
  profile: YearProfile;
  town: Town;
  calendar: Calendar;
  plan: (part: Part, act: Act) => void;
  /** An open issue of the same place and category, to merge into. */
  sameMatter: (part: Part) => string | null;
  /** Notes that a step could not be taken by anybody the play knows. */
  stuck: (part: Part, reason: string) => void;
};

export const gradeNow = (state: IssueState): Grade => (state.facts['grade'] as Grade | undefined) ?? 'C';
export const isUrgent = (state: IssueState): boolean => gradeNow(state) === 'A' || gradeNow(state) === 'B';

/** An instant so many working hours later. */
export function afterWork(calendar: Calendar, from: Instant, hours: number): Instant {
  return instantOfLocal(calendar, Math.ceil(addWorking(calendar, localOf(calendar, from), Math.max(1, hours * 3_600_000))));
}

export const afterMinutes = (from: Instant, minutes: number): Instant =>
  instantAt(millisOf(from) + Math.max(1000, Math.round(minutes * 60_000)));

/** When the desk comes to something: in working hours, at once and by the wall when it is urgent. */
export function deskTime({ profile, calendar }: Stage, part: Part, state: IssueState, from: Instant, what: string): Instant {
  if (isUrgent(state)) return afterMinutes(from, around(part.chance, profile.desk.urgent));
  return afterWork(calendar, from, around(part.chance, delayFor(profile, what)));
}

const delayFor = ({ desk }: YearProfile, what: string): Delay => desk.delays[what] ?? desk.delay;

/**
 * Somebody of one of the roles who has not acted where they may not have, and is not of a unit that handles the issue; of the
 * issue's own district where there is one.
 */
export function somebody(
  { town }: Stage,
  { chance }: Part,
  state: IssueState,
  roles: readonly Role[],
  rule: Barred = {},
): Actor | null {
  const barred = new Set((rule.notSameAs ?? []).map((node) => state.actedBy[node]));
  const handling = new Set(rule.notOfHandlingUnit ? state.assignments.map(({ unit }) => unit) : []);
  const able = roles.flatMap((role) =>
    (town.byRole.get(role) ?? []).filter(({ id, unit }) => !barred.has(id) && !(unit !== null && handling.has(unit))),
  );
  const near = able.filter(({ district }) => district === null || district === state.facts['district']);
  const person = pick(chance, near.length > 0 ? near : able);
  return person ? actorOf(person) : null;
}

type Barred = { notSameAs?: readonly string[]; notOfHandlingUnit?: boolean };

/** The person who acts for a unit in a post; the other of the two where a post is empty. */
export function ofUnit({ town }: Stage, unit: string, post: 'head' | 'liaison'): Actor | null {
  const staff = town.staff.get(unit);
  const person = post === 'head' ? staff?.head : (staff?.liaison ?? staff?.head);
  return person?.active ? actorOf(person) : null;
}
