import type { Instant } from '../deadline';
import type { ReleaseContent } from '../flow';
import type { Answer, Ask } from '../issue/effect';
import { compileTable } from '../rules/compile';
import { evaluateConditions } from '../rules/condition';
import { evaluateLiteral } from '../rules/evaluate';
import type { Decision } from '../rules/table';
import type { TableResult } from '../rules/outcome';
import type { Facts } from '../text';

/** The questions a release answers by itself: its decisions and the conditions of its edges. */
export type Decider = {
  /** `now` is the desk's instant, for rules with dates of validity. */
  decide(ask: Extract<Ask, { kind: 'decide' }>, now: Instant): Answer;
  conditions(ask: Extract<Ask, { kind: 'conditions' }>, now: Instant): Answer;
};

/** Compiles a release's decisions once; a table that fails for good is an answer (an incident), never an error. */
export function deciderOf(content: ReleaseContent): Decider {
  const ready = new Map(content.decisions.map((decision) => [decision.id, evaluatorOf(decision)]));
  return {
    decide: ({ decision, facts }, now) => answerOf(decision, ready.get(decision)?.(facts, { now }) ?? null),
    conditions: ({ node, facts }, now) => chosenEdge(content, node, facts, now),
  };
}

type Evaluate = (facts: Facts, options: { now: Instant }) => TableResult;

const evaluatorOf = (decision: Decision): Evaluate =>
  decision.kind === 'table' ? compileTable(decision).evaluate : (facts, options) => evaluateLiteral(decision, facts, options);

function answerOf(decision: string, result: TableResult | null): Answer {
  if (!result) return { kind: 'decide', ok: false, code: 'NO_SUCH_DECISION', message: `${decision} is not in the release` };
  if (!result.ok) return { kind: 'decide', ok: false, code: result.error.code, message: result.error.message.en };
  return { kind: 'decide', ok: true, outputs: outputsOf(result.value), matched: [...result.matched], table: decision };
}

/** A single hit answers with a context of facts; several hits give the list of each output. */
function outputsOf(value: unknown): Facts {
  if (!Array.isArray(value)) return (value ?? {}) as Facts;
  const rows = value.filter((row): row is Facts => typeof row === 'object' && row !== null && !Array.isArray(row));
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.fromEntries([...names].map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

function chosenEdge(content: ReleaseContent, node: string, facts: Facts, now: Instant): Answer {
  const edges = content.flow.edges.filter((edge) => edge.from === node && edge.when !== undefined);
  const chosen = evaluateConditions(
    edges.map(({ id, when }) => ({ id, when: when ?? '' })),
    facts,
    { now },
  );
  if (chosen.ok) return { kind: 'conditions', ok: true, edge: chosen.id };
  if (chosen.error.code === 'NO_MATCH') return { kind: 'conditions', ok: true, edge: null };
  return { kind: 'conditions', ok: false, code: chosen.error.code, message: chosen.error.message.en };
}
