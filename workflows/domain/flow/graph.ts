import type { Flow, FlowEdge, FlowNode } from './document';

/** A flow made ready to walk: nodes by id, and the edges that join two nodes that exist, in drawing order. */
export type Graph = {
  flow: Flow;
  nodes: ReadonlyMap<string, FlowNode>;
  start: FlowNode | undefined;
  out: (id: string) => readonly FlowEdge[];
};

export function graphOf(flow: Flow): Graph {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const out = new Map<string, FlowEdge[]>();
  for (const edge of flow.edges) {
    if (!nodes.has(edge.from) || !nodes.has(edge.to)) continue;
    out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  }
  return { flow, nodes, start: flow.nodes.find((node) => node.kind === 'start'), out: (id) => out.get(id) ?? [] };
}

type Steps = (id: string) => readonly string[];

/** Everything that can be reached from some nodes, themselves included. */
export function reachableFrom(from: readonly string[], steps: Steps): Set<string> {
  const seen = new Set(from);
  for (const id of seen) for (const next of steps(id)) seen.add(next);
  return seen;
}

/** Where the edges of a node lead, but for those left out. */
export const stepsOf =
  (graph: Graph, keep: (edge: FlowEdge) => boolean = () => true): Steps =>
  (id) =>
    graph
      .out(id)
      .filter(keep)
      .map((edge) => edge.to);

/** The same steps walked backwards. */
export function backwards(graph: Graph): Steps {
  const into = new Map<string, string[]>();
  for (const id of graph.nodes.keys()) for (const edge of graph.out(id)) into.set(edge.to, [...(into.get(edge.to) ?? []), id]);
  return (id) => into.get(id) ?? [];
}

/** The nodes that lie on a circle of the given steps. */
export function onCircles(ids: Iterable<string>, steps: Steps): string[] {
  return [...ids].filter((id) => reachableFrom(steps(id), steps).has(id));
}
