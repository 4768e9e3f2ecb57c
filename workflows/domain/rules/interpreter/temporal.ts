import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import type { Temporal } from 'temporal-polyfill';
import { FarDay } from './far';
import { attempt, DAY, monthsOf, nanosOf, offsetSeconds, ofMonths, ofNanos, REFERENCE, zoneIn } from './temporal-value';

/** Reckoning with temporal values as DMN 1.5 (10.3.2.3) says. */

export { readAny, readDate, readDateTime, readDuration, readTime, temporalText } from './temporal-read';
export { makeDate, makeTime, monthsOf, ofDays, ofMonths, ofNanos, zoneIn } from './temporal-value';

export const midnightOf = (date: FeelDate): FeelDateTime => new FeelDateTime(date.unwrap().toPlainDateTime(), 'UTC');

/** Nanoseconds of the wall clock taken as UTC, less the zone's offset. */
function instantOf(wall: Temporal.PlainDateTime, zone: string | null): bigint {
  const utc = wall.toZonedDateTime('UTC').epochNanoseconds;
  if (zone === null) return utc;
  const seconds = offsetSeconds(zone);
  return seconds === undefined ? wall.toZonedDateTime(zone).epochNanoseconds : utc - BigInt(seconds) * 1_000_000_000n;
}

/** Nanoseconds of a day that Temporal does not have; a zone by name shifts nothing there. */
function farNanos(day: FarDay, value: FeelDate | FeelDateTime): bigint {
  const time = value instanceof FeelDateTime ? value.unwrap().toPlainTime() : null;
  const zone = value instanceof FeelDateTime ? zoneIn(value) : null;
  const offset = zone === null ? 0 : (offsetSeconds(zone) ?? 0);
  const seconds = time === null ? 0 : time.hour * 3600 + time.minute * 60 + time.second - offset;
  return day.days * DAY + BigInt(seconds) * 1_000_000_000n;
}

const farOf = (value: FeelDate | FeelDateTime): FarDay | undefined => {
  const inner: unknown = value.unwrap();
  return inner instanceof FarDay ? inner : undefined;
};

/** What temporals of one kind are compared and subtracted by: nanoseconds, or months. */
export function ticksOf(value: FeelDate | FeelDateTime | FeelTime | FeelDuration): bigint {
  if (value instanceof FeelDuration) return value.yearsMonths ? BigInt(monthsOf(value)) : nanosOf(value);
  const far = value instanceof FeelTime ? undefined : farOf(value);
  if (far !== undefined && !(value instanceof FeelTime)) return farNanos(far, value);
  if (value instanceof FeelDate) return instantOf(value.unwrap().toPlainDateTime(), null);
  if (value instanceof FeelTime) return instantOf(REFERENCE.toPlainDateTime(value.unwrap()), zoneIn(value));
  return instantOf(value.unwrap(), zoneIn(value));
}

/** A date, time or date and time moved by a duration; null where the kinds do not go together. */
export function shifted(value: unknown, by: FeelDuration, sign: 1 | -1): unknown {
  const amount = sign === 1 ? by.unwrap() : by.unwrap().negated();
  if (value instanceof FeelDate) {
    if (by.yearsMonths) return attempt(() => new FeelDate(value.unwrap().add(amount)));
    const days = floorDiv(nanosOf(by) * BigInt(sign), DAY);
    return attempt(() => new FeelDate(value.unwrap().add({ days: Number(days) })));
  }
  if (value instanceof FeelDateTime) return attempt(() => new FeelDateTime(value.unwrap().add(amount), zoneIn(value)));
  if (value instanceof FeelTime && !by.yearsMonths) return attempt(() => new FeelTime(value.unwrap().add(amount), zoneIn(value)));
  return null;
}

const floorDiv = (a: bigint, b: bigint): bigint => a / b - (a % b < 0n ? 1n : 0n);

/** The duration between two temporals; null unless both or neither say their zone. */
export function between(a: unknown, b: unknown): FeelDuration | null {
  if (a instanceof FeelTime && b instanceof FeelTime)
    return (zoneIn(a) === null) === (zoneIn(b) === null) ? ofNanos(ticksOf(a) - ticksOf(b)) : null;
  if (!(a instanceof FeelDate || a instanceof FeelDateTime) || !(b instanceof FeelDate || b instanceof FeelDateTime)) return null;
  if (a instanceof FeelDate && b instanceof FeelDate) return ofNanos(ticksOf(a) - ticksOf(b));
  const [left, right] = [a instanceof FeelDate ? midnightOf(a) : a, b instanceof FeelDate ? midnightOf(b) : b];
  return (zoneIn(left) === null) === (zoneIn(right) === null) ? ofNanos(ticksOf(left) - ticksOf(right)) : null;
}

/** Whole months from one day to another, as `years and months duration(from, to)` counts them. */
export function monthsBetween(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): FeelDuration | null {
  const day = (value: FeelDate | FeelDateTime) => (value instanceof FeelDate ? value.unwrap() : value.unwrap().toPlainDate());
  const months = attempt(() => day(from).until(day(to), { largestUnit: 'month' }).months);
  return months === null ? null : ofMonths(months);
}

export const dateOf = (value: FeelDateTime): FeelDate => new FeelDate(value.unwrap().toPlainDate());
export const timeOf = (value: FeelDateTime): FeelTime => new FeelTime(value.unwrap().toPlainTime(), zoneIn(value));
export const combine = (date: FeelDate, time: FeelTime): FeelDateTime =>
  new FeelDateTime(date.unwrap().toPlainDateTime(time.unwrap()), zoneIn(time));

/** The offset of a zoned time as a duration, for a named zone on that day; null without a zone. */
export function offsetOf(value: FeelTime | FeelDateTime): FeelDuration | null {
  const zone = zoneIn(value);
  if (zone === null) return null;
  const seconds = offsetSeconds(zone);
  if (seconds !== undefined) return ofNanos(BigInt(seconds) * 1_000_000_000n);
  const wall = value instanceof FeelTime ? REFERENCE.toPlainDateTime(value.unwrap()) : value.unwrap();
  return attempt(() => ofNanos(BigInt(wall.toZonedDateTime(zone).offsetNanoseconds)));
}
