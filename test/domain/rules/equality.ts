import { compileTable } from '../../../workflows/domain/rules/compile';
import { evaluate } from '../../../workflows/domain/rules/evaluate';
import { FEEL, type Asking } from '../../../workflows/domain/rules/asking';
import { kindOf, toJson } from '../../../workflows/domain/rules/feel-value';
import type { Cell } from '../../../workflows/domain/rules/cell';
import type { TableAndFacts } from './arbitrary';

/** The present of all comparisons: some rules of the random tables are not yet valid on it, some no longer. */
export const present = { now: '2026-01-05T09:00:00+08:00' };

/** What the compared pairs were like, so that a run can show that it met everything. */
export type Met = {
  pairs: number;
  /** Pairs by hit policy, those with an answer and those with an error by its code, and others that must not be missing. */
  kinds: Record<string, number>;
};

export const nothingMet = (): Met => ({ pairs: 0, kinds: {} });

/** Compares the two interpretations on each set of facts; says the first difference there is. */
export type Compare = (pair: TableAndFacts, met: Met) => { facts: unknown; compiled: unknown; plain: unknown } | undefined;

/** A value as a key: its type and its text. */
const keyOf = (value: unknown): string => `${kindOf(value)} ${JSON.stringify(toJson(value))}`;

/**
 * Asks each text once of each value. The random texts speak of their own input, of `limit` and of `other`, which are the same
 * in all random facts, and of nothing else.
 */
function remembering(): Asking {
  const tested = new Map<string, ReturnType<Asking['test']>>();
  const found = new Map<string, ReturnType<Asking['read']>>();
  const most = 2_000_000;
  return {
    test: (text, value, facts, options) => {
      const key = `${text}\n${keyOf(value)}`;
      const said = tested.get(key) ?? FEEL.test(text, value, facts, options);
      if (tested.size > most) tested.clear();
      tested.set(key, said);
      return said;
    },
    read: (text, facts, options) => {
      const key = `${text}\n${Object.hasOwn(facts, text) ? keyOf(facts[text]) : 'none'}`;
      const said = found.get(key) ?? FEEL.read(text, facts, options);
      found.set(key, said);
      return said;
    },
  };
}

/** With `remember`, each cell's FEEL is computed once for each value: for runs of millions of pairs. */
export function comparer({ remember }: { remember: boolean }): Compare {
  const cells = new Map<string, Cell>();
  const feel = remember ? remembering() : FEEL;
  return ({ table, facts }, met) => {
    const compiled = remember ? compileTable(table, { cells, feel }) : compileTable(table);
    for (const one of facts) {
      const plain = evaluate(table, one, present, feel);
      const found = compiled.evaluate(one, present);
      note(met, table, one, plain);
      if (!same(found, plain)) return { facts: one, compiled: found, plain };
    }
    return undefined;
  };
}

function note(met: Met, table: TableAndFacts['table'], facts: Record<string, unknown>, plain: ReturnType<typeof evaluate>): void {
  const count = (kind: string): void => {
    met.kinds[kind] = (met.kinds[kind] ?? 0) + 1;
  };
  met.pairs += 1;
  count(`policy ${table.hitPolicy}`);
  count(plain.ok ? (plain.matched.length > 0 ? 'answered' : 'unmatched') : plain.error.code);
  if (plain.ok && plain.mistyped !== undefined) count('mistyped');
  if (table.inputs.some(({ expression }) => (facts[expression] ?? null) === null)) count('missing');
  if (table.rules.some(({ from, to }) => from !== undefined || to !== undefined)) count('dated');
}

/** Equality of plain data: an absent entry is not an undefined one, and no number is equal to another by nearness. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b))
    return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
  );
}
