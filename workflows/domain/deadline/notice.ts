import { z } from 'zod';
import { bilingualSchema } from '../text';
import type { CalendarYear, WeeklyHours } from './calendar';
import { weekdayKey } from './calendar';
import { type LocalDate, dateOfDay, dayNumberOf, localDateSchema, weekdayOfDay } from './instant';

/** One line of a notice as it was typed or read from a file: days off, or make-up working days, from a date to a date. */
export const noticeRowSchema = z.object({
  /** The line it stands on, counted from 1: where a fault is shown. */
  line: z.int().positive(),
  from: localDateSchema,
  to: localDateSchema,
  kind: z.enum(['holiday', 'workday']),
  name: bilingualSchema,
});
export type NoticeRow = z.infer<typeof noticeRowSchema>;

type Day = CalendarYear['days'][number];
export type PlacedDay = Day & { line: number };

/** What is wrong with a line; `dates` names the dates it is about. */
export type RowFault = { code: RowFaultCode; line: number | null; dates: LocalDate[] };
export const rowFaultCodes = ['REVERSED', 'TOO_LONG', 'OUTSIDE_YEAR', 'DATE_TWICE', 'MAKE_UP_NOT_NEEDED', 'NO_DAY_OFF'] as const;
type RowFaultCode = (typeof rowFaultCodes)[number];

/** No holiday is this long: a row that is has a slip in its dates. */
const longestRange = 31;

/**
 * The days that the rows of a year's notice name, each once, in order; or everything that is wrong with them. A row may reach over
 * the turn of the year (1 January's holiday may begin on 31 December): its days are then those of two years.
 */
export function daysOfRows(
  rows: readonly NoticeRow[],
  year: number,
  week: WeeklyHours['week'],
): { days: PlacedDay[]; faults: RowFault[] } {
  const faults: RowFault[] = [];
  const byDate = new Map<LocalDate, PlacedDay>();
  for (const row of rows) {
    const wrong = rangeFault(row, year);
    if (wrong) faults.push(wrong);
    else for (const day of daysOf(row)) place(byDate, day, faults);
  }
  const days = [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  const needless = days.filter((day) => day.kind === 'workday' && week[weekdayKey(weekdayOf(day.date))].length > 0);
  for (const { line, date } of needless) faults.push({ code: 'MAKE_UP_NOT_NEEDED', line, dates: [date] });
  return { days, faults };
}

function rangeFault({ line, from, to }: NoticeRow, year: number): RowFault | null {
  const about = { line, dates: [from, to] };
  if (to < from) return { code: 'REVERSED', ...about };
  if (!from.startsWith(`${year}-`) && !to.startsWith(`${year}-`)) return { code: 'OUTSIDE_YEAR', ...about };
  return dayNumberOf(to) - dayNumberOf(from) >= longestRange ? { code: 'TOO_LONG', ...about } : null;
}

function daysOf({ line, from, to, kind, name }: NoticeRow): PlacedDay[] {
  const first = dayNumberOf(from);
  return Array.from({ length: dayNumberOf(to) - first + 1 }, (_, i) => ({ line, date: dateOfDay(first + i), kind, name }));
}

function place(byDate: Map<LocalDate, PlacedDay>, day: PlacedDay, faults: RowFault[]): void {
  if (byDate.has(day.date)) faults.push({ code: 'DATE_TWICE', line: day.line, dates: [day.date] });
  else byDate.set(day.date, day);
}

const weekdayOf = (date: LocalDate): number => weekdayOfDay(dayNumberOf(date));
