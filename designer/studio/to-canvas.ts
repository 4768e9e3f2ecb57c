import type { Edge, Node } from '@xyflow/react';
import type { Bilingual, Flow, FlowEdge, FlowNode } from '#domain';

export type CanvasNode = Node<{ node: FlowNode }, 'step'>;
type CanvasEdge = Edge<{ label: Bilingual | null }>;

/** The size a step is drawn at; the browser measures the rest. */
const WIDTH = 190;
const HEIGHT = 96;

/** Ways out that the engine itself takes, without an outcome drawn by an administrator. */
const engineOutcomes: Partial<Record<string, Bilingual>> = {
  replied: { zh: '已答复', en: 'replied' },
  returned: { zh: '已退回', en: 'returned' },
  expired: { zh: '到期', en: 'time is over' },
  noMatch: { zh: '没有规则命中', en: 'no rule matches' },
  published: { zh: '已发布', en: 'published' },
  done: { zh: '完成', en: 'done' },
};

/** What stands on a line: the outcome's own label, a condition, or "otherwise". */
export function labelOf(flow: Flow, edge: FlowEdge): Bilingual | null {
  if (edge.when) return { zh: edge.when, en: edge.when };
  if (edge.isDefault) return { zh: '否则', en: 'otherwise' };
  if (!edge.outcome) return null;
  const from = flow.nodes.find((node) => node.id === edge.from);
  const outcomes = from && 'outcomes' in from ? from.outcomes : [];
  const drawn = outcomes.find((outcome) => outcome.id === edge.outcome)?.label;
  return drawn ?? engineOutcomes[edge.outcome] ?? { zh: edge.outcome, en: edge.outcome };
}

type Place = { x: number; y: number };

/** Which sides a line joins: onward from right to left, downward or upward within a column, and back underneath. */
function sidesOf(from: Place, to: Place) {
  const across = to.x - from.x;
  if (across > WIDTH) return { sourceHandle: 'right', targetHandle: 'left' };
  if (across < -WIDTH) return { sourceHandle: 'bottom', targetHandle: to.y > from.y + HEIGHT ? 'top' : 'bottom' };
  return to.y > from.y ? { sourceHandle: 'bottom', targetHandle: 'top' } : { sourceHandle: 'top', targetHandle: 'bottom' };
}

/** The document as the canvas draws it; positions are the document's own. */
export function toCanvas(flow: Flow): { nodes: CanvasNode[]; edges: CanvasEdge[] } {
  const size = { initialWidth: WIDTH, initialHeight: HEIGHT };
  const nodes = flow.nodes.map((node): CanvasNode => ({
    id: node.id,
    type: 'step',
    position: node.position,
    data: { node },
    ...size,
  }));
  const places = new Map(flow.nodes.map((node) => [node.id, node.position]));
  const origin = { x: 0, y: 0 };
  const edges = flow.edges.map((edge): CanvasEdge => ({
    id: edge.id,
    source: edge.from,
    target: edge.to,
    data: { label: labelOf(flow, edge) },
    ...sidesOf(places.get(edge.from) ?? origin, places.get(edge.to) ?? origin),
  }));
  return { nodes, edges };
}
