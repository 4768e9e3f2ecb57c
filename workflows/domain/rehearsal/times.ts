import {
  type Calendar,
  type Instant,
  type Length,
  dueOf,
  instantAt,
  instantOf,
  localDateOf,
  millisOf,
  plusMillis,
} from '../deadline';

/** Instants and lengths as the author of a scenario writes them. */

const localPattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?$/;
const lengthPattern = /^(\d+)\s*(min|h|wh|wd|nd)$/;

/**
 * `2026-11-23T09:00` is read in the city's zone, with seconds if given; `24:00` is 00:00 of the next day (DOMAIN R10); an
 * instant with `Z` or an offset is taken as it is. Null when it is none of these.
 */
export function readInstant(zone: string, text: string): Instant | null {
  const local = localPattern.exec(text);
  if (local) return readLocal(zone, local[1] ?? '', local[2] ?? '', Number(local[3] ?? 0));
  if (!/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return null;
  if (!isDate(text.slice(0, 10))) return null;
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? null : instantAt(millis);
}

/** A day that exists: not February 30th, which the engine would take for March 2nd. */
const isDate = (date: string): boolean => {
  const millis = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(millis) && instantAt(millis).startsWith(date);
};

function readLocal(zone: string, date: string, time: string, seconds: number): Instant | null {
  const isTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time) || (time === '24:00' && seconds === 0);
  if (!isTime || seconds > 59 || !isDate(date)) return null;
  return plusMillis(instantOf(zone, date, time), seconds * 1000);
}

/** `2 wd`, `4 wh`, `30 min`, or a length as the policy writes it. */
export function readLength(text: string): Length | null {
  const parts = lengthPattern.exec(text.trim());
  return parts && Number(parts[1]) > 0 ? { n: Number(parts[1]), unit: parts[2] as Length['unit'] } : null;
}

/** An instant a length after another: wd and nd keep the time of day, wh runs in working hours, h and min by the wall. */
export function afterLength(calendar: Calendar, from: Instant, length: Length): Instant {
  if (length.unit !== 'wd' && length.unit !== 'nd') return dueOf(calendar, length, from, { rolled: false }).dueAt;
  const zone = calendar.zone.name;
  const last = millisOf(dueOf(calendar, length, from, { rolled: false }).dueAt) - 1;
  const midnight = (date: string): number => millisOf(instantOf(zone, date, '00:00'));
  return instantAt(midnight(localDateOf(zone, instantAt(last))) + millisOf(from) - midnight(localDateOf(zone, from)));
}
