import { canonicalJson } from '../canonical';
import type { Bilingual } from '../text';
import type { FlowEdge, FlowNode, Outcome } from './document';
import type { Graph } from './graph';
import { flowProblem, type Problem } from './problem';
import { isOtherwise, waysOf } from './ways';

/** Ways out of each node: outcomes and conditions that lead nowhere, twice, or never. */
export function checkWays(graph: Graph, readCondition: (text: string) => Bilingual | null): Problem[] {
  return [...graph.nodes.values()].flatMap((node) => {
    const edges = graph.out(node.id);
    if (node.kind === 'end' || edges.length === 0) return rows(node);
    if (node.kind === 'fork') return branches(node, edges);
    return [
      ...uncovered(node, edges),
      ...unknown(node, edges),
      ...twice(node, edges),
      ...conditions(node, edges, readCondition),
      ...rows(node),
    ];
  });
}

function uncovered(node: FlowNode, edges: readonly FlowEdge[]): Problem[] {
  const conditional = edges.some((edge) => edge.when !== undefined);
  if (edges.some(isOtherwise)) return [];
  const drawn = new Set(edges.map((edge) => edge.outcome));
  const missing = waysOf(node).must.filter((outcome) => !drawn.has(outcome));
  if (missing.length === 0) return [];
  if (conditional || node.kind === 'decide') return [flowProblem('MISSING_DEFAULT', { node })];
  return missing.map((outcome) =>
    outcome === 'expired'
      ? flowProblem('WAIT_WITHOUT_TIMEOUT', { node })
      : flowProblem('MISSING_OUTCOME_EDGE', { node }, outcome),
  );
}

function unknown(node: FlowNode, edges: readonly FlowEdge[]): Problem[] {
  const { must, may } = waysOf(node);
  return edges.flatMap((edge) => {
    if (edge.outcome === undefined || must.includes(edge.outcome) || may.includes(edge.outcome)) return [];
    return [flowProblem('UNKNOWN_OUTCOME', { node, edge: edge.id }, edge.outcome)];
  });
}

/** Two edges that claim the same way: the engine would follow one and forget the other. */
function twice(node: FlowNode, edges: readonly FlowEdge[]): Problem[] {
  const seen = new Set<string>();
  return edges.flatMap((edge) => {
    const way = edge.outcome ?? (edge.when === undefined ? 'default' : `when ${edge.when}`);
    if (seen.size !== seen.add(way).size) return [];
    return [flowProblem('DUPLICATE_WAY', { node, edge: edge.id }, way)];
  });
}

function conditions(node: FlowNode, edges: readonly FlowEdge[], readCondition: (text: string) => Bilingual | null): Problem[] {
  return edges.flatMap((edge) => {
    const rules = [edge.outcome, edge.when, edge.isDefault === true ? true : undefined].filter((rule) => rule !== undefined);
    const mixed = rules.length > 1 ? [flowProblem('MIXED_EDGE', { node, edge: edge.id })] : [];
    const fault = edge.when === undefined ? null : readCondition(edge.when);
    return fault === null ? mixed : [...mixed, flowProblem('CONDITION_DOES_NOT_PARSE', { node, edge: edge.id }, fault)];
  });
}

function branches(node: FlowNode, edges: readonly FlowEdge[]): Problem[] {
  const ruled = edges.filter((edge) => edge.outcome !== undefined || edge.when !== undefined);
  const narrow = edges.length === 1 ? [flowProblem('FORK_WITH_ONE_BRANCH', { node })] : [];
  return [...narrow, ...ruled.map((edge) => flowProblem('CONDITION_MISPLACED', { node, edge: edge.id }))];
}

/** Rows of a person's step are tried in order: a row after one that takes the same command always is never reached. */
function rows(node: FlowNode): Problem[] {
  if (node.kind !== 'task' && node.kind !== 'ask') return [];
  return node.outcomes.flatMap((row, at) => {
    const earlier = node.outcomes.slice(0, at).filter((one) => one.command === row.command && one.command !== 'choose');
    const same = earlier.some((one) => one.id === row.id && sameWhen(one, row));
    if (same) return [flowProblem('DUPLICATE_OUTCOME', { node }, row.id)];
    const taken = earlier.some((one) => Object.keys(one.when ?? {}).length === 0 || sameWhen(one, row));
    return taken ? [flowProblem('OUTCOME_NEVER_TAKEN', { node }, row.id)] : [];
  });
}

const sameWhen = (a: Outcome, b: Outcome): boolean => canonicalJson(a.when ?? {}) === canonicalJson(b.when ?? {});
