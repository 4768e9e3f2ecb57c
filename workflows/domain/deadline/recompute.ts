import { type Clock, type ClockSpec, type DueCause, nextStep } from './clock';
import { withDue } from './clock-acts';
import type { Calendar } from './compile';
import { type Due, dueOf } from './due';
import type { Instant } from './instant';
import type { Length } from './length';
import type { RungSpec } from './ladder';
import { cancelRungs, changeLadder, firedElsewhere, followsLadder } from './rungs';
import { dueOfClock, replay } from './story';

export interface Recompute {
  now: Instant;
  /** DOMAIN R12. A calendar import (R7) is `all` with no new rule. */
  mode: 'keep' | 'forward' | 'all';
  cause: Extract<DueCause, 'calendarImport' | 'migration' | 'gradeChange'>;
  /** No due moves earlier than this length from now (DOMAIN R9: 1 wd). */
  floor: Length;
  /** The new policy's rule for this clock, when it is the policy that changed. */
  spec?: Pick<ClockSpec, 'length' | 'rolled' | 'ladder'>;
  /** The promise as recomputed, for the clock of a replacing unit (DOMAIN R4). */
  promiseDueAt?: Instant;
  promiseProvisional?: string | null;
}

export interface Recomputed {
  clock: Clock;
  /** Whether the due moved; a notice goes out only then (DOMAIN R7). */
  dueChanged: boolean;
  /** Whether anything that people see of the clock changed: due, provisional mark, status or rungs. */
  changed: boolean;
  from: Instant;
  to: Instant;
  /** Whether the floor held the due back. */
  floored: boolean;
  /** Keys of fired rungs whose instant would now be another: their cards go to review, none is removed (mode `all`). */
  review: string[];
}

/**
 * Reckons a running clock again from its own start, under another calendar edition or policy (DOMAIN R7, R9, R12).
 * Pauses and extensions are credited. A missed due is never made earlier; made later than now, the clock runs again.
 */
export function recompute(calendar: Calendar, clock: Clock, how: Recompute): Recomputed {
  if (how.mode === 'keep' || clock.status === 'stopped') return unchanged(clock);
  const fresh = renewed(clock, how);
  const { due, floored } = floorOf(calendar, clock, fresh, how);
  const next = withLadder(calendar, clock, floored ? withFloor(fresh, due, how) : fresh, due, how);
  const review = how.mode === 'all' ? firedElsewhere(calendar, clock.rungs, next.rungBase ?? next.dueAt, how.spec?.ladder) : [];
  const dueChanged = next.dueAt !== clock.dueAt;
  return { clock: next, dueChanged, changed: !same(clock, next), from: clock.dueAt, to: next.dueAt, floored, review };
}

function unchanged(clock: Clock): Recomputed {
  return { clock, dueChanged: false, changed: false, from: clock.dueAt, to: clock.dueAt, floored: false, review: [] };
}

/** The clock under its new rule. Floors of earlier recomputes stay in its story, so that repeating one pushes no due on. */
function renewed(clock: Clock, how: Recompute): Clock {
  const rule = how.spec ? { length: how.spec.length, rolled: how.spec.rolled } : {};
  const promise = { promiseDueAt: how.promiseDueAt ?? '', provisional: how.promiseProvisional ?? null };
  const cap = clock.cap && how.promiseDueAt !== undefined ? { cap: { ...clock.cap, ...promise } } : {};
  return { ...clock, ...rule, ...cap };
}

/**
 * Another ladder under a clock whose due stays (DOMAIN R12 keep): rungs to come are the new ladder's, fired ones stay. Those of a
 * stopped clock rest, and come with it if it goes on.
 */
export function reladder(calendar: Calendar, clock: Clock, ladder: readonly RungSpec[], now: Instant): Clock {
  if (followsLadder(clock.rungs, ladder)) return clock;
  const rungs = changeLadder(calendar, clock.rungs, ladder, clock.rungBase ?? clock.dueAt, now);
  return { ...clock, rungs: clock.status === 'stopped' ? cancelRungs(rungs) : rungs };
}

function floorOf(calendar: Calendar, clock: Clock, fresh: Clock, how: Recompute): { due: Due; floored: boolean } {
  const due = replay(calendar, fresh);
  if (due.dueAt >= clock.dueAt) return { due, floored: false };
  if (clock.expiredAt !== undefined) return { due: dueOfClock(clock), floored: false };
  const floor = dueOf(calendar, how.floor, how.now, fresh);
  return due.dueAt < floor.dueAt ? { due: floor, floored: true } : { due, floored: false };
}

function withFloor(clock: Clock, due: Due, how: Recompute): Clock {
  const row = { step: nextStep(clock), at: how.now, cause: how.cause, to: due.dueAt, floor: how.floor };
  return { ...clock, moves: [...clock.moves, row] };
}

function withLadder(calendar: Calendar, old: Clock, fresh: Clock, due: Due, how: Recompute): Clock {
  const base = due.dueAt === old.dueAt ? (old.rungBase ?? due.dueAt) : due.dueAt;
  const ladder = how.spec?.ladder;
  const rungs = ladder ? changeLadder(calendar, fresh.rungs, ladder, base, how.now) : fresh.rungs;
  return withDue(calendar, { ...fresh, rungs }, due, how.now, true, base);
}

function same(a: Clock, b: Clock): boolean {
  const dues = a.dueAt === b.dueAt && a.unrolledDueAt === b.unrolledDueAt;
  return dues && a.provisional === b.provisional && a.status === b.status && plans(a) === plans(b);
}

const plans = (clock: Clock): string => clock.rungs.map((rung) => `${rung.key} ${rung.plannedAt} ${rung.status}`).join();
