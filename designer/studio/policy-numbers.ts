import type { Json, Policy } from '#domain';

/** A policy document as stored: the designer changes numbers in it and leaves the rest as it is. */
export type PolicyDocument = Record<string, Json>;

/** A parsed policy as the plain document it is. */
export const documentOf = (policy: Policy): PolicyDocument => policy as unknown as PolicyDocument;

export type PolicyNumber = {
  /** Keys from the document's root, e.g. `grades`, `C`, `clocks`, `reply`, `length`. */
  path: readonly string[];
  /** A length bears its unit; a count is a plain number. */
  kind: 'length' | 'count';
  n: number;
  unit: string | null;
};

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lengthOf = (value: Json | undefined) =>
  isObject(value) && typeof value['n'] === 'number' && typeof value['unit'] === 'string'
    ? { n: value['n'], unit: value['unit'] }
    : null;

/** Every number of a policy with its place, in the document's order; `format` is not a number of the policy. */
export function numbersOf(document: PolicyDocument): PolicyNumber[] {
  return Object.entries(document).flatMap(([key, value]) => (key === 'format' ? [] : walk(value, [key])));
}

function walk(value: Json, path: readonly string[]): PolicyNumber[] {
  const length = lengthOf(value);
  if (length) return [{ path, kind: 'length', ...length }];
  if (typeof value === 'number') return [{ path, kind: 'count', n: value, unit: null }];
  if (Array.isArray(value)) return value.flatMap((item, i) => walk(item, [...path, String(i)]));
  return isObject(value) ? Object.entries(value).flatMap(([key, inner]) => walk(inner, [...path, key])) : [];
}

/** The document with one number changed; everything else is the same. */
export function withNumber(
  document: PolicyDocument,
  path: readonly string[],
  change: { n: number; unit: string | null },
): PolicyDocument {
  return put(document, path, change) as PolicyDocument;
}

function put(value: Json, [key, ...rest]: readonly string[], change: { n: number; unit: string | null }): Json {
  if (key === undefined) return change.unit === null ? change.n : { n: change.n, unit: change.unit };
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? put(item, rest, change) : item));
  if (!isObject(value)) return value;
  return { ...value, [key]: put(value[key] ?? null, rest, change) };
}

/** Numbers that differ between two documents of the same structure. */
export function changedNumbers(before: PolicyDocument, after: PolicyDocument): { before: PolicyNumber; after: PolicyNumber }[] {
  const known = new Map(numbersOf(before).map((one) => [one.path.join('/'), one]));
  return numbersOf(after).flatMap((now) => {
    const was = known.get(now.path.join('/'));
    return was && (was.n !== now.n || was.unit !== now.unit) ? [{ before: was, after: now }] : [];
  });
}
