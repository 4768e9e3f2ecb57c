import { factReader } from './fact-reader';
import { evaluateFeel, readFeel, type FeelError, type FeelOptions, type FeelResult } from './feel';
import type { Facts } from './feel-value';
import type { Bilingual } from './table';

/** A FEEL expression that must be true for an edge to be taken. */
export type CompiledCondition = {
  readonly text: string;
  readonly holds: (facts: Facts, options?: FeelOptions) => FeelResult<boolean>;
};

/**
 * Compiles a condition of an edge. `holds` is true only for true: null and false are both no.
 * @returns `FEEL_SYNTAX` with its place, or `FEEL_BUDGET`, when it cannot be read
 */
export function compileCondition(text: string): FeelResult<CompiledCondition> {
  const read = readFeel(text, 'expression', {});
  if (!read.ok) return read;
  const reader = factReader(text);
  const holds = (facts: Facts, options: FeelOptions = {}): FeelResult<boolean> => {
    const found = reader.read(facts, options);
    return found.ok ? { ok: true, value: found.value === true } : found;
  };
  return { ok: true, value: { text, holds } };
}

/** One way out of a node: `when` is FEEL; the one without is the default. */
export type ConditionalEdge = { readonly id: string; readonly when?: string };

export type Chosen =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false;
      readonly error: {
        readonly code: 'NO_MATCH' | 'CONDITION_ERROR';
        readonly message: Bilingual;
        readonly edge?: string;
        readonly cause?: FeelError;
      };
    };

/**
 * Takes the first edge, in order, whose condition holds, else the default (DESIGN 5), wherever it stands in the list.
 * @returns `CONDITION_ERROR` when a condition fails before any holds; `NO_MATCH` when none holds and there is no default
 */
export function evaluateConditions(edges: readonly ConditionalEdge[], facts: Facts, options: FeelOptions = {}): Chosen {
  for (const edge of edges) {
    if (edge.when === undefined) continue;
    const found = evaluateFeel(edge.when, facts, options);
    if (!found.ok)
      return { ok: false, error: { code: 'CONDITION_ERROR', message: found.error.message, edge: edge.id, cause: found.error } };
    if (found.value === true) return { ok: true, id: edge.id };
  }
  const fallback = edges.find((edge) => edge.when === undefined);
  if (fallback !== undefined) return { ok: true, id: fallback.id };
  return {
    ok: false,
    error: {
      code: 'NO_MATCH',
      message: { zh: '没有条件成立，也没有默认出口', en: 'No condition holds and there is no default' },
    },
  };
}
