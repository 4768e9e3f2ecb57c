import type { Flow, FlowEdge, FlowNode } from '../document';
import { connect, edgeBy, freeWays, type Way } from './connect';
import { freshId } from './ids';

/**
 * What can be done to a drawing, as functions from flow to flow: nothing is changed in place, so that the flows before are the undo
 * steps. Ids that are not there are passed over.
 */

export type Point = { x: number; y: number };
export type Note = Flow['notes'][number];

/** A step without its place and id: what a preset of the palette gives. */
export type NodeSeed = FlowNode extends infer N ? (N extends FlowNode ? Omit<N, 'id' | 'position'> : never) : never;

/** How far to the right the next step is put, and how far below when that place is taken. */
export const STEP = { across: 260, down: 150 };

/** A new step; answers its id beside the flow. */
export function addNode(flow: Flow, seed: NodeSeed, position: Point, wanted: string = seed.kind): { flow: Flow; id: string } {
  const id = freshId(flow, wanted);
  const node = { ...seed, id, position: rounded(position) };
  return { flow: { ...flow, nodes: [...flow.nodes, node] }, id };
}

/** A new step after another, joined to it by the way asked for, or the first that is free. */
export function addNext(flow: Flow, from: string, seed: NodeSeed, way?: Way): { flow: Flow; id: string } | null {
  const source = flow.nodes.find((node) => node.id === from);
  const by = source && (way ?? freeWays(flow, source)[0]);
  if (!source || !by) return null;
  const place = freePlace(flow, { x: source.position.x + STEP.across, y: source.position.y });
  const added = addNode(flow, seed, place);
  return { ...added, flow: connect(added.flow, from, added.id, by) };
}

/** A place that no step covers, downwards from the wanted one. */
export function freePlace(flow: Flow, wanted: Point): Point {
  const isTaken = ({ x, y }: Point): boolean =>
    flow.nodes.some(({ position }) => Math.abs(position.x - x) < STEP.across * 0.8 && Math.abs(position.y - y) < STEP.down * 0.7);
  let place = wanted;
  while (isTaken(place)) place = { x: place.x, y: place.y + STEP.down };
  return place;
}

/** A new step on a line: the line leads to it, and it leads on to where the line led. */
export function insertOnEdge(flow: Flow, edgeId: string, seed: NodeSeed): { flow: Flow; id: string } | null {
  const edge = flow.edges.find((one) => one.id === edgeId);
  const from = flow.nodes.find((node) => node.id === edge?.from);
  const to = flow.nodes.find((node) => node.id === edge?.to);
  if (!edge || !from || !to || seed.kind === 'end' || seed.kind === 'start') return null;
  const middle = { x: (from.position.x + to.position.x) / 2, y: (from.position.y + to.position.y) / 2 };
  const added = addNode(flow, seed, freePlace(flow, middle));
  const { bends: _bends, ...kept } = edge;
  const turned = added.flow.edges.map((one) => (one.id === edgeId ? { ...kept, to: added.id } : one));
  return { id: added.id, flow: connect({ ...added.flow, edges: turned }, added.id, to.id) };
}

/** Takes steps, lines and notes away; a line goes with either of its steps, and nobody is kept from acting because of a step that is gone. */
export function remove(flow: Flow, ids: ReadonlySet<string>): Flow {
  return {
    ...flow,
    nodes: flow.nodes.filter(({ id }) => !ids.has(id)).map((node) => withoutMention(node, ids)),
    edges: flow.edges.filter(({ id, from, to }) => !ids.has(id) && !ids.has(from) && !ids.has(to)),
    notes: flow.notes.filter(({ id }) => !ids.has(id)),
  };
}

function withoutMention(node: FlowNode, ids: ReadonlySet<string>): FlowNode {
  if (!('notSameAs' in node) || !node.notSameAs.some((id) => ids.has(id))) return node;
  return { ...node, notSameAs: node.notSameAs.filter((id) => !ids.has(id)) };
}

/** Steps and notes to new places. Lines that bent for the old places run straight again. */
export function move(flow: Flow, places: ReadonlyMap<string, Point>): Flow {
  const moved = <T extends { id: string; position: Point }>(item: T): T => {
    const place = places.get(item.id);
    return place === undefined ? item : { ...item, position: rounded(place) };
  };
  return {
    ...flow,
    nodes: flow.nodes.map(moved),
    notes: flow.notes.map(moved),
    edges: flow.edges.map((edge) => (places.has(edge.from) || places.has(edge.to) ? unbent(edge) : edge)),
  };
}

function unbent(edge: FlowEdge): FlowEdge {
  if (edge.bends === undefined) return edge;
  const { bends: _bends, ...straight } = edge;
  return straight;
}

export const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

/** A step as it should be now; a field set to `undefined` goes. The kind and the id stay. */
export function patchNode(flow: Flow, id: string, patch: Readonly<Record<string, unknown>>): Flow {
  return { ...flow, nodes: flow.nodes.map((node) => (node.id === id ? patched(node, patch) : node)) };
}

/** The same fields on several steps at once, on those that have them by their kind. */
export function patchNodes(flow: Flow, ids: ReadonlySet<string>, patch: Readonly<Record<string, unknown>>): Flow {
  return { ...flow, nodes: flow.nodes.map((node) => (ids.has(node.id) ? patched(node, patch) : node)) };
}

export function patchEdge(flow: Flow, id: string, patch: Readonly<Record<string, unknown>>): Flow {
  return { ...flow, edges: flow.edges.map((edge) => (edge.id === id ? patched(edge, patch) : edge)) };
}

function patched<T extends { id: string }>(item: T, patch: Readonly<Record<string, unknown>>): T {
  const next: Record<string, unknown> = { ...item, ...patch, id: item.id };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as T;
}

/** How a line leaves its step, anew: its other rules go. */
export function setWay(flow: Flow, id: string, way: Way): Flow {
  const edge = flow.edges.find((one) => one.id === id);
  if (!edge) return flow;
  const { outcome: _o, when, isDefault: _d, ...rest } = edge;
  const rule = edgeBy(flow, edge.from, edge.to, way);
  const next = { ...rule, ...rest, ...(way.by === 'condition' && when ? { when } : {}) };
  return { ...flow, edges: flow.edges.map((one) => (one.id === id ? next : one)) };
}

/** Conditions are asked in the order of the drawing: this line one place earlier or later among those of its step. */
export function reorder(flow: Flow, id: string, by: -1 | 1): Flow {
  const edge = flow.edges.find((one) => one.id === id);
  const mine = flow.edges.filter((one) => one.from === edge?.from);
  const at = mine.findIndex((one) => one.id === id);
  const other = mine[at + by];
  if (!edge || !other) return flow;
  return { ...flow, edges: flow.edges.map((one) => (one.id === id ? other : one.id === other.id ? edge : one)) };
}

/** Renames an outcome and the lines that leave by it. */
export function renameOutcome(flow: Flow, nodeId: string, from: string, to: string): Flow {
  return {
    ...flow,
    nodes: flow.nodes.map((node) =>
      node.id === nodeId && 'outcomes' in node
        ? { ...node, outcomes: node.outcomes.map((one) => (one.id === from ? { ...one, id: to } : one)) }
        : node,
    ),
    edges: flow.edges.map((edge) => (edge.from === nodeId && edge.outcome === from ? { ...edge, outcome: to } : edge)),
  };
}

export function addNote(flow: Flow, text: string, position: Point): { flow: Flow; id: string } {
  const id = freshId(flow, 'note');
  return { id, flow: { ...flow, notes: [...flow.notes, { id, text, position: rounded(position) }] } };
}

export function patchNote(flow: Flow, id: string, text: string): Flow {
  return { ...flow, notes: flow.notes.map((note) => (note.id === id ? { ...note, text } : note)) };
}
