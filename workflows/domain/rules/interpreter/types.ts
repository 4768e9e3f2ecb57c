import { FeelRange } from 'feelin';
import { kindOf } from '../feel-value';
import { FeelCallable, isContext, type Context } from './values';

/** A FEEL type as declared: by an item definition, a parameter, or `instance of`. */
export type FeelType =
  | { readonly kind: 'any' }
  | { readonly kind: 'null' }
  | { readonly kind: 'simple'; readonly name: SimpleType }
  | { readonly kind: 'list'; readonly of: FeelType }
  | { readonly kind: 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly type: FeelType }[] }
  | { readonly kind: 'function'; readonly parameters: readonly FeelType[] | undefined; readonly result: FeelType }
  /** A type with a list of allowed values. */
  | { readonly kind: 'limited'; readonly of: FeelType; readonly allows: (value: unknown) => boolean };

export type SimpleType =
  'number' | 'string' | 'boolean' | 'date' | 'time' | 'dateTime' | 'dayTimeDuration' | 'yearMonthDuration' | 'duration';

export const ANY: FeelType = { kind: 'any' };

const simple = (name: SimpleType): FeelType => ({ kind: 'simple', name });
const listOf = (of: FeelType): FeelType => ({ kind: 'list', of });

/** The names DMN and older modellers use for the built-in types. */
const NAMED: Readonly<Record<string, FeelType>> = {
  Any: ANY,
  any: ANY,
  Null: { kind: 'null' },
  number: simple('number'),
  string: simple('string'),
  boolean: simple('boolean'),
  date: simple('date'),
  time: simple('time'),
  'date and time': simple('dateTime'),
  dateTime: simple('dateTime'),
  'days and time duration': simple('dayTimeDuration'),
  dayTimeDuration: simple('dayTimeDuration'),
  'years and months duration': simple('yearMonthDuration'),
  yearMonthDuration: simple('yearMonthDuration'),
  duration: simple('duration'),
  list: listOf(ANY),
  range: { kind: 'range', of: ANY },
  context: { kind: 'context', entries: [] },
  function: { kind: 'function', parameters: undefined, result: ANY },
  // Names of programming languages that modellers export.
  integer: simple('number'),
  long: simple('number'),
  double: simple('number'),
};

/** A built-in type by its name; undefined for any other name. */
export const builtInType = (name: string): FeelType | undefined => {
  const plain = name.replace(/\s+/gu, ' ').trim();
  return Object.hasOwn(NAMED, plain) ? NAMED[plain] : undefined;
};

function isSimple(value: unknown, name: SimpleType): boolean {
  const kind = kindOf(value);
  return name === 'duration' ? kind === 'dayTimeDuration' || kind === 'yearMonthDuration' : kind === name;
}

const bounds = (range: FeelRange): unknown[] => [range.start, range.end].filter((bound) => bound !== null);

/** Whether a value is of a type (DMN 1.5, 10.3.2.9): null conforms to every type, but is an instance of none but Null and Any. */
export function conforms(value: unknown, type: FeelType): boolean {
  if (value === null || value === undefined) return true;
  switch (type.kind) {
    case 'any':
      return true;
    case 'null':
      return false;
    case 'simple':
      return isSimple(value, type.name);
    case 'list':
      return Array.isArray(value) && value.every((entry) => conforms(entry, type.of));
    case 'range':
      return value instanceof FeelRange && bounds(value).every((bound) => conforms(bound, type.of));
    case 'context':
      return isContext(value) && type.entries.every((entry) => hasEntry(value, entry.name, entry.type));
    case 'function':
      return kindOf(value) === 'function' && (!(value instanceof FeelCallable) || fits(value, type));
    case 'limited':
      return conforms(value, type.of) && type.allows(value);
  }
}

const hasEntry = (value: Context, name: string, type: FeelType): boolean =>
  Object.hasOwn(value, name) && conforms(value[name], type);

/** A function fits when it takes at least what is promised to it and gives no more than is asked (contravariance). */
function fits(value: FeelCallable, type: Extract<FeelType, { kind: 'function' }>): boolean {
  const { parameters, result } = type;
  if (parameters === undefined) return true;
  const own = value.forms[0]?.parameters ?? [];
  if (own.length !== parameters.length) return false;
  return (
    own.every((parameter, at) => isSubtype(parameters[at] ?? ANY, parameter.type)) &&
    // Nobody says what a function without a declared result gives: it is seen when it is called.
    (value.result === undefined || value.result.kind === 'any' || isSubtype(value.result, result))
  );
}

/** Whether every value of the first type is one of the second. */
function isSubtype(a: FeelType, b: FeelType): boolean {
  if (b.kind === 'any' || a.kind === 'null') return true;
  if (a.kind === 'limited') return isSubtype(a.of, b);
  if (b.kind === 'limited') return false;
  if (a.kind === 'simple' && b.kind === 'simple') return a.name === b.name;
  if ((a.kind === 'list' && b.kind === 'list') || (a.kind === 'range' && b.kind === 'range')) return isSubtype(a.of, b.of);
  if (a.kind === 'context' && b.kind === 'context')
    return b.entries.every((wanted) => a.entries.some(({ name, type }) => name === wanted.name && isSubtype(type, wanted.type)));
  if (a.kind === 'function' && b.kind === 'function')
    return (
      (a.parameters?.length ?? 0) === (b.parameters?.length ?? 0) &&
      (b.parameters ?? []).every((type, at) => isSubtype(type, a.parameters?.[at] ?? ANY)) &&
      isSubtype(a.result, b.result)
    );
  return false;
}

/** `value instance of type` (DMN 1.5, 10.3.2.15); allowed values do not count. */
export function isInstance(value: unknown, type: FeelType): boolean {
  if (type.kind === 'limited') return isInstance(value, type.of);
  if (value === null || value === undefined) return type.kind === 'null';
  if (type.kind === 'list')
    return Array.isArray(value) && value.every((entry) => type.of.kind === 'any' || isInstance(entry, type.of));
  return conforms(value, type);
}

/**
 * Brings a value to a type by the implicit conversions of DMN 1.5, 10.3.2.9.4: one value to a list of one, a list of one to its
 * value, a date to midnight of that day; what then does not conform is undefined.
 */
export function coerce(value: unknown, type: FeelType, midnight: (date: unknown) => unknown): unknown {
  if (value === null || value === undefined) return null;
  if (conforms(value, type)) return value;
  const target = type.kind === 'limited' ? type.of : type;
  if (target.kind === 'list' && !Array.isArray(value)) {
    const list = [value];
    return conforms(list, type) ? list : undefined;
  }
  if (target.kind !== 'list' && Array.isArray(value) && value.length === 1) {
    const only: unknown = value[0];
    return only !== null && conforms(only, type) ? only : undefined;
  }
  if (target.kind === 'simple' && target.name === 'dateTime' && kindOf(value) === 'date') return midnight(value);
  return undefined;
}
