import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from 'feelin';
import { kindOf } from '../feel-value';
import { offsetOf, zoneIn } from './temporal';
import { entryOf } from './scope';
import type { Context } from './values';

type Getter<T> = Readonly<Record<string, (value: T) => unknown>>;

const DAY: Getter<FeelDate | FeelDateTime> = {
  year: (value) => value.year,
  month: (value) => value.month,
  day: (value) => value.day,
  weekday: (value) => value.unwrap().dayOfWeek,
};

const CLOCK: Getter<FeelTime | FeelDateTime> = {
  hour: (value) => value.hour,
  minute: (value) => value.minute,
  second: (value) => value.second,
  'time offset': offsetOf,
  timezone: zoneName,
};

/** A zone's name; an offset is none. */
function zoneName(value: FeelTime | FeelDateTime): string | null {
  const zone = zoneIn(value);
  if (zone === null || /^[+-]/u.test(zone)) return null;
  return zone === 'UTC' ? 'Z' : zone;
}

const MONTHS: Getter<FeelDuration> = { years: ({ years }) => years, months: ({ months }) => months };

const TIME: Getter<FeelDuration> = {
  days: ({ days }) => days,
  hours: ({ hours }) => hours,
  minutes: ({ minutes }) => minutes,
  seconds: ({ seconds }) => seconds,
};

const RANGE: Getter<FeelRange> = {
  start: (value) => value.start as unknown,
  end: (value) => value.end as unknown,
  'start included': (value) => value['start included'],
  'end included': (value) => value['end included'],
};

const read = <T>(getters: Getter<T>, value: T, name: string): unknown =>
  Object.hasOwn(getters, name) ? (getters[name]?.(value) ?? null) : null;

/** `value.name` (DMN 1.5, 10.3.2.5 and table 65); of a list, that of each of its entries; null where there is none. */
export function property(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => property(entry, name));
  if (kindOf(value) === 'context') return entryOf(value as Context, name) ?? null;
  if (value instanceof FeelDate) return read(DAY, value, name);
  if (value instanceof FeelTime) return read(CLOCK, value, name);
  if (value instanceof FeelDateTime) return read({ ...DAY, ...CLOCK }, value, name);
  if (value instanceof FeelDuration) return read(value.yearsMonths ? MONTHS : TIME, value, name);
  return value instanceof FeelRange ? read(RANGE, value, name) : null;
}
