import { sameJson } from '../draft';
import { lengthUnitSchema, type Policy } from '../deadline';
import type { Json } from '../text';
import { isReordered } from './apart';
import type { PolicyChange, PolicyValue } from './shapes';

type Fields = Record<string, Json>;

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const units: readonly string[] = lengthUnitSchema.options;
const isLength = (value: Json | undefined): value is { n: number; unit: string } =>
  isFields(value) && typeof value['n'] === 'number' && typeof value['unit'] === 'string' && units.includes(value['unit']);

/** A text in two languages is one value. */
const isWords = (value: Json | undefined): boolean => isFields(value) && 'zh' in value;

/** Rungs stand in a list and bear a key. */
type Keyed = Fields & { key: string };
const isKeyed = (value: Json | undefined): value is Keyed[] =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => isFields(entry) && typeof entry['key'] === 'string');

/** Every number, name and choice of a policy that is not as it was, in the newer document's order. */
export function diffPolicies(before: Policy | undefined, after: Policy | undefined): PolicyChange[] {
  const plain = (policy: Policy | undefined): Json | undefined => policy as unknown as Json | undefined;
  return walk(plain(before), plain(after), []);
}

function walk(before: Json | undefined, after: Json | undefined, path: readonly string[]): PolicyChange[] {
  if (sameJson(before, after)) return [];
  if (isOpen(before) && isOpen(after) && (before !== undefined || after !== undefined)) {
    const [old, now] = [fieldsOf(before), fieldsOf(after)];
    const names = [...new Set([...Object.keys(now), ...Object.keys(old)])];
    const inner = names.flatMap((name) => walk(old[name], now[name], [...path, name]));
    if (inner.length > 0 || !isReordered(Object.keys(old), Object.keys(now))) return inner;
    return [change([...path, 'order'], Object.keys(old), Object.keys(now))];
  }
  return [change(path, before, after)];
}

/** Whether a value is looked into, its keys being places of their own. */
const isOpen = (value: Json | undefined): boolean =>
  value === undefined || isKeyed(value) || (isFields(value) && !isLength(value) && !isWords(value));

function fieldsOf(value: Json | undefined): Fields {
  if (isKeyed(value)) return Object.fromEntries(value.map(({ key, ...rest }) => [key, rest as Json]));
  return isFields(value) ? value : {};
}

const change = (path: readonly string[], before: Json | undefined, after: Json | undefined): PolicyChange => ({
  path: [...path],
  before: valueOf(before),
  after: valueOf(after),
});

function valueOf(value: Json | undefined): PolicyValue | null {
  if (value === undefined) return null;
  return isLength(value) ? { kind: 'length', n: value.n, unit: value.unit } : { kind: 'value', value };
}
