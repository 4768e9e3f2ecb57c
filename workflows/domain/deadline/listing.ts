import type { Bilingual } from '../text';
import type { Calendar } from './compile';
import type { DayReason } from './facts';
import { instantOfLocal, localOf } from './due';
import { type UsedSpan, addWorking, closingDay, dayAt, nthWorkingDay, rollForward, workingBetween } from './hours';
import { type Instant, type LocalDate, dateOfDay } from './instant';
import { type Length, HOUR_MS } from './length';

/** One day of a working: counted as the n-th, or passed over, with its reason. */
export interface WorkingDay {
  date: LocalDate;
  counted: boolean;
  n?: number;
  reason: Bilingual & { code: DayReason['code'] | 'eventDay' | 'rolledTo' };
  /** False when no notice settles the day. */
  covered: boolean;
}

/** The days that a step of a working looked at, and the working time it used (a length in wh) or credited (a pause). */
export interface Listing {
  days: WorkingDay[];
  spans: { from: Instant; to: Instant }[];
}

export const nothing: Listing = { days: [], spans: [] };

/** The days or hours that a length counts; `day` is the event's day, or the day that the extended due closes. */
export function listing(calendar: Calendar, length: Length, from: Instant, day: number, rolled: boolean): Listing {
  switch (length.unit) {
    case 'min':
    case 'h':
      return nothing;
    case 'wh':
      return hoursUsed(calendar, localOf(calendar, from), length.n * HOUR_MS);
    case 'wd':
      return { days: [eventDay(calendar, day), ...workingDays(calendar, day, length.n)], spans: [] };
    case 'nd':
      return { days: [eventDay(calendar, day), ...naturalDays(calendar, day, length.n, rolled)], spans: [] };
  }
}

function eventDay(calendar: Calendar, day: number): WorkingDay {
  const reason = { code: 'eventDay' as const, zh: '起算当日，不计入', en: 'day of the event, not counted' };
  return { date: dateOfDay(day), counted: false, reason, covered: calendar.facts(day).covered };
}

function dayRow(calendar: Calendar, day: number, n: number | null): WorkingDay {
  const { reason, covered } = calendar.facts(day);
  return { date: dateOfDay(day), counted: n !== null, ...(n === null ? {} : { n }), reason, covered };
}

function workingDays(calendar: Calendar, day: number, n: number): WorkingDay[] {
  const last = nthWorkingDay(calendar, day, n);
  let counted = 0;
  return range(day + 1, last).map((at) => dayRow(calendar, at, calendar.facts(at).working ? ++counted : null));
}

/** The days that lead from a day, not counted itself, to the n-th after it or, with a negative n, before it; in the order of time. */
export function daysBetween(calendar: Calendar, day: number, n: number, unit: 'wd' | 'nd'): WorkingDay[] {
  const last = unit === 'wd' ? nthWorkingDay(calendar, day, n) : day + n;
  const away = n < 0 ? range(last, day - 1).reverse() : range(day + 1, last);
  let counted = 0;
  const rows = away.map((at) => dayRow(calendar, at, unit === 'nd' || calendar.facts(at).working ? ++counted : null));
  return n < 0 ? rows.reverse() : rows;
}

function naturalDays(calendar: Calendar, day: number, n: number, rolled: boolean): WorkingDay[] {
  const counted = range(day + 1, day + n).map((at, i) => dayRow(calendar, at, i + 1));
  const last = rolled ? rollForward(calendar, day + n) : day + n;
  return [...counted, ...range(day + n + 1, last).map((at) => rolledRow(calendar, at, last))];
}

function rolledRow(calendar: Calendar, day: number, last: number): WorkingDay {
  const row = dayRow(calendar, day, null);
  return day === last ? { ...row, reason: { code: 'rolledTo', zh: '顺延至此工作日', en: 'rolled to this working day' } } : row;
}

function hoursUsed(calendar: Calendar, start: number, amount: number): Listing {
  const used: UsedSpan[] = [];
  const end = addWorking(calendar, start, amount, (span) => used.push(span));
  return { days: daysTouched(calendar, start, end, used), spans: instants(calendar, used) };
}

function daysTouched(calendar: Calendar, start: number, end: number, used: readonly UsedSpan[]): WorkingDay[] {
  const busy = new Set(used.map((span) => dayAt(span.from)));
  let counted = 0;
  return range(dayAt(start), closingDay(end)).map((day) => dayRow(calendar, day, busy.has(day) ? ++counted : null));
}

const instants = (calendar: Calendar, used: readonly UsedSpan[]): Listing['spans'] =>
  used.map((span) => ({ from: instantOfLocal(calendar, span.from), to: instantOfLocal(calendar, span.to) }));

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** The working time of a pause, which its clock is given back. */
export function pausedHours(calendar: Calendar, row: { from: Instant; to: Instant }): Listing {
  const used: UsedSpan[] = [];
  const [from, to] = [localOf(calendar, row.from), localOf(calendar, row.to)];
  workingBetween(calendar, from, to, (span) => used.push(span));
  return { days: daysTouched(calendar, from, to, used), spans: instants(calendar, used) };
}
