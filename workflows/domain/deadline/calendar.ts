import { bilingualSchema } from '../text';
import { z } from 'zod';
import { instantSchema, localDateSchema, localTimeSchema } from './instant';
import { isZone } from './zone';

const spanSchema = z.tuple([localTimeSchema, localTimeSchema]).refine(([from, to]) => from < to, 'a span ends after it begins');

/** Spans of one day in order, none touching another's inside; two spans make a noon break. */
const spansSchema = z
  .array(spanSchema)
  .refine((spans) => spans.every((span, i) => i === 0 || (spans[i - 1]?.[1] ?? '') <= span[0]), 'spans are in order and apart');

const weekdayKeys = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
type WeekdayKey = (typeof weekdayKeys)[number];

/** The key of a weekday, 0 = Sunday. */
export const weekdayKey = (weekday: number): WeekdayKey => weekdayKeys[weekday] ?? 'sun';

/**
 * The part of a calendar that a release freezes: zone and weekly hours. `makeUp` are the hours of a make-up
 * working day (调休上班) that falls on a weekday without hours of its own.
 */
export const weeklyHoursSchema = z.object({
  id: z.string().min(1),
  name: bilingualSchema,
  zone: z.string().refine(isZone, 'unknown time zone'),
  week: z
    .object({
      mon: spansSchema,
      tue: spansSchema,
      wed: spansSchema,
      thu: spansSchema,
      fri: spansSchema,
      sat: spansSchema,
      sun: spansSchema,
    })
    .refine((week) => Object.values(week).some((spans) => spans.length > 0), 'a week has at least one working day'),
  makeUp: spansSchema.min(1),
});
export type WeeklyHours = z.infer<typeof weeklyHoursSchema>;

/** One announced day: off, or a make-up working day. */
const announcedDaySchema = z.object({
  date: localDateSchema,
  kind: z.enum(['holiday', 'workday']),
  name: bilingualSchema,
});

const rangeSchema = z
  .tuple([localDateSchema, localDateSchema])
  .refine(([from, to]) => from <= to, 'a range ends after it begins');

/** A year as its notice gives it; `partial` names the ranges of dates that the notice settles (DOMAIN R7). */
export const calendarYearSchema = z
  .object({
    year: z.int().min(1970).max(2200),
    status: z.enum(['announced', 'partial']),
    notice: bilingualSchema,
    source: z.string().min(1),
    covered: z.array(rangeSchema).optional(),
    days: z.array(announcedDaySchema),
  })
  .refine((y) => y.days.every((day) => day.date.startsWith(`${y.year}-`)), 'a day lies in its year')
  .refine((y) => new Set(y.days.map((day) => day.date)).size === y.days.length, 'a date is given once');
export type CalendarYear = z.infer<typeof calendarYearSchema>;

/** A day that differs by local decision: closed, or open (with its own hours, else those of a make-up day). */
const overrideSchema = z.object({
  date: localDateSchema,
  kind: z.enum(['closed', 'open']),
  name: bilingualSchema,
  hours: spansSchema.min(1).optional(),
});

/** The days of a calendar: live data in numbered editions, never part of a release (DESIGN 7). */
export const dayEditionSchema = z
  .object({
    calendar: z.string().min(1),
    edition: z.int().positive(),
    importedAt: instantSchema.optional(),
    years: z.array(calendarYearSchema),
    overrides: z.array(overrideSchema),
  })
  .refine((e) => new Set(e.years.map((y) => y.year)).size === e.years.length, 'a year is given once');
export type DayEdition = z.infer<typeof dayEditionSchema>;

/** The next edition, with one year put in or replaced: what importing a notice makes (DOMAIN R7). */
export function importYear(edition: DayEdition, year: CalendarYear): DayEdition {
  const others = edition.years.filter((known) => known.year !== year.year);
  const years = [...others, year].sort((a, b) => a.year - b.year);
  return { ...edition, edition: edition.edition + 1, years };
}
