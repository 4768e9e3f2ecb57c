import { z } from 'zod';
import { flowEdgeSchema, flowNodeSchema, flowSchema, type Flow, type FlowEdge, type FlowNode } from '../document';
import { freshAmong } from './ids';
import { rounded, type Point } from './edits';

/** What was copied: steps with the lines between them and notes. It travels as text, across flows and windows. */
export const clipSchema = z.object({
  liangxin: z.literal('flow-clip/1'),
  nodes: z.array(flowNodeSchema),
  edges: z.array(flowEdgeSchema),
  notes: flowSchema.shape.notes,
});
export type Clip = z.infer<typeof clipSchema>;

/** Copies what is selected; a line comes along when both of its steps do. */
export function copy(flow: Flow, ids: ReadonlySet<string>): Clip {
  return {
    liangxin: 'flow-clip/1',
    nodes: flow.nodes.filter(({ id }) => ids.has(id)),
    edges: flow.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    notes: flow.notes.filter(({ id }) => ids.has(id)),
  };
}

/** A clip out of the clipboard's text; `null` for any other text. */
export function readClip(text: string): Clip | null {
  try {
    const read = clipSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/**
 * Puts a copy in, with ids of its own where they are taken, its upper left corner at `at`. A second start is left out; separation of
 * duties goes on pointing at the copies where they were copied too.
 */
export function paste(flow: Flow, clip: Clip, at: Point): { flow: Flow; ids: string[] } {
  const taken = new Set([...flow.nodes, ...flow.edges, ...flow.notes].map(({ id }) => id));
  const fresh = (wanted: string): string => {
    const id = freshAmong(taken, wanted);
    taken.add(id);
    return id;
  };
  const hasStart = flow.nodes.some(({ kind }) => kind === 'start');
  const steps = clip.nodes.filter(({ kind }) => !(hasStart && kind === 'start'));
  const renamed = new Map(steps.map(({ id }) => [id, fresh(id)]));
  const corner = cornerOf([...steps, ...clip.notes]);
  const placed = ({ x, y }: Point): Point => rounded({ x: x - corner.x + at.x, y: y - corner.y + at.y });
  const nodes = steps.map((node): FlowNode => ({
    ...node,
    ...('notSameAs' in node ? { notSameAs: node.notSameAs.map((id) => renamed.get(id) ?? id) } : {}),
    id: renamed.get(node.id) ?? node.id,
    position: placed(node.position),
  }));
  const edges = clip.edges.flatMap((edge): FlowEdge[] => {
    const [from, to] = [renamed.get(edge.from), renamed.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const bends = edge.bends?.map(placed);
    return [{ ...edge, id: fresh(edge.id.replace(edge.from, from).slice(0, 60)), from, to, ...(bends ? { bends } : {}) }];
  });
  const notes = clip.notes.map((note) => ({ ...note, id: fresh(note.id), position: placed(note.position) }));
  const pasted = {
    ...flow,
    nodes: [...flow.nodes, ...nodes],
    edges: [...flow.edges, ...edges],
    notes: [...flow.notes, ...notes],
  };
  return { flow: pasted, ids: [...nodes, ...notes].map(({ id }) => id) };
}

function cornerOf(items: readonly { position: Point }[]): Point {
  if (items.length === 0) return { x: 0, y: 0 };
  return { x: Math.min(...items.map((i) => i.position.x)), y: Math.min(...items.map((i) => i.position.y)) };
}
