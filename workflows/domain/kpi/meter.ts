import type { Calendar } from '../deadline';
import { dayAt, workingBetween } from '../deadline/hours';
import { localOf } from '../deadline/due';
import { DAY_MS } from '../deadline/zone';

/** Working hours between two instants, by whole days reckoned once: figures ask it a million times. */
export type Meter = (from: string, to: string) => number;

const HOUR_MS = 3_600_000;

/** A meter over one calendar; 0 when the second instant is not later. */
export function meterOf(calendar: Calendar): Meter {
  const sums = [0];
  let base: number | null = null;
  /** Working time from the first day asked of up to the beginning of another. */
  const upTo = (day: number): number => {
    base ??= day;
    if (day < base) return -workingBetween(calendar, day * DAY_MS, base * DAY_MS);
    while (sums.length <= day - base) {
      const next = base + sums.length - 1;
      sums.push((sums.at(-1) ?? 0) + workingBetween(calendar, next * DAY_MS, (next + 1) * DAY_MS));
    }
    return sums[day - base] ?? 0;
  };
  const at = (local: number): number => upTo(dayAt(local)) + workingBetween(calendar, dayAt(local) * DAY_MS, local);
  return (from, to) => (to <= from ? 0 : (at(localOf(calendar, to)) - at(localOf(calendar, from))) / HOUR_MS);
}

/** Working days passed since an instant: the working days after its own day, up to the day of `now`. */
export function workingDaysSince(calendar: Calendar, from: string, now: string): number {
  let days = 0;
  for (let day = dayAt(localOf(calendar, from)) + 1; day <= dayAt(localOf(calendar, now)); day++)
    days += calendar.facts(day).working ? 1 : 0;
  return days;
}
