import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import { Temporal } from 'temporal-polyfill';
import { FarDay } from './far';
import { attempt, farDate, offsetSeconds, ofMonths, ofNanos, zoneIn } from './temporal-value';

/** The texts of temporal values, as DMN 1.5 (10.3.2.3) has them, in and out. */

const DATE = /^(-?)(\d{4,9})-(\d{2})-(\d{2})$/u;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z][\w+\-/]*)?$/u;

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

/** A day whose year lies beyond Temporal's. */
function farDay(text: string): FarDay | null {
  const [, sign = '', digits = '', month, day] = DATE.exec(text) ?? [];
  if (day === undefined || digits.length < 6 || digits.startsWith('0')) return null;
  return FarDay.of((sign === '-' ? -1 : 1) * Number(digits), Number(month), Number(day));
}

/** A date from its FEEL text, `2026-01-31`, also with a negative year; null for anything else. */
export function readDate(text: string): FeelDate | null {
  const date = plainDate(text);
  return date === null ? farDate(farDay(text)) : new FeelDate(date);
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
  if (!text.startsWith('@')) {
    const seconds = offsetSeconds(text);
    return seconds === 0 ? 'UTC' : seconds === undefined ? undefined : text;
  }
  const zone = text.slice(1);
  return attempt(() => new Temporal.PlainDateTime(2000, 1, 1).toZonedDateTime(zone)) === null ? undefined : zone;
}

export function readTime(text: string): FeelTime | null {
  const read = zonedTime(text.startsWith('T') ? text.slice(1) : text);
  return read === null ? null : new FeelTime(read.time, read.zone);
}

function farDateTime(day: FarDay | null, time: string): FeelDateTime | null {
  const read = day === null ? null : zonedTime(time);
  if (day === null || read === null || read.nextDay) return null;
  const value = Object.assign(day, { toPlainTime: () => read.time, toPlainDate: () => day });
  return Object.assign(Object.create(FeelDateTime.prototype) as FeelDateTime, { value, zone: read.zone });
}

/** A date and time from its FEEL text; a date alone is its midnight. */
export function readDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf('T');
  const date = plainDate(at < 0 ? text : text.slice(0, at));
  if (date === null) return farDateTime(farDay(at < 0 ? text : text.slice(0, at)), at < 0 ? '00:00:00' : text.slice(at + 1));
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

const dayText = (date: { year: number; month: number; day: number }): string => {
  const pad = (value: number, width: number) => String(Math.abs(value)).padStart(width, '0');
  return `${date.year < 0 ? '-' : ''}${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
};

/** The FEEL text of a temporal value. */
export function temporalText(value: FeelDate | FeelDateTime | FeelTime | FeelDuration): string {
  if (value instanceof FeelDate) return dayText(value);
  if (value instanceof FeelDuration) return value.toString();
  const zone = zoneIn(value);
  const suffix = zone === null ? '' : zone === 'UTC' ? 'Z' : /^[+-]/u.test(zone) ? zone : `@${zone}`;
  if (value instanceof FeelTime) return value.unwrap().toString() + suffix;
  return `${dayText(value)}T${value.unwrap().toPlainTime().toString()}${suffix}`;
}
