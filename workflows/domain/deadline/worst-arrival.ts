import type { ClockSpec } from './clock';
import type { Calendar } from './compile';
import { dueOf, instantOfLocal } from './due';
import { addWorking, closingDay, dayAt, subtractWorking } from './hours';
import { type Instant, type LocalDate, dateOfDay, dayNumberOf, millisOf } from './instant';
import { HOUR_MS, MINUTE_MS } from './length';
import { DAY_MS } from './zone';

/** One arrival and what it comes to. */
export interface ArrivalWait {
  at: Instant;
  dueAt: Instant;
  /** From the arrival to the due, by the wall. */
  minutes: number;
  provisional: string | null;
}

export interface ArrivalSearch {
  /** The best of each day, the longest first; the earlier of two that are equal. */
  longest: ArrivalWait[];
  shortest: ArrivalWait[];
  /** Stretches of days on which some arrival has a due that may still move (DOMAIN R7). */
  provisional: { from: LocalDate; to: LocalDate; why: string }[];
  /** How many arrivals were reckoned, and the last day that was looked at whole; null for none. */
  looked: number;
  until: LocalDate | null;
  /** False when the budget ended before the last day. */
  complete: boolean;
}

export interface ArrivalAsk {
  from: LocalDate;
  to: LocalDate;
  /** How many of the longest and of the shortest are wanted. */
  top: number;
  /** How many arrivals may be reckoned. */
  budget: number;
}

/**
 * The arrivals of a stretch of days that wait longest and shortest for their due. Nothing is sampled: the due as a function of the
 * arrival can only bend at midnight, at the opening and close of hours, and where the length is used up at a close; each of these
 * is looked at with the minute before and after it, the minute being what calendars are written in.
 */
export function worstArrivals(calendar: Calendar, spec: Pick<ClockSpec, 'length' | 'rolled'>, ask: ArrivalAsk): ArrivalSearch {
  const found: ArrivalSearch = { longest: [], shortest: [], provisional: [], looked: 0, until: null, complete: true };
  const last = dayNumberOf(ask.to);
  for (let day = dayNumberOf(ask.from); day <= last; day++) {
    const instants = turningPoints(calendar, spec, day);
    if (found.looked + instants.length > ask.budget) return { ...found, complete: false };
    const arrivals = instants.map((at) => arrivalAt(calendar, spec, at));
    found.looked += arrivals.length;
    found.until = dateOfDay(day);
    take(found.longest, arrivals, ask.top, (a, b) => b.minutes - a.minutes);
    take(found.shortest, arrivals, ask.top, (a, b) => a.minutes - b.minutes);
    note(found.provisional, day, arrivals);
  }
  return found;
}

function arrivalAt(calendar: Calendar, { length, rolled }: Pick<ClockSpec, 'length' | 'rolled'>, at: Instant): ArrivalWait {
  const { dueAt, provisional } = dueOf(calendar, length, at, { rolled });
  return { at, dueAt, minutes: (millisOf(dueAt) - millisOf(at)) / MINUTE_MS, provisional };
}

/** The instants of a day at which the due of an arrival may change its course, in order. */
function turningPoints(calendar: Calendar, { length }: Pick<ClockSpec, 'length'>, day: number): Instant[] {
  const start = day * DAY_MS;
  const points = new Set([start, start + DAY_MS - MINUTE_MS]);
  if (length.unit === 'wh') for (const at of bends(calendar, day, length.n * HOUR_MS)) around(points, at, start);
  return [...points].sort((a, b) => a - b).map((local) => instantOfLocal(calendar, local));
}

function around(points: Set<number>, at: number, start: number): void {
  for (const one of [at - MINUTE_MS, at, at + MINUTE_MS]) if (one >= start && one < start + DAY_MS) points.add(one);
}

/** Openings and closes of a day, and the moments of it from which a length of working time ends at some close. */
function bends(calendar: Calendar, day: number, amount: number): number[] {
  const { spans } = calendar.facts(day);
  const own = spans.flatMap(({ from, to }) => [day * DAY_MS + from, day * DAY_MS + to]);
  return [...own, ...usedUpAtClose(calendar, day, amount)];
}

function usedUpAtClose(calendar: Calendar, day: number, amount: number): number[] {
  const [start, end] = [day * DAY_MS, (day + 1) * DAY_MS];
  const [first, last] = [addWorking(calendar, start, amount), addWorking(calendar, end, amount)];
  const found: number[] = [];
  for (let at = closingDay(first); at <= dayAt(last); at++) {
    for (const { to } of calendar.facts(at).spans) {
      const from = subtractWorking(calendar, at * DAY_MS + to, amount);
      if (from >= start && from < end) found.push(from);
    }
  }
  return found;
}

/** Puts the best of a day among the best so far. */
function take(
  best: ArrivalWait[],
  arrivals: readonly ArrivalWait[],
  top: number,
  order: (a: ArrivalWait, b: ArrivalWait) => number,
): void {
  const first = [...arrivals].sort(order)[0];
  if (!first) return;
  best.push(first);
  best.sort(order);
  best.splice(top);
}

function note(stretches: ArrivalSearch['provisional'], day: number, arrivals: readonly ArrivalWait[]): void {
  const why = arrivals.find(({ provisional }) => provisional !== null)?.provisional;
  if (why === undefined || why === null) return;
  const date = dateOfDay(day);
  const open = stretches.at(-1);
  if (open?.why === why && dayNumberOf(open.to) === day - 1) open.to = date;
  else stretches.push({ from: date, to: date, why });
}
