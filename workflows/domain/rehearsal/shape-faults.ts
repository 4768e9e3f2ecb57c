import type { z } from 'zod';
import type { ScenarioFault } from './scenario';

/** What is wrong with the shape of a scenario, in sentences that name the place, what stands there and what was probably meant. */

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

export const shapeFaults = (document: unknown, issues: readonly Issue[]): ScenarioFault[] =>
  issues.flatMap((issue) => faultsOf(document, issue, []));

export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text ? '.' : ''}${String(key)}`),
    '',
  );

function faultsOf(document: unknown, issue: Issue, above: Path): ScenarioFault[] {
  const path = [...above, ...issue.path];
  const at = pathText(path);
  const found = valueAt(document, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: pathText([...path, key]), message: 'there is no such field here' }));
    case 'invalid_value':
      return [{ path: at, message: noneOf(found, issue.values) }];
    case 'invalid_union':
      return unionFaults(document, issue, path);
    case 'invalid_type':
      return [{ path: at, message: found === undefined ? 'is missing' : `${shown(found)} is no ${issue.expected}` }];
    default:
      return [{ path: at, message: issue.message }];
  }
}

/** Of several allowed shapes the one that was probably meant: what stands there has its type, and the least is wrong. */
function unionFaults(document: unknown, issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): ScenarioFault[] {
  const found = valueAt(document, path);
  const branches = issue.errors.filter((errors) => !errors.some(isWrongType(found)));
  const tried = (branches.length > 0 ? branches : issue.errors).map((errors) =>
    errors.flatMap((one) => faultsOf(document, one, path)),
  );
  const [best] = tried.sort((a, b) => a.length - b.length);
  return best ?? [{ path: pathText(path), message: `${shown(found)} is not understood here` }];
}

const isWrongType =
  (found: unknown) =>
  (issue: Issue): boolean =>
    issue.path.length === 0 &&
    (issue.code === 'invalid_type' ||
      (issue.code === 'invalid_value' && !issue.values.some((one) => typeof one === typeof found)));

function noneOf(found: unknown, values: readonly unknown[]): string {
  if (found === undefined) return 'is missing';
  const names = values.map(String);
  const near = typeof found === 'string' ? nearest(found, names) : undefined;
  const list = names.length > 12 && near !== undefined ? '' : `: ${names.join(', ')}`;
  return `${shown(found)} is unknown${near === undefined ? '' : `; did you mean ${near}?`}${list}`;
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const valueAt = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    document,
  );

/** The name with the fewest letters to change, when it is near enough to be a slip. */
function nearest(word: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, far: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  return best && best.far <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
