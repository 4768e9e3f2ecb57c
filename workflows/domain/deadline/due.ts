import { type Calendar, provisionalBetween } from './compile';
import { addWorking, closeOf, dayAt, nthWorkingDay, rollForward, workingBetween } from './hours';
import { type Instant, type LocalDate, dayNumberOf, instantAt, millisOf } from './instant';
import { type Length, HOUR_MS, MINUTE_MS } from './length';
import { DAY_MS, toLocal, toUtc } from './zone';

/** When something is due. `unrolledDueAt` is there for rolled natural days alone (DOMAIN R3). */
export interface Due {
  dueAt: Instant;
  unrolledDueAt?: Instant;
  /** Why the due may still move, e.g. `2027 not announced`; null when no unannounced year was consulted. */
  provisional: string | null;
}

/**
 * The due of a length counted from an event (DOMAIN R1-R3). Fast: builds no working.
 *
 * Provisional is what the reckoning *consulted*: hours by the wall and unrolled windows consult no calendar, so an
 * announcement cannot move them and they are never provisional.
 */
export function dueOf(calendar: Calendar, length: Length, from: Instant, options: { rolled: boolean }): Due {
  switch (length.unit) {
    case 'min':
      return wallDue(from, length.n * MINUTE_MS);
    case 'h':
      return wallDue(from, length.n * HOUR_MS);
    case 'wh':
      return workingTimeDue(calendar, from, length.n * HOUR_MS);
    case 'wd':
      return workingDayDue(calendar, localDay(calendar, from), length.n);
    case 'nd':
      return naturalDayDue(calendar, localDay(calendar, from) + length.n, options.rolled);
  }
}

/** Whole minutes between two instants, in working time or by the wall. */
export function minutesBetween(calendar: Calendar, from: Instant, to: Instant, by: 'working' | 'wall'): number {
  if (to <= from) return 0;
  const ms =
    by === 'wall' ? millisOf(to) - millisOf(from) : workingBetween(calendar, localOf(calendar, from), localOf(calendar, to));
  return Math.round(ms / MINUTE_MS);
}

/** How many days a date lies after the local day of an instant. */
export const daysUntil = (calendar: Calendar, from: Instant, date: LocalDate): number =>
  dayNumberOf(date) - localDay(calendar, from);

export const localOf = (calendar: Calendar, instant: Instant): number => toLocal(calendar.zone, millisOf(instant));

export const instantOfLocal = (calendar: Calendar, local: number): Instant => instantAt(toUtc(calendar.zone, local));

const localDay = (calendar: Calendar, instant: Instant): number => dayAt(localOf(calendar, instant));

function wallDue(from: Instant, amount: number): Due {
  return { dueAt: instantAt(millisOf(from) + amount), provisional: null };
}

/** `amount` ms of working time after an instant. */
export function workingTimeDue(calendar: Calendar, from: Instant, amount: number): Due {
  const start = localOf(calendar, from);
  const end = addWorking(calendar, start, amount);
  const provisional = provisionalBetween(calendar, dayAt(start), dayAt(end));
  return { dueAt: instantOfLocal(calendar, end), provisional };
}

/** The close of hours of the n-th working day after a day. */
export function workingDayDue(calendar: Calendar, day: number, n: number): Due {
  const last = nthWorkingDay(calendar, day, n);
  return { dueAt: instantOfLocal(calendar, closeOf(calendar, last)), provisional: provisionalBetween(calendar, day + 1, last) };
}

/** 24:00 of a day, rolled to the next working day if asked. */
export function naturalDayDue(calendar: Calendar, day: number, rolled: boolean): Due {
  const unrolledDueAt = instantOfLocal(calendar, (day + 1) * DAY_MS);
  if (!rolled) return { dueAt: unrolledDueAt, provisional: null };
  const last = rollForward(calendar, day);
  const dueAt = last === day ? unrolledDueAt : instantOfLocal(calendar, (last + 1) * DAY_MS);
  return { dueAt, unrolledDueAt, provisional: provisionalBetween(calendar, day, last) };
}
