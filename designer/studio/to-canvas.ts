import type { Edge, Node } from '@xyflow/react';
import type { Bilingual, Flow, FlowEdge, FlowNode } from '#domain';

export type CanvasNode = Node<{ node: FlowNode }, 'step'>;
export type CanvasEdge = Edge<{ label: Bilingual | null }>;

/** What stands on a line: the outcome's own label, a condition, or "otherwise". */
export function labelOf(flow: Flow, edge: FlowEdge): Bilingual | null {
  if (edge.when) return { zh: edge.when, en: edge.when };
  if (edge.isDefault) return { zh: '否则', en: 'otherwise' };
  const from = flow.nodes.find((node) => node.id === edge.from);
  const outcomes = from && 'outcomes' in from ? from.outcomes : [];
  return (
    outcomes.find((outcome) => outcome.id === edge.outcome)?.label ??
    (edge.outcome ? { zh: edge.outcome, en: edge.outcome } : null)
  );
}

/** The document as the canvas draws it; positions are the document's own. */
export function toCanvas(flow: Flow): { nodes: CanvasNode[]; edges: CanvasEdge[] } {
  const nodes = flow.nodes.map((node): CanvasNode => ({ id: node.id, type: 'step', position: node.position, data: { node } }));
  const edges = flow.edges.map((edge): CanvasEdge => ({
    id: edge.id,
    source: edge.from,
    target: edge.to,
    data: { label: labelOf(flow, edge) },
  }));
  return { nodes, edges };
}
