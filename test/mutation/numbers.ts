import type { Policy } from '#domain';

/** One change of a policy document: a number a little more or less, or a rung gone. `at` is its place in the file. */
export type PolicyMutation = {
  family: 'number' | 'rung';
  /** `<release> <at> <what>`: the name in reports and in the list of accepted survivors. */
  id: string;
  release: string;
  at: string;
  what: string;
  path: readonly (string | number)[];
  /** The number that stands there instead; null takes the rung away. */
  to: number | null;
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every number of a policy one more and one less, and every rung of every ladder gone (issue: the mutation run). */
export function policyMutations(release: string, policy: unknown): PolicyMutation[] {
  const document = policy as Json;
  const numbers = numbersIn(document, []).flatMap(({ path, value }) =>
    [1, -1].map((by) => mutation('number', release, path, `${value} → ${value + by}`, value + by)),
  );
  const rungs = Object.entries((policy as Policy).ladders).flatMap(([ladder, { rungs: steps }]) =>
    steps.map(({ key }, i) => mutation('rung', release, ['ladders', ladder, 'rungs', i], `${key} removed`, null)),
  );
  return [...numbers, ...rungs];
}

function mutation(
  family: PolicyMutation['family'],
  release: string,
  path: PolicyMutation['path'],
  what: string,
  to: number | null,
): PolicyMutation {
  const at = path.join('.');
  return { family, id: `${release} ${at} ${what}`, release, at, what, path, to };
}

/** The document's format is no number of the desk. */
function numbersIn(value: Json, path: (string | number)[]): { path: (string | number)[]; value: number }[] {
  if (typeof value === 'number') return path.at(-1) === 'format' ? [] : [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]) => numbersIn(inner, [...path, key]));
}

/** The document with the change made; the one given stays as it is. */
export function mutated(policy: unknown, { path, to }: PolicyMutation): unknown {
  const copy = structuredClone(policy) as Json;
  const holder = path.slice(0, -1).reduce<Json>((held, key) => (held as Record<string | number, Json>)[key] as Json, copy);
  const last = path[path.length - 1] as string | number;
  if (to === null) (holder as Json[]).splice(last as number, 1);
  else (holder as Record<string | number, Json>)[last] = to;
  return copy;
}

/** Whether two policies say the same at a place, rungs with all that is in them: then the test pack's scenarios judge both. */
export function sameAt(one: unknown, other: unknown, { path }: PolicyMutation): boolean {
  const at = (policy: unknown): unknown =>
    path.reduce<unknown>((held, key) => (held as Record<string | number, unknown> | undefined)?.[key], policy);
  return JSON.stringify(at(one)) === JSON.stringify(at(other));
}
