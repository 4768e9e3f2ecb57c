import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import { Temporal } from 'temporal-polyfill';

/** feelin keeps temporal values; reading, writing and reckoning with them as DMN 1.5 (10.3.2.3) says is here. */

const DATE = /^(-?)(\d{4,9})-(\d{2})-(\d{2})$/u;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z][\w+\-/]*)?$/u;

const attempt = <T>(make: () => T): T | null => {
  try {
    return make();
  } catch {
    return null;
  }
};

/** A year as Temporal writes it: four digits, or a sign and six. */
function isoYear(sign: string, digits: string): string | null {
  if (digits.length > 4 && digits.startsWith('0')) return null;
  if (sign === '' && digits.length === 4) return digits;
  return digits.length > 6 ? null : `${sign === '-' ? '-' : '+'}${digits.padStart(6, '0')}`;
}

function plainDate(text: string): Temporal.PlainDate | null {
  const [, sign = '', digits = '', month, day] = DATE.exec(text) ?? [];
  const year = isoYear(sign, digits);
  return year === null || day === undefined
    ? null
    : attempt(() => Temporal.PlainDate.from(`${year}-${month ?? ''}-${day}`, { overflow: 'reject' }));
}

/** A date from its FEEL text, `2026-01-31`, also with a negative year; null for anything else. */
export function readDate(text: string): FeelDate | null {
  const date = plainDate(text);
  return date === null ? null : new FeelDate(date);
}

type ZonedTime = { time: Temporal.PlainTime; zone: string | null; nextDay: boolean };

function zonedTime(text: string): ZonedTime | null {
  const [, hour, minute, second, fraction = '', zoneText] = TIME.exec(text) ?? [];
  if (second === undefined || Number(second) > 59) return null;
  const zone = zoneOf(zoneText);
  if (zone === undefined) return null;
  const midnight = hour === '24' && Number(minute) === 0 && Number(second) === 0 && Number(fraction) === 0;
  const time = attempt(() =>
    Temporal.PlainTime.from(`${midnight ? '00' : (hour ?? '')}:${minute ?? ''}:${second}${fraction.slice(0, 10)}`, {
      overflow: 'reject',
    }),
  );
  return time === null ? null : { time, zone, nextDay: midnight };
}

/** A zone's id as feelin keeps it; undefined where there is no such zone or offset. */
function zoneOf(text: string | undefined): string | null | undefined {
  if (text === undefined) return null;
  if (text === 'Z') return 'UTC';
  if (!text.startsWith('@')) return offsetSeconds(text) === undefined ? undefined : text;
  const zone = text.slice(1);
  return attempt(() => new Temporal.PlainDateTime(2000, 1, 1).toZonedDateTime(zone)) === null ? undefined : zone;
}

/** Seconds of `+08:00`; undefined for a name of a zone and for what lies beyond fourteen hours. */
function offsetSeconds(zone: string): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/u.exec(zone) ?? [];
  if (hours === undefined || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return total > 18 * 3600 ? undefined : (sign === '-' ? -1 : 1) * total;
}

export function readTime(text: string): FeelTime | null {
  const read = zonedTime(text.startsWith('T') ? text.slice(1) : text);
  return read === null ? null : new FeelTime(read.time, read.zone);
}

/** A date and time from its FEEL text; a date alone is its midnight. */
export function readDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf('T');
  const date = plainDate(at < 0 ? text : text.slice(0, at));
  if (date === null) return null;
  if (at < 0) return new FeelDateTime(date.toPlainDateTime(), null);
  const read = zonedTime(text.slice(at + 1));
  if (read === null) return null;
  const day = read.nextDay ? attempt(() => date.add({ days: 1 })) : date;
  return day === null ? null : new FeelDateTime(day.toPlainDateTime(read.time), read.zone);
}

const MONTHS = /^(-?)P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?$/u;
const DAYS = /^(-?)P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/u;

/** A duration from its FEEL text: of years and months, or of days and time, as XML Schema writes them. */
export function readDuration(text: string): FeelDuration | null {
  const inMonths = MONTHS.exec(text);
  if (inMonths !== null) {
    const [, sign, years = '0', months = '0'] = inMonths;
    return ofMonths((sign === '-' ? -1 : 1) * (Number(years) * 12 + Number(months)));
  }
  const inDays = DAYS.exec(text);
  if (inDays === null) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = inDays;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const nanos = whole * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
  return ofNanos(sign === '-' ? -nanos : nanos);
}

/** `@"…"`: whichever temporal the text is. */
export function readAny(text: string): unknown {
  if (/^-?P/u.test(text)) return readDuration(text);
  if (/^T?\d{2}:/u.test(text)) return readTime(text);
  return text.includes('T') ? readDateTime(text) : readDate(text);
}

export const midnightOf = (date: FeelDate): FeelDateTime => new FeelDateTime(date.unwrap().toPlainDateTime(), 'UTC');

const dayText = (date: { year: number; month: number; day: number }): string => {
  const pad = (value: number, width: number) => String(Math.abs(value)).padStart(width, '0');
  return `${date.year < 0 ? '-' : ''}${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
};

/** The FEEL text of a temporal value. */
export function temporalText(value: FeelDate | FeelDateTime | FeelTime | FeelDuration): string {
  if (value instanceof FeelDate) return dayText(value);
  if (value instanceof FeelDuration) return value.toString();
  const zone = value.timezone;
  const suffix = zone === null ? '' : zone === 'UTC' ? 'Z' : /^[+-]/u.test(zone) ? zone : `@${zone}`;
  if (value instanceof FeelTime) return value.unwrap().toString() + suffix;
  return `${dayText(value)}T${value.unwrap().toPlainTime().toString()}${suffix}`;
}

const REFERENCE = Temporal.PlainDate.from('1970-01-01');

/** Nanoseconds of the wall clock taken as UTC, less the zone's offset. */
function instantOf(wall: Temporal.PlainDateTime, zone: string | null): bigint {
  const utc = wall.toZonedDateTime('UTC').epochNanoseconds;
  if (zone === null) return utc;
  const seconds = offsetSeconds(zone);
  return seconds === undefined
    ? wall.toZonedDateTime(zone).epochNanoseconds
    : utc - BigInt(seconds) * 1_000_000_000n;
}

/** What temporals of one kind are compared and subtracted by: nanoseconds, or months. */
export function ticksOf(value: FeelDate | FeelDateTime | FeelTime | FeelDuration): bigint {
  if (value instanceof FeelDuration) return value.yearsMonths ? BigInt(monthsOf(value)) : nanosOf(value);
  if (value instanceof FeelDate) return instantOf(value.unwrap().toPlainDateTime(), null);
  if (value instanceof FeelTime) return instantOf(REFERENCE.toPlainDateTime(value.unwrap()), value.timezone);
  return instantOf(value.unwrap(), value.timezone);
}

export const monthsOf = (value: FeelDuration): number => value.unwrap().years * 12 + value.unwrap().months;

const nanosOf = (value: FeelDuration): bigint => {
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

const DAY = 86_400_000_000_000n;

/** A date, time or date and time moved by a duration; null where the kinds do not go together. */
export function shifted(value: unknown, by: FeelDuration, sign: 1 | -1): unknown {
  const amount = sign === 1 ? by.unwrap() : by.unwrap().negated();
  if (value instanceof FeelDate) {
    if (by.yearsMonths) return attempt(() => new FeelDate(value.unwrap().add(amount)));
    const days = floorDiv(nanosOf(by) * BigInt(sign), DAY);
    return attempt(() => new FeelDate(value.unwrap().add({ days: Number(days) })));
  }
  if (value instanceof FeelDateTime)
    return attempt(() => new FeelDateTime(value.unwrap().add(amount), value.timezone));
  if (value instanceof FeelTime && !by.yearsMonths)
    return attempt(() => new FeelTime(value.unwrap().add(amount), value.timezone));
  return null;
}

const floorDiv = (a: bigint, b: bigint): bigint => a / b - (a % b < 0n ? 1n : 0n);

/** The duration between two temporals; null unless both or neither say their zone. */
export function between(a: unknown, b: unknown): FeelDuration | null {
  if (a instanceof FeelTime && b instanceof FeelTime)
    return (a.timezone === null) === (b.timezone === null) ? ofNanos(ticksOf(a) - ticksOf(b)) : null;
  if (!(a instanceof FeelDate || a instanceof FeelDateTime) || !(b instanceof FeelDate || b instanceof FeelDateTime)) return null;
  if (a instanceof FeelDate && b instanceof FeelDate) return ofNanos(ticksOf(a) - ticksOf(b));
  const [left, right] = [a instanceof FeelDate ? midnightOf(a) : a, b instanceof FeelDate ? midnightOf(b) : b];
  return (left.timezone === null) === (right.timezone === null) ? ofNanos(ticksOf(left) - ticksOf(right)) : null;
}

/** Whole months from one day to another, as `years and months duration(from, to)` counts them. */
export function monthsBetween(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): FeelDuration | null {
  const day = (value: FeelDate | FeelDateTime) => (value instanceof FeelDate ? value.unwrap() : value.unwrap().toPlainDate());
  const months = attempt(() => day(from).until(day(to), { largestUnit: 'month' }).months);
  return months === null ? null : ofMonths(months);
}

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
  attempt(() => new FeelDate(Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })));

export const dateOf = (value: FeelDateTime): FeelDate => new FeelDate(value.unwrap().toPlainDate());
export const timeOf = (value: FeelDateTime): FeelTime => new FeelTime(value.unwrap().toPlainTime(), value.timezone);
export const combine = (date: FeelDate, time: FeelTime): FeelDateTime =>
  new FeelDateTime(date.unwrap().toPlainDateTime(time.unwrap()), time.timezone);

export const ofDays = (days: number): FeelDuration => duration(Temporal.Duration.from({ days }), false);

/** The offset of a zoned time as a duration, for a named zone on that day; null without a zone. */
export function offsetOf(value: FeelTime | FeelDateTime): FeelDuration | null {
  if (value.timezone === null) return null;
  const seconds = offsetSeconds(value.timezone);
  if (seconds !== undefined) return ofNanos(BigInt(seconds) * 1_000_000_000n);
  const wall = value instanceof FeelTime ? REFERENCE.toPlainDateTime(value.unwrap()) : value.unwrap();
  const zone = value.timezone;
  return attempt(() => ofNanos(BigInt(wall.toZonedDateTime(zone).offsetNanoseconds)));
}
