import { z } from 'zod';
import { DAY_MS, toLocal, toUtc, zoneOf } from './zone';

/** A moment: ISO 8601, UTC, milliseconds, e.g. `2026-11-22T01:00:00.000Z`. Text order is time order. */
export const instantSchema = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof instantSchema>;

/** A civil date without a zone: `YYYY-MM-DD`. */
export const localDateSchema = z.iso.date();
export type LocalDate = z.infer<typeof localDateSchema>;

/** A time of day, `00:00` to `24:00`. */
export const localTimeSchema = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);
export type LocalTime = z.infer<typeof localTimeSchema>;

/** Milliseconds since 1970 of an instant. */
export const millisOf = (instant: Instant): number => Date.parse(instant);

/** The instant at a number of milliseconds since 1970. */
export const instantAt = (millis: number): Instant => new Date(millis).toISOString();

/** Negative, zero or positive as `a` is before, at or after `b`. */
export const compareInstants = (a: Instant, b: Instant): number => (a < b ? -1 : a > b ? 1 : 0);

export const minInstant = (a: Instant, b: Instant): Instant => (b < a ? b : a);

export const maxInstant = (a: Instant, b: Instant): Instant => (b > a ? b : a);

/** Moves an instant by milliseconds, which may be negative. */
export const plusMillis = (instant: Instant, millis: number): Instant => instantAt(millisOf(instant) + millis);

/** Days since 1970-01-01 of a civil date. */
export const dayNumberOf = (date: LocalDate): number => Math.floor(Date.parse(`${date}T00:00:00.000Z`) / DAY_MS);

/** The civil date at a number of days since 1970-01-01. */
export const dateOfDay = (day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The year of a day number. */
export const yearOfDay = (day: number): number => new Date(day * DAY_MS).getUTCFullYear();

/** 0 is Sunday, as in JavaScript; day 0 was a Thursday. */
export const weekdayOfDay = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** Milliseconds after midnight of a time of day; `24:00` is a whole day. */
export const timeToMillis = (time: LocalTime): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;

/** The civil date of an instant in a zone. */
export const localDateOf = (zone: string, instant: Instant): LocalDate =>
  dateOfDay(Math.floor(toLocal(zoneOf(zone), millisOf(instant)) / DAY_MS));

/** The instant of a date and time of day in a zone; `24:00` is 00:00 of the next day (DOMAIN R10). */
export const instantOf = (zone: string, date: LocalDate, time: LocalTime): Instant =>
  instantAt(toUtc(zoneOf(zone), dayNumberOf(date) * DAY_MS + timeToMillis(time)));

/** A moment as people here write it: `YYYY-MM-DD HH:mm`, the same in both languages. */
export function formatInstant(zone: string, instant: Instant): string {
  return new Date(toLocal(zoneOf(zone), millisOf(instant))).toISOString().slice(0, 16).replace('T', ' ');
}

/** A due as people here write it: midnight is the end of its day, `2026-11-22 24:00` (DOMAIN R10). */
export function formatDue(zone: string, due: Instant): string {
  const local = toLocal(zoneOf(zone), millisOf(due));
  if (local % DAY_MS !== 0) return formatInstant(zone, due);
  return `${dateOfDay(local / DAY_MS - 1)} 24:00`;
}
