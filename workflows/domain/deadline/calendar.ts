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

const weekSchema = z
  .object({
    mon: spansSchema,
    tue: spansSchema,
    wed: spansSchema,
    thu: spansSchema,
    fri: spansSchema,
    sat: spansSchema,
    sun: spansSchema,
  })
  .refine((week) => Object.values(week).some((spans) => spans.length > 0), 'a week has at least one working day');

/**
 * The part of a calendar that a release freezes: zone and weekly hours. `makeUp` are the hours of a make-up
 * working day (调休上班) that falls on a weekday without hours of its own.
 */
export const weeklyHoursSchema = z.object({
  id: z.string().min(1),
  name: bilingualSchema,
  zone: z.string().refine(isZone, 'unknown time zone'),
  week: weekSchema,
  makeUp: spansSchema.min(1),
});
export type WeeklyHours = z.infer<typeof weeklyHoursSchema>;

/** One announced day: off, or a make-up working day. */
const announcedDaySchema = z.object({
  date: localDateSchema,
  kind: z.enum(['holiday', 'workday']),
  name: bilingualSchema,
});

export const rangeSchema = z
  .tuple([localDateSchema, localDateSchema])
  .refine(([from, to]) => from <= to, 'a range ends after it begins');

/** A year as its notice gives it; `partial` names the ranges of dates that the notice settles (DOMAIN R7). */
export const calendarYearSchema = z
  .object({
    year: z.int().min(1970).max(2200),
    status: z.enum(['announced', 'partial']),
    notice: bilingualSchema,
    /** The number that the notice bears, e.g. `国办发明电〔2024〕12号`. */
    number: z.string().min(1).max(60).optional(),
    source: z.string().min(1),
    covered: z.array(rangeSchema).optional(),
    days: z.array(announcedDaySchema),
  })
  .refine((y) => y.days.every((day) => day.date.startsWith(`${y.year}-`)), 'a day lies in its year')
  .refine((y) => new Set(y.days.map((day) => day.date)).size === y.days.length, 'a date is given once');
export type CalendarYear = z.infer<typeof calendarYearSchema>;

/** A day that differs by local decision: closed, or open (with its own hours, else those of a make-up day). */
export const overrideSchema = z.object({
  date: localDateSchema,
  kind: z.enum(['closed', 'open']),
  name: bilingualSchema,
  hours: spansSchema.min(1).optional(),
});
export type DayOverride = z.infer<typeof overrideSchema>;

const overridesSchema = z
  .array(overrideSchema)
  .refine((days) => new Set(days.map((day) => day.date)).size === days.length, 'a date is given once');

/** How one unit's working time differs from the city's (DOMAIN 4 #19): its own week, its own days, or both. */
export const unitDaysSchema = z.object({
  /** Why it differs, for whoever asks about a due. */
  name: bilingualSchema,
  week: weekSchema.optional(),
  overrides: overridesSchema.default([]),
});
export type UnitDays = z.infer<typeof unitDaysSchema>;

/** The days of a calendar: live data in numbered editions, never part of a release (DESIGN 7). */
export const dayEditionSchema = z
  .object({
    calendar: z.string().min(1),
    edition: z.int().positive(),
    importedAt: instantSchema.optional(),
    /** The import that made it: what lets an interrupted one find its own edition again. */
    import: z.string().min(1).optional(),
    years: z.array(calendarYearSchema),
    overrides: overridesSchema,
    /** By unit code. */
    units: z.record(z.string().min(1), unitDaysSchema).optional(),
  })
  .refine((e) => new Set(e.years.map((y) => y.year)).size === e.years.length, 'a year is given once');
export type DayEdition = z.infer<typeof dayEditionSchema>;

/** The next edition, with one year put in or replaced: what importing a notice makes (DOMAIN R7). */
export function importYear(edition: DayEdition, year: CalendarYear): DayEdition {
  const others = edition.years.filter((known) => known.year !== year.year);
  const years = [...others, year].sort((a, b) => a.year - b.year);
  return { ...edition, edition: edition.edition + 1, years };
}
