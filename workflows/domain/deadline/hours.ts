import type { Calendar } from './compile';
import { DAY_MS } from './zone';

/** Arithmetic over working time. All milliseconds here are local (see `toLocal`), days are day numbers. */

/** A stretch of working time really used. */
export interface UsedSpan {
  readonly from: number;
  readonly to: number;
}

export const dayAt = (localMs: number): number => Math.floor(localMs / DAY_MS);

/**
 * The day that a due closes: a due at midnight is the 24:00 of the day before it (DOMAIN R10), so rungs and
 * extensions of a due at 24:00 count from the day that ends there.
 */
export const closingDay = (localMs: number): number => dayAt(localMs - 1);

/** The n-th working day after `day`; with a negative n, before it. The day itself is not counted (DOMAIN R1). */
export function nthWorkingDay(calendar: Calendar, day: number, n: number): number {
  const step = n < 0 ? -1 : 1;
  let left = Math.abs(n);
  let at = day;
  while (left > 0) {
    at += step;
    if (calendar.facts(at).working) left--;
  }
  return at;
}

/** `day` itself if it works, else the next working day (DOMAIN R3). */
export const rollForward = (calendar: Calendar, day: number): number =>
  calendar.facts(day).working ? day : nthWorkingDay(calendar, day, 1);

/** Local milliseconds of the close of hours of a day. */
export const closeOf = (calendar: Calendar, day: number): number => day * DAY_MS + calendar.facts(day).closes;

/** Local milliseconds of the opening of hours of a day. */
export const openOf = (calendar: Calendar, day: number): number => day * DAY_MS + calendar.facts(day).opens;

/** The moment at which `amount` ms of working time have run since `local`; used up at a close, it ends at that close. */
export function addWorking(calendar: Calendar, local: number, amount: number, used?: (span: UsedSpan) => void): number {
  let left = amount;
  for (let day = dayAt(local); left > 0; day++) {
    for (const span of calendar.facts(day).spans) {
      const from = Math.max(day * DAY_MS + span.from, local);
      const room = day * DAY_MS + span.to - from;
      if (room <= 0) continue;
      const take = Math.min(room, left);
      used?.({ from, to: from + take });
      if (left <= room) return from + left;
      left -= room;
    }
  }
  return local;
}

/** The moment from which `amount` ms of working time lead up to `local`. */
export function subtractWorking(calendar: Calendar, local: number, amount: number): number {
  let left = amount;
  for (let day = dayAt(local); left > 0; day--) {
    const spans = calendar.facts(day).spans;
    for (let i = spans.length - 1; i >= 0; i--) {
      const span = spans[i];
      if (!span) continue;
      const to = Math.min(day * DAY_MS + span.to, local);
      const room = to - (day * DAY_MS + span.from);
      if (room <= 0) continue;
      if (left <= room) return to - left;
      left -= room;
    }
  }
  return local;
}

/** Milliseconds of working time between two local moments; 0 when the second is not later. */
export function workingBetween(calendar: Calendar, from: number, to: number, used?: (span: UsedSpan) => void): number {
  let sum = 0;
  for (let day = dayAt(from); day * DAY_MS < to; day++) {
    for (const span of calendar.facts(day).spans) {
      const start = Math.max(day * DAY_MS + span.from, from);
      const end = Math.min(day * DAY_MS + span.to, to);
      if (end <= start) continue;
      used?.({ from: start, to: end });
      sum += end - start;
    }
  }
  return sum;
}

/** Rounds a moment up to the close of hours of its day, or of the next working day if that is over (DOMAIN R5). */
export function roundUpToClose(calendar: Calendar, local: number): number {
  const day = dayAt(local);
  const close = closeOf(calendar, day);
  if (calendar.facts(day).working && local <= close) return close;
  return closeOf(calendar, nthWorkingDay(calendar, day, 1));
}
