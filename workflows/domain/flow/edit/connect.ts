import type { Bilingual } from '../../text';
import type { Flow, FlowEdge, FlowNode } from '../document';
import { isOtherwise, waysOf } from '../ways';
import { freshId } from './ids';

/** How a new line would leave its step: by an outcome, on a condition to be written, as the default, or as a branch. */
export type Way = { by: 'outcome'; outcome: string } | { by: 'condition' } | { by: 'default' } | { by: 'branch' };

/** Why two steps may not be joined. */
export type ConnectFault = 'NO_SUCH_STEP' | 'FROM_END' | 'TO_START' | 'TO_ITSELF' | 'ALREADY_JOINED' | 'NO_WAY_LEFT';

export const connectFaults: Readonly<Record<ConnectFault, Bilingual>> = {
  NO_SUCH_STEP: { zh: '这一步已不在图上。', en: 'This step is no longer in the drawing.' },
  FROM_END: { zh: '结束之后没有下一步。', en: 'Nothing follows an end.' },
  TO_START: { zh: '不能连回来件；请连到后面的步骤。', en: 'No line leads back to the start; join a later step.' },
  TO_ITSELF: {
    zh: '这一步没有人停留，连回自己会无限循环。',
    en: 'Nobody stops at this step: a line back to itself would never end.',
  },
  ALREADY_JOINED: { zh: '这两步之间已有同样的线。', en: 'These two are joined by the same line already.' },
  NO_WAY_LEFT: {
    zh: '这一步的每个结果都已有去处；请先增加一个结果，或改接现有的线。',
    en: 'Every outcome of this step leads somewhere: add an outcome, or move one of its lines.',
  },
};

export type ConnectAnswer = { ok: true; ways: readonly Way[] } | { ok: false; fault: ConnectFault };

const instant: ReadonlySet<FlowNode['kind']> = new Set(['start', 'decide', 'fork', 'join', 'publish']);

/** Ways by which a step can still be left: what must lead somewhere first, then what may. */
export function freeWays(flow: Flow, node: FlowNode): Way[] {
  if (node.kind === 'end') return [];
  if (node.kind === 'fork') return [{ by: 'branch' }];
  const edges = flow.edges.filter((edge) => edge.from === node.id);
  const drawn = new Set(edges.map((edge) => edge.outcome));
  const { must, may } = waysOf(node);
  const hasDefault = edges.some(isOtherwise);
  if (node.kind === 'decide') {
    const rest: Way[] = may.filter((one) => !drawn.has(one)).map((outcome) => ({ by: 'outcome', outcome }));
    return [...(hasDefault ? [] : [{ by: 'default' } as const]), { by: 'condition' }, ...rest];
  }
  const open: Way[] = [...must, ...may].filter((one) => !drawn.has(one)).map((outcome) => ({ by: 'outcome', outcome }));
  // A step that the engine leaves by one way alone is drawn without a name on its line.
  const plain = must.length === 1 && may.length === 0 && instant.has(node.kind);
  if (plain) return hasDefault || open.length === 0 ? [{ by: 'condition' }] : [{ by: 'default' }];
  return hasDefault ? open : [...open, { by: 'default' }];
}

/** May a line be drawn from one step to the other, and by which ways? The canvas, the keyboard and the server ask here. */
export function mayConnect(flow: Flow, from: string, to: string): ConnectAnswer {
  const source = flow.nodes.find((node) => node.id === from);
  const target = flow.nodes.find((node) => node.id === to);
  if (!source || !target) return { ok: false, fault: 'NO_SUCH_STEP' };
  if (source.kind === 'end') return { ok: false, fault: 'FROM_END' };
  if (target.kind === 'start') return { ok: false, fault: 'TO_START' };
  if (from === to && instant.has(source.kind)) return { ok: false, fault: 'TO_ITSELF' };
  if (source.kind === 'fork' && flow.edges.some((edge) => edge.from === from && edge.to === to))
    return { ok: false, fault: 'ALREADY_JOINED' };
  const ways = freeWays(flow, source);
  return ways.length === 0 ? { ok: false, fault: 'NO_WAY_LEFT' } : { ok: true, ways };
}

/** The line that leaves by this way. A condition is to be written yet: `true` until then. */
export function edgeBy(flow: Flow, from: string, to: string, way: Way): FlowEdge {
  const name = way.by === 'outcome' ? way.outcome : way.by === 'default' ? 'default' : to;
  const base = { id: freshId(flow, `${from}.${name}`), from, to };
  switch (way.by) {
    case 'outcome':
      return { ...base, outcome: way.outcome };
    case 'condition':
      return { ...base, when: 'true' };
    case 'default':
      return { ...base, isDefault: true };
    case 'branch':
      return base;
  }
}

/** Draws a line by the first way that is free, or by the one asked for. Answers the flow as it was when it may not be. */
export function connect(flow: Flow, from: string, to: string, wanted?: Way): Flow {
  const answer = mayConnect(flow, from, to);
  if (!answer.ok) return flow;
  const way = wanted ?? answer.ways[0];
  return way ? { ...flow, edges: [...flow.edges, edgeBy(flow, from, to, way)] } : flow;
}

/** Moves an end of a line to another step; it keeps its outcome where the new step has it, else takes a free way. */
export function reconnect(flow: Flow, id: string, ends: { from: string; to: string }): Flow {
  const edge = flow.edges.find((one) => one.id === id);
  if (!edge) return flow;
  const without = { ...flow, edges: flow.edges.filter((one) => one.id !== id) };
  const answer = mayConnect(without, ends.from, ends.to);
  if (!answer.ok) return flow;
  const { bends: _bends, ...kept } = edge;
  const moved: FlowEdge | undefined =
    ends.from === edge.from
      ? { ...kept, ...ends }
      : answer.ways[0] && { ...edgeBy(without, ends.from, ends.to, answer.ways[0]), id };
  return moved ? { ...flow, edges: flow.edges.map((one) => (one.id === id ? moved : one)) } : flow;
}
