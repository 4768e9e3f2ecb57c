import type { Flow } from './document';
import { flowProblem, type Problem } from './problem';

/** Ids that repeat, starts and ends that are missing or too many, edges to nowhere. */
export function checkShape(flow: Flow): Problem[] {
  return [...duplicates(flow), ...startAndEnds(flow), ...strayEdges(flow)];
}

export function duplicates(flow: Flow): Problem[] {
  const nodes = repeated(flow.nodes).map((node) => flowProblem('DUPLICATE_ID', { node }, node.id));
  const edges = repeated(flow.edges).map((edge) => flowProblem('DUPLICATE_ID', { edge: edge.id }, edge.id));
  return [...nodes, ...edges];
}

function repeated<T extends { id: string }>(items: readonly T[]): T[] {
  const seen = new Set<string>();
  return items.filter(({ id }) => seen.size === seen.add(id).size);
}

function startAndEnds(flow: Flow): Problem[] {
  const starts = flow.nodes.filter((node) => node.kind === 'start');
  const none = starts.length === 0 ? [flowProblem('NO_START', {})] : [];
  const more = starts.slice(1).map((node) => flowProblem('SEVERAL_STARTS', { node }));
  const ends = flow.nodes.some((node) => node.kind === 'end') ? [] : [flowProblem('NO_END', {})];
  return [...none, ...more, ...ends];
}

function strayEdges(flow: Flow): Problem[] {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  return flow.edges.flatMap((edge) => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    const missing = [edge.from, edge.to].filter((id) => !nodes.has(id));
    return [
      ...missing.map((id) => flowProblem('UNKNOWN_NODE', { edge: edge.id }, id)),
      ...(to?.kind === 'start' ? [flowProblem('START_ENTERED', { node: to, edge: edge.id })] : []),
      ...(from?.kind === 'end' ? [flowProblem('END_LEFT', { node: from, edge: edge.id })] : []),
    ];
  });
}
