import type { Flow, FlowNode } from '#domain';

/** From the start along the lines, as one would tell it; what nothing leads to comes last. */
export function inOrder(flow: Flow): FlowNode[] {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const seen = new Set(flow.nodes.filter(({ kind }) => kind === 'start').map(({ id }) => id));
  for (const id of seen) for (const { from, to } of flow.edges) if (from === id && nodes.has(to)) seen.add(to);
  return [...seen, ...flow.nodes.map(({ id }) => id).filter((id) => !seen.has(id))].flatMap((id) => nodes.get(id) ?? []);
}
