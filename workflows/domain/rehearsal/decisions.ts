import type { Instant } from '../deadline';
import { expandFlow, type ReleaseContent } from '../flow';
import type { Answer, Ask } from '../issue/effect';
import { compileTable } from '../rules/compile';
import { type ConditionalEdge, evaluateConditions } from '../rules/condition';
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
  const ready = new Map(content.decisions.map((decision) => [decision.id, remembering(decision, evaluatorOf(decision))]));
  const conditions = new Map<string, (facts: Facts, now: Instant) => Answer>();
  return {
    decide: ({ decision, facts }, now) => ready.get(decision)?.(facts, now) ?? answerOf(decision, null),
    conditions: ({ node, facts }, now) => {
      const known = conditions.get(node) ?? conditionsAt(content, node);
      conditions.set(node, known);
      return known(facts, now);
    },
  };
}

type Evaluate = (facts: Facts, options: { now: Instant }) => TableResult;

const evaluatorOf = (decision: Decision): Evaluate =>
  decision.kind === 'table' ? compileTable(decision).evaluate : (facts, options) => evaluateLiteral(decision, facts, options);

const remembering = (decision: Decision, evaluate: Evaluate): ((facts: Facts, now: Instant) => Answer) =>
  remembered(JSON.stringify(decision), (facts, now) => answerOf(decision.id, evaluate(facts, { now })));

function conditionsAt({ flow, subflows }: ReleaseContent, node: string): (facts: Facts, now: Instant) => Answer {
  const edges = expandFlow(flow, subflows ?? []).flow.edges.flatMap(({ id, from, when }) =>
    from === node && when !== undefined ? [{ id, when }] : [],
  );
  return remembered(JSON.stringify(edges), (facts, now) => chosenEdge(edges, facts, now));
}

/** How many answers are kept of each question; a city has a few hundred kinds of issues. */
const mostRemembered = 4000;

/**
 * The same facts have the same answer. Only facts whose name stands somewhere in the question's text can bear on it; a question
 * that asks for the time is asked every time.
 */
function remembered(text: string, ask: (facts: Facts, now: Instant) => Answer): (facts: Facts, now: Instant) => Answer {
  if (/\b(?:now|today)\b/.test(text)) return ask;
  const isRead = new Map<string, boolean>();
  const known = new Map<string, Answer>();
  const bears = (name: string): boolean => {
    const found = isRead.get(name) ?? text.includes(name);
    isRead.set(name, found);
    return found;
  };
  return (facts, now) => {
    const bearing = Object.entries(facts).filter(([name]) => bears(name));
    const key = JSON.stringify(bearing);
    // FEEL makes a scope of every fact it is given: the others would only cost time
    const answer = known.get(key) ?? ask(Object.fromEntries(bearing), now);
    if (known.size >= mostRemembered) known.clear();
    known.set(key, answer);
    return answer;
  };
}

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

function chosenEdge(edges: readonly ConditionalEdge[], facts: Facts, now: Instant): Answer {
  const chosen = evaluateConditions(edges, facts, { now });
  if (chosen.ok) return { kind: 'conditions', ok: true, edge: chosen.id };
  if (chosen.error.code === 'NO_MATCH') return { kind: 'conditions', ok: true, edge: null };
  return { kind: 'conditions', ok: false, code: chosen.error.code, message: chosen.error.message.en };
}
