import type { Policy, RungSpec } from '#domain';

/** The document with one place changed; `undefined` takes it away. Everything else stays the same object. */
export function withAt<T extends object>(document: T, [key, ...rest]: readonly [string, ...string[]], value: unknown): T {
  const fields = document as Record<string, unknown>;
  const [next] = rest;
  const inner = next === undefined ? value : withAt(fields[key] ?? {}, [next, ...rest.slice(1)], value);
  if (inner !== undefined) return { ...fields, [key]: inner } as T;
  const { [key]: _gone, ...others } = fields;
  return others as T;
}

type Rungs = readonly RungSpec[];

const withRungs = (policy: Policy, ladder: string, change: (rungs: Rungs) => Rungs): Policy => {
  const was = policy.ladders[ladder];
  if (!was) return policy;
  return { ...policy, ladders: { ...policy.ladders, [ladder]: { ...was, rungs: [...change(was.rungs)] } } };
};

/** Fields of a rung changed; one that is `undefined` is taken out. */
export const patchRung = (policy: Policy, ladder: string, key: string, patch: object): Policy =>
  withRungs(policy, ladder, (rungs) => rungs.map((rung) => (rung.key === key ? without({ ...rung, ...patch }) : rung)));

function without<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

export const removeRung = (policy: Policy, ladder: string, key: string): Policy =>
  withRungs(policy, ladder, (rungs) => rungs.filter((rung) => rung.key !== key));

/** One more rung: a reminder to the unit at the due, to be changed from there. Its key is one that the ladder has not. */
export function addRung(policy: Policy, ladder: string, name: RungSpec['name']): { policy: Policy; key: string } {
  const taken = new Set(policy.ladders[ladder]?.rungs.map(({ key }) => key));
  let n = taken.size + 1;
  while (taken.has(`rung${n}`)) n++;
  const rung: RungSpec = {
    ...{ key: `rung${n}`, name, offset: { n: 0, unit: 'wd' }, act: { kind: 'remind' } },
    to: [{ who: 'unit', of: 'own', as: 'head' }],
  };
  return { policy: withRungs(policy, ladder, (rungs) => [...rungs, rung]), key: rung.key };
}

/** Everything of a policy that hangs on a ladder, as paths. */
export function usesOf(policy: Policy, ladder: string): string[][] {
  const clocks = Object.entries(policy.grades).flatMap(([grade, rule]) =>
    Object.entries(rule.clocks).flatMap(([kind, clock]) => (clock.ladder === ladder ? [['grade', grade, kind]] : [])),
  );
  const stages = Object.entries(policy.stages).flatMap(([stage, rule]) => (rule.ladder === ladder ? [['stage', stage]] : []));
  const own = [
    ...(policy.promise.ladder === ladder ? [['promise']] : []),
    ...(policy.reportIn.ladder === ladder ? [['reportIn']] : []),
  ];
  return [...clocks, ...stages, ...own];
}
