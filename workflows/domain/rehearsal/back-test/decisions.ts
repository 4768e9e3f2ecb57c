import type { Instant } from '../../deadline';
import { expandFlow, type FlowNode, type ReleaseContent } from '../../flow';
import type { Facts } from '../../text';
import { compileTable } from '../../rules/compile';
import { type ConditionalEdge, evaluateConditions } from '../../rules/condition';
import { evaluateLiteral } from '../../rules/evaluate';
import type { TableResult } from '../../rules/outcome';
import { type DecisionAnswer, type Way, decidedWay, readFacts, sameFacts } from './way';

/** A decision that was asked of a real issue, with the facts as they stood just then. */
export type AskedThen = { node: string; decision: string; at: Instant; facts: Facts };

type Evaluate = (facts: Facts, options: { now: Instant }) => TableResult;

/** A release's decisions, made ready to be asked a hundred thousand times. */
export type Decisions = {
  nodes: ReadonlyMap<string, FlowNode>;
  evaluate: ReadonlyMap<string, Evaluate>;
  /** Lines out of a step in their order. */
  edges: ReadonlyMap<string, readonly Edge[]>;
  start: string | null;
};
type Edge = { id: string; to: string; outcome: string | undefined; when: string | undefined };

export function decisionsOf({ flow, subflows = [], decisions }: ReleaseContent): Decisions {
  const drawn = expandFlow(flow, subflows).flow;
  const edges = new Map<string, Edge[]>();
  for (const { id, from, to, outcome, when } of drawn.edges)
    edges.set(from, [...(edges.get(from) ?? []), { id, to, outcome, when }]);
  const evaluate = new Map<string, Evaluate>(
    decisions.map((one) => [
      one.id,
      one.kind === 'table' ? compileTable(one).evaluate : (facts, options) => evaluateLiteral(one, facts, options),
    ]),
  );
  const nodes = new Map(drawn.nodes.map((node) => [node.id, node]));
  return { nodes, evaluate, edges, start: drawn.nodes.find(({ kind }) => kind === 'start')?.id ?? null };
}

const noOutputs: Facts = {};

/** One decision's answer; a list of hits gives each output as a list, as the desk takes it. */
function ask(decisions: Decisions, node: string, decision: string, facts: Facts, now: Instant): DecisionAnswer {
  const result = decisions.evaluate.get(decision)?.(facts, { now });
  if (!result) return { node, matched: [], outputs: noOutputs, error: 'NO_SUCH_DECISION' };
  if (!result.ok) return { node, matched: [], outputs: noOutputs, error: result.error.code };
  return { node, matched: result.matched as number[], outputs: outputsOf(result.value), error: null };
}

function outputsOf(value: unknown): Facts {
  if (!Array.isArray(value)) return (value ?? noOutputs) as Facts;
  const rows = value as Facts[];
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.fromEntries([...names].map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

/**
 * What a release says to the questions that a real issue was asked, each on the facts of then: with what this release's own
 * earlier answers set otherwise (`baseline` holds the other side's answers, whose facts are in the record).
 */
export function askAgain(decisions: Decisions, asked: readonly AskedThen[], baseline: Way | null): Way {
  const way = decidedWay(null);
  let otherwise: Facts | null = null;
  asked.forEach((then, i) => {
    const found = decisions.nodes.get(then.node);
    const decision = found?.kind === 'decide' ? found.decision : then.decision;
    const answer = ask(
      decisions,
      then.node,
      decision,
      otherwise === null ? then.facts : { ...then.facts, ...otherwise },
      then.at,
    );
    take(way, answer);
    const other = baseline?.answers[i]?.outputs;
    if (other !== undefined && !sameFacts(other, answer.outputs))
      otherwise = { ...otherwise, ...changedFacts(other, answer.outputs) };
  });
  return way;
}

/** What the draft's answer sets otherwise than the live release's did. */
const changedFacts = (was: Facts, is: Facts): Facts =>
  Object.fromEntries(
    Object.entries(is).filter(([name, value]) => value !== null && JSON.stringify(was[name]) !== JSON.stringify(value)),
  );

function take(way: Way, answer: DecisionAnswer): void {
  way.answers.push(answer);
  readFacts(way, answer.outputs);
  const { units, unit } = answer.outputs;
  const named = (Array.isArray(units) ? units : [units ?? unit]).filter((one): one is string => typeof one === 'string');
  if (named.length > 0) {
    way.units = named;
    way.routed = 'rules';
  } else if (answer.error !== null) way.incident ??= answer.error;
}

/** How many steps are walked before a drawing that runs in a circle is left. */
const mostSteps = 60;

/**
 * What a release decides of a report that nobody has handled yet: from the start along the lines that its decisions and
 * conditions choose, past people's steps by their first way out, to whoever is given it.
 */
export function decideReport(decisions: Decisions, facts: Facts, now: Instant): Way {
  const way = decidedWay(typeof facts['category'] === 'string' ? facts['category'] : null);
  let known = facts;
  let node = decisions.start;
  for (let steps = 0; node !== null && steps < mostSteps; steps += 1) {
    const found = decisions.nodes.get(node);
    let outcome: string | null = found?.kind === 'task' || found?.kind === 'ask' ? (found.outcomes[0]?.id ?? null) : null;
    if (!found || found.kind === 'end' || found.kind === 'assign' || found.kind === 'offer') break;
    if (found.kind === 'task' && found.outcomes.some(({ command }) => command === 'dispatch')) {
      way.routed = 'person';
      break;
    }
    if (found.kind === 'decide') {
      const answer = ask(decisions, node, found.decision, known, now);
      take(way, answer);
      known = { ...known, ...answer.outputs };
      outcome = answer.matched.length === 0 && Object.keys(answer.outputs).length === 0 ? 'noMatch' : null;
    }
    node = nextStep(decisions, node, outcome, known, now);
  }
  return way;
}

/** Along the outcome's own line, else the first condition that holds, else the line without either. */
function nextStep({ edges }: Decisions, node: string, outcome: string | null, facts: Facts, now: Instant): string | null {
  const lines = edges.get(node) ?? [];
  const named = outcome === null ? undefined : lines.find((line) => line.outcome === outcome);
  if (named) return named.to;
  const asked = lines.flatMap(({ id, when }): ConditionalEdge[] => (when === undefined ? [] : [{ id, when }]));
  const chosen = asked.length === 0 ? null : evaluateConditions(asked, facts, { now });
  const id = chosen?.ok ? chosen.id : null;
  return (
    (lines.find((line) => line.id === id) ?? lines.find((line) => line.when === undefined && line.outcome === undefined))?.to ??
    null
  );
}
