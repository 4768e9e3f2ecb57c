import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime, isFunction } from 'feelin';
import { readDate, readDateTime, readDuration, readTime, temporalText } from './interpreter/temporal';
import type { ValueType } from './table';

/** A FEEL value as JSON: dates, times and durations are their FEEL text (DESIGN 6). */
export type FeelJson = null | boolean | number | string | FeelJson[] | { [name: string]: FeelJson };

/** The facts a decision is asked about, by name. Texts under a temporal input type are read as FEEL temporals. */
export type Facts = Readonly<Record<string, unknown>>;

type Kind = 'null' | Exclude<ValueType, 'any'> | 'range' | 'function' | 'other';

const isContext = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The FEEL type of a value as feelin holds it in memory. */
export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return typeof value as Kind;
  if (Array.isArray(value)) return 'list';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDateTime) return 'dateTime';
  if (value instanceof FeelDuration) return value.yearsMonths ? 'yearMonthDuration' : 'dayTimeDuration';
  if (value instanceof FeelRange) return 'range';
  if (isFunction(value)) return 'function';
  return isContext(value) ? 'context' : 'other';
}

function rangeText(range: FeelRange): string {
  const end = (value: unknown): string => {
    const json = toJson(value);
    if (typeof json === 'string') return kindOf(value) === 'string' ? `"${json}"` : json;
    return JSON.stringify(json);
  };
  return `${range['start included'] ? '[' : '('}${end(range.start)}..${end(range.end)}${range['end included'] ? ']' : ')'}`;
}

/** Turns a FEEL value into JSON; a number that is not finite becomes null, a range its text, a function null. */
export function toJson(value: unknown): FeelJson {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (isContext(value)) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime || value instanceof FeelDuration)
    return temporalText(value);
  return value instanceof FeelRange ? rangeText(value) : null;
}

const readers: Partial<Record<ValueType, (text: string) => unknown>> = {
  date: readDate,
  time: readTime,
  dateTime: readDateTime,
  dayTimeDuration: readDuration,
  yearMonthDuration: readDuration,
};

/**
 * Brings a value to a declared type as DMN 1.5 (10.3.2.9.4) does: a list of one becomes its element, and what does not
 * conform becomes null. Texts are read as temporals because facts are JSON. `undefined` says "does not conform".
 */
export function conform(value: unknown, type: ValueType): unknown {
  if (value === undefined || value === null) return null;
  if (type === 'any') return value;
  const single: unknown = Array.isArray(value) && value.length === 1 && type !== 'list' ? value[0] : value;
  if (typeof single === type) return single;
  const read = readers[type];
  const typed = read !== undefined && typeof single === 'string' ? read(single) : single;
  if (kindOf(typed) === type) return typed;
  return type === 'list' && kindOf(typed) !== 'null' ? [typed] : undefined;
}

/** Equality of two JSON values, order of a context's entries aside. */
export function sameJson(a: FeelJson, b: FeelJson): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((entry, at) => sameJson(entry, b[at] ?? null))
    );
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson(a[name] ?? null, b[name] ?? null))
  );
}
