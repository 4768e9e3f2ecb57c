import { backwards, onCircles, reachableFrom, stepsOf, type Graph } from './graph';
import type { FlowEdge, FlowNode } from './document';
import { flowProblem, type Problem } from './problem';
import { isImmediate } from './ways';

/** Steps that are never reached, that never end, or that turn round with nobody to stop them. */
export function checkReach(graph: Graph): Problem[] {
  return [...unreachable(graph), ...deadEnds(graph), ...endless(graph), ...spinning(graph)];
}

/** Where a token can come to stand without an edge: the start, where an issue reopens, and where it is withdrawn (C23, C24). */
function entries(graph: Graph): string[] {
  const nodes = [...graph.nodes.values()];
  const reopened = nodes.flatMap((node) => (node.kind === 'end' && node.reopenTo !== undefined ? [node.reopenTo] : []));
  const withdrawn = nodes.filter((node) => node.kind === 'end' && node.stage === 'WITHDRAWN').map((node) => node.id);
  return [...(graph.start ? [graph.start.id] : []), ...reopened.filter((id) => graph.nodes.has(id)), ...withdrawn];
}

function unreachable(graph: Graph): Problem[] {
  const reached = reachableFrom(entries(graph), stepsOf(graph));
  return [...graph.nodes.values()]
    .filter((node) => node.kind !== 'start' && !reached.has(node.id))
    .map((node) => flowProblem('UNREACHABLE', { node }));
}

const isDeadEnd = (graph: Graph, node: FlowNode): boolean => node.kind !== 'end' && graph.out(node.id).length === 0;

const deadEnds = (graph: Graph): Problem[] =>
  [...graph.nodes.values()].filter((node) => isDeadEnd(graph, node)).map((node) => flowProblem('DEAD_END', { node }));

/** Steps from which every way turns in circles. What leads only to a dead end is told there, not here. */
function endless(graph: Graph): Problem[] {
  const stops = [...graph.nodes.values()].filter((node) => node.kind === 'end' || isDeadEnd(graph, node)).map((node) => node.id);
  const stopping = reachableFrom(stops, backwards(graph));
  return [...graph.nodes.values()].filter((node) => !stopping.has(node.id)).map((node) => flowProblem('NEVER_ENDS', { node }));
}

function spinning(graph: Graph): Problem[] {
  const atOnce = (edge: FlowEdge): boolean => {
    const node = graph.nodes.get(edge.from);
    return node !== undefined && isImmediate(node, edge);
  };
  const circles = new Set(onCircles(graph.nodes.keys(), stepsOf(graph, atOnce)));
  return [...graph.nodes.values()]
    .filter((node) => circles.has(node.id))
    .map((node) => flowProblem('LOOP_WITHOUT_PERSON', { node }));
}
