import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from 'feelin';
import { kindOf } from '../feel-value';
import { ticksOf, zoneIn } from './temporal';
import { FeelCallable, isContext, SignedRange } from './values';

type Temporal = FeelDate | FeelDateTime | FeelTime | FeelDuration;

const SECOND = 1_000_000_000n;
const floorSecond = (nanos: bigint): bigint => nanos / SECOND - (nanos % SECOND < 0n ? 1n : 0n);

/** What a temporal counts as in a comparison: FEEL compares by whole seconds (DMN 1.5, 10.3.2.3), durations of years by months. */
const placeOf = (value: Temporal): bigint =>
  value instanceof FeelDuration && value.yearsMonths ? ticksOf(value) : floorSecond(ticksOf(value));

const isTemporal = (value: unknown): value is Temporal =>
  value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime || value instanceof FeelDuration;

const zoned = (value: Temporal): boolean =>
  (value instanceof FeelTime || value instanceof FeelDateTime) && zoneIn(value) !== null;

/** Order of two values of one kind: below, above or zero; null where FEEL knows no order between them. */
export function order(a: unknown, b: unknown): number | null {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return null;
  if (kind === 'number' || kind === 'string') return (a as number) < (b as number) ? -1 : a === b ? 0 : 1;
  if (!isTemporal(a) || !isTemporal(b) || zoned(a) !== zoned(b)) return null;
  const [left, right] = [placeOf(a), placeOf(b)];
  return left < right ? -1 : left === right ? 0 : 1;
}

const isZero = (value: unknown): boolean => value instanceof FeelDuration && value.unwrap().sign === 0;

/** `a = b` (DMN 1.5, 10.3.2.13, table 54): null when the kinds differ, unless one of them is null. */
export function equals(a: unknown, b: unknown): boolean | null {
  const [left, right] = [kindOf(a), kindOf(b)];
  if (left === 'null' || right === 'null') return left === right;
  if (left !== right) return isZero(a) && isZero(b) ? true : null;
  if (left === 'number' || left === 'string' || left === 'boolean') return a === b;
  if (isTemporal(a) && isTemporal(b)) return zoned(a) === zoned(b) && placeOf(a) === placeOf(b);
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a, b);
  if (isContext(a) && isContext(b)) return sameContext(a, b);
  if (a instanceof FeelRange && b instanceof FeelRange) return sameRange(a, b);
  return a === b;
}

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((entry, at) => equals(entry, b[at]) === true);

function sameContext(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equals(a[name], b[name]) === true)
  );
}

const signOf = (range: FeelRange): string => (range instanceof SignedRange ? range.sign : '');

const sameRange = (a: FeelRange, b: FeelRange): boolean =>
  signOf(a) === signOf(b) &&
  a['start included'] === b['start included'] &&
  a['end included'] === b['end included'] &&
  equals(a.start, b.start) === true &&
  equals(a.end, b.end) === true;

/** `is(a, b)`: equal, and the same in kind, zone and exactness. */
export function identical(a: unknown, b: unknown): boolean {
  if (kindOf(a) !== kindOf(b)) return false;
  if (a instanceof FeelTime || a instanceof FeelDateTime) {
    const other = b as FeelTime | FeelDateTime;
    return zoneIn(a) === zoneIn(other) && ticksOf(a) === ticksOf(other);
  }
  return equals(a, b) === true;
}

/** Whether a range holds a value; null where they cannot be compared, or where an interval has an unknown end. */
export function includes(range: FeelRange, value: unknown): boolean | null {
  const bounds = [range.start, range.end] as unknown[];
  const [start, end] = bounds;
  if (range instanceof SignedRange) return bySign(range, value);
  if (start === null || end === null) return null;
  const [low, high, across] = [order(start, value), order(value, end), order(start, end)];
  if (low === null || high === null || across === null) return null;
  if (across > 0) return between(-low, -high, range['start included'], range['end included']);
  return between(low, high, range['start included'], range['end included']);
}

const between = (low: number, high: number, first: boolean, last: boolean): boolean =>
  (low < 0 || (low === 0 && first)) && (high < 0 || (high === 0 && last));

function bySign({ sign, start, end }: SignedRange, value: unknown): boolean | null {
  const bound: unknown = sign.startsWith('<') ? end : start;
  if (sign === '=') return equals(value, bound);
  if (sign === '!=') return negated(equals(value, bound));
  const at = order(value, bound);
  if (at === null) return null;
  switch (sign) {
    case '<':
      return at < 0;
    case '<=':
      return at <= 0;
    case '>':
      return at > 0;
    case '>=':
      return at >= 0;
  }
}

export const negated = (value: boolean | null): boolean | null => (value === null ? null : !value);

/** A comparison by its sign; null where the operands cannot be compared. */
export function compared(sign: string, a: unknown, b: unknown): boolean | null {
  if (sign === '=') return equals(a, b);
  if (sign === '!=') return negated(equals(a, b));
  const at = order(a, b);
  if (at === null) return null;
  if (sign === '<') return at < 0;
  if (sign === '<=') return at <= 0;
  return sign === '>' ? at > 0 : at >= 0;
}

/** One test of `in` or of a cell against a value: a range, a list to be found in, or what must equal it. */
export function meets(value: unknown, test: unknown): boolean | null {
  if (test instanceof FeelRange && !(value instanceof FeelRange)) return includes(test, value);
  if (test instanceof FeelCallable) return null;
  if (Array.isArray(test)) return inList(value, test);
  return equals(value, test);
}

/** A value is in a list that has it, or has a range that holds it, or that it equals itself. */
function inList(value: unknown, list: readonly unknown[]): boolean | null {
  const held = list.some((entry) => (entry instanceof FeelRange ? includes(entry, value) : equals(value, entry)) === true);
  return held || equals(value, list) === true;
}
