import { FeelDate, type FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import { Temporal } from 'temporal-polyfill';
import { FarDay } from './far';

/** feelin keeps temporal values; making them where its own constructors do not reach is here. */

/** What may lie beyond the calendar is null there. */
export const attempt = <T>(make: () => T): T | null => {
  try {
    return make();
  } catch {
    return null;
  }
};

/** A time's zone by its id; null for a local one, which feelin's types forget. */
export const zoneIn = (value: FeelTime | FeelDateTime): string | null => value.timezone;

/** Seconds of `+08:00`; undefined for a name of a zone and for what lies beyond fourteen hours. */
export function offsetSeconds(zone: string): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/u.exec(zone) ?? [];
  if (hours === undefined || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return total > 18 * 3600 ? undefined : (sign === '-' ? -1 : 1) * total;
}

export const DAY = 86_400_000_000_000n;

export const REFERENCE = Temporal.PlainDate.from('1970-01-01');

export const monthsOf = (value: FeelDuration): number => value.unwrap().years * 12 + value.unwrap().months;

export const nanosOf = (value: FeelDuration): bigint => {
  const d = value.unwrap();
  const whole = BigInt(d.days * 24 + d.hours) * 3600n + BigInt(d.minutes * 60 + d.seconds);
  return whole * 1_000_000_000n + BigInt(d.milliseconds) * 1_000_000n + BigInt(d.microseconds) * 1000n + BigInt(d.nanoseconds);
};

/** feelin's constructor normalizes by a calendar, which fails on long durations; months and nanoseconds need none. */
const duration = (value: Temporal.Duration, yearsMonths: boolean): FeelDuration =>
  Object.assign(Object.create(FeelDuration.prototype) as FeelDuration, {
    value,
    yearsMonths,
    iso: yearsMonths && value.sign === 0 ? 'P0M' : value.toString(),
  });

/** A duration of whole months; null beyond what can be kept. */
export const ofMonths = (months: number): FeelDuration | null =>
  attempt(() => duration(Temporal.Duration.from({ years: Math.trunc(months / 12), months: months % 12 }), true));

/** A duration of days and time from nanoseconds; null beyond what can be kept. */
export const ofNanos = (nanos: bigint): FeelDuration | null =>
  attempt(() => {
    const part = (unit: bigint, of: bigint) => Number((nanos / unit) % of);
    return duration(
      Temporal.Duration.from({
        days: Number(nanos / DAY),
        hours: part(3_600_000_000_000n, 24n),
        minutes: part(60_000_000_000n, 60n),
        seconds: part(1_000_000_000n, 60n),
        milliseconds: part(1_000_000n, 1000n),
        microseconds: part(1000n, 1000n),
        nanoseconds: part(1n, 1000n),
      }),
      false,
    );
  });

export const ofDays = (days: number): FeelDuration => duration(Temporal.Duration.from({ days }), false);

export const farDate = (day: FarDay | null): FeelDate | null =>
  day === null ? null : Object.assign(Object.create(FeelDate.prototype) as FeelDate, { value: day });

/** A time from its parts; the offset is a duration of days and time. */
export function makeTime(hour: number, minute: number, second: number, offset: FeelDuration | null): FeelTime | null {
  const whole = Math.floor(second);
  const zone = offset === null ? null : offsetText(offset);
  if (zone === undefined) return null;
  return attempt(
    () =>
      new FeelTime(
        Temporal.PlainTime.from(
          { hour, minute, second: whole, nanosecond: 0, millisecond: Math.round((second - whole) * 1000) },
          { overflow: 'reject' },
        ),
        zone,
      ),
  );
}

function offsetText(offset: FeelDuration): string | undefined {
  if (offset.yearsMonths) return undefined;
  const seconds = Number(nanosOf(offset) / 1_000_000_000n);
  const pad = (value: number) => String(value).padStart(2, '0');
  const [size, sign] = [Math.abs(seconds), seconds < 0 ? '-' : '+'];
  if (seconds === 0) return 'UTC';
  const text = `${sign}${pad(Math.floor(size / 3600))}:${pad(Math.floor((size % 3600) / 60))}`;
  const full = size % 60 === 0 ? text : `${text}:${pad(size % 60)}`;
  return offsetSeconds(full) === undefined ? undefined : full;
}

export const makeDate = (year: number, month: number, day: number): FeelDate | null =>
  attempt(() => new FeelDate(Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }))) ??
  (Math.abs(year) > 200_000 ? farDate(FarDay.of(year, month, day)) : null);
