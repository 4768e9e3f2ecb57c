import type { Edge, Node } from '@xyflow/react';
import type { Bilingual, Flow, FlowEdge, FlowNode } from '#domain';

export type StepNode = Node<{ node: FlowNode; problems?: { errors: number; warnings: number } }, 'step'>;
export type NoteNode = Node<{ text: string }, 'note'>;
export type CanvasNode = StepNode | NoteNode;
export type CanvasEdge = Edge<{ label: Bilingual | null; bends?: readonly Place[]; problem?: boolean }, 'way'>;

/** The size a step is drawn at; the browser measures the rest. */
export const NODE = { width: 190, height: 96 } as const;
const { width: WIDTH, height: HEIGHT } = NODE;

/** Ways out that the engine itself takes, without an outcome drawn by an administrator. */
const engineOutcomes: Partial<Record<string, Bilingual>> = {
  replied: { zh: '已答复', en: 'replied' },
  returned: { zh: '已退回', en: 'returned' },
  expired: { zh: '到期', en: 'time is over' },
  decided: { zh: '已决定', en: 'decided' },
  served: { zh: '已服务', en: 'served' },
  answered: { zh: '已应答', en: 'answered' },
  arrived: { zh: '已收到', en: 'arrived' },
  noMatch: { zh: '没有规则命中', en: 'no rule matches' },
  published: { zh: '已发布', en: 'published' },
  done: { zh: '完成', en: 'done' },
};

/** What stands on a line: the outcome's own label, a condition, or "otherwise". */
export function outcomeLabel(from: FlowNode | undefined, outcome: string): Bilingual {
  const outcomes = from && 'outcomes' in from ? from.outcomes : [];
  const drawn = outcomes.find((one) => one.id === outcome)?.label;
  return drawn ?? engineOutcomes[outcome] ?? { zh: outcome, en: outcome };
}

export function labelOf(flow: Flow, edge: FlowEdge): Bilingual | null {
  if (edge.when) return { zh: edge.when, en: edge.when };
  if (edge.isDefault) return { zh: '否则', en: 'otherwise' };
  if (!edge.outcome) return null;
  return outcomeLabel(
    flow.nodes.find((node) => node.id === edge.from),
    edge.outcome,
  );
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
  const steps = flow.nodes.map((node): StepNode => ({
    id: node.id,
    type: 'step',
    position: node.position,
    data: { node },
    ...size,
  }));
  const notes = flow.notes.map(({ id, text, position }): NoteNode => ({
    id,
    type: 'note',
    position,
    data: { text },
    initialWidth: 200,
    initialHeight: 60,
  }));
  const places = new Map(flow.nodes.map((node) => [node.id, node.position]));
  const origin = { x: 0, y: 0 };
  const edges = flow.edges.map((edge): CanvasEdge => ({
    id: edge.id,
    type: 'way',
    source: edge.from,
    target: edge.to,
    data: { label: labelOf(flow, edge), ...(edge.bends ? { bends: edge.bends } : {}) },
    ...sidesOf(places.get(edge.from) ?? origin, places.get(edge.to) ?? origin),
  }));
  return { nodes: [...steps, ...notes], edges };
}
