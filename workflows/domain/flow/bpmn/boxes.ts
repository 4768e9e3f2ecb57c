import { labelOfEdge } from './labels';
import type { Flow, FlowEdge, FlowNode } from '../document';

/** A shape of the BPMN drawing: a step, or a gateway that BPMN wants where several ways meet or part. */
export type Box =
  | { readonly id: string; readonly of: 'step'; readonly node: FlowNode; readonly single: boolean }
  | { readonly id: string; readonly of: 'merge' | 'split'; readonly node: FlowNode }
  /** An end that no line leads to: what happens from anywhere, e.g. that the resident withdraws. A frame, and the word that it begins with. */
  | { readonly id: string; readonly of: 'aside' | 'heard'; readonly node: FlowNode };

/** A line between two shapes; `ways` are the drawing's own lines that it stands for. */
export type Line = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly ways: readonly FlowEdge[];
  /** Leaves a gateway where one of several ways is chosen. */
  readonly chosen: boolean;
};

export type Boxed = { readonly boxes: readonly Box[]; readonly lines: readonly Line[] };

/** Lines between the same two steps: BPMN draws one, named by all of them. */
type Bundle = { from: string; to: string; ways: FlowEdge[] };

function bundlesOf(flow: Flow): Bundle[] {
  const bundles = new Map<string, Bundle>();
  const known = new Set(flow.nodes.map(({ id }) => id));
  for (const edge of flow.edges.filter(({ from, to }) => known.has(from) && known.has(to))) {
    const key = JSON.stringify([edge.from, edge.to]);
    const bundle = bundles.get(key) ?? { from: edge.from, to: edge.to, ways: [] };
    bundle.ways.push(edge);
    bundles.set(key, bundle);
  }
  return [...bundles.values()];
}

/**
 * A drawing as BPMN draws it: nothing splits or joins without a gateway that says how. Ways that people or conditions choose part at an
 * exclusive gateway behind the step, ways that meet do so at one before it; a fork and a join are gateways themselves. What may happen at
 * any time stands in an event sub-process of its own.
 */
export function boxesOf(flow: Flow, prefix: string): Boxed {
  const bundles = bundlesOf(flow);
  const into = (id: string) => bundles.filter(({ to }) => to === id);
  const out = (id: string) => bundles.filter(({ from }) => from === id);
  const merges = new Set(flow.nodes.filter(({ id, kind }) => kind !== 'join' && into(id).length > 1).map(({ id }) => id));
  const splits = new Set(flow.nodes.filter(({ id, kind }) => kind !== 'fork' && out(id).length > 1).map(({ id }) => id));
  const asides = new Set(flow.nodes.filter(({ id, kind }) => kind === 'end' && into(id).length === 0).map(({ id }) => id));
  const name = (of: Box['of'], id: string): string => `${prefix}${of}_${id}`;
  const boxes = flow.nodes.flatMap((node): Box[] => [
    ...(merges.has(node.id) ? [{ id: name('merge', node.id), of: 'merge', node } as const] : []),
    ...(asides.has(node.id) ? (['aside', 'heard'] as const).map((of) => ({ id: name(of, node.id), of, node })) : []),
    { id: name('step', node.id), of: 'step', node, single: into(node.id).length < 2 && out(node.id).length < 2 },
    ...(splits.has(node.id) ? [{ id: name('split', node.id), of: 'split', node } as const] : []),
  ]);
  const plain = { label: '', ways: [], chosen: false } as const;
  const lines = [
    ...[...merges].map((id): Line => ({ ...plain, id: `${prefix}in_${id}`, from: name('merge', id), to: name('step', id) })),
    ...[...asides].map((id): Line => ({ ...plain, id: `${prefix}in_${id}`, from: name('heard', id), to: name('step', id) })),
    ...[...splits].map((id): Line => ({ ...plain, id: `${prefix}out_${id}`, from: name('step', id), to: name('split', id) })),
    ...bundles.map(({ from, to, ways }): Line => {
      const chosen = splits.has(from);
      const label = chosen ? ways.map((way) => labelOfEdge(flow, way)).join(' / ') : '';
      const ends = { from: name(chosen ? 'split' : 'step', from), to: name(merges.has(to) ? 'merge' : 'step', to) };
      return { id: `${prefix}way_${ways[0]?.id ?? `${from}_${to}`}`, ...ends, label, ways, chosen };
    }),
  ];
  return { boxes, lines };
}
