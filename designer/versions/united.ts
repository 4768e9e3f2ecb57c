import type { Flow, FlowDiff, FlowNode } from '#domain';
import { NODE } from '../drawing/to-canvas';

type Kind = FlowDiff['change'];

/** Two drawings as one: the newer where it stands, with what is gone put where it stood. */
export type United = { flow: Flow; marks: ReadonlyMap<string, Kind> };

const ROOM = 24;

/** Whether two steps would cover one another. */
const covers = (a: FlowNode['position'], b: FlowNode['position']): boolean =>
  Math.abs(a.x - b.x) < NODE.width + ROOM && Math.abs(a.y - b.y) < NODE.height + ROOM;

/** A place for a step that is gone, as near to its own as nothing stands there now. */
function freePlace(wanted: FlowNode['position'], taken: readonly FlowNode['position'][]): FlowNode['position'] {
  const place = { ...wanted };
  for (let hit = taken.find((other) => covers(place, other)); hit; hit = taken.find((other) => covers(place, other)))
    place.y = hit.y + NODE.height + ROOM;
  return place;
}

/** Both drawings on one canvas, each thing with what became of it. Lines bend where the newer drawing has them. */
export function unite(before: Flow, after: Flow, diff: FlowDiff | undefined): United {
  const marks = new Map<string, Kind>();
  for (const { id, change } of diff?.items ?? []) marks.set(id, change);
  const taken = after.nodes.map(({ position }) => position);
  const gone = before.nodes.flatMap((node): FlowNode[] => {
    if (marks.get(node.id) !== 'removed' || after.nodes.some(({ id }) => id === node.id)) return [];
    const position = freePlace(node.position, taken);
    taken.push(position);
    return [{ ...node, position }];
  });
  const lines = before.edges.filter(({ id }) => marks.get(id) === 'removed' && !after.edges.some((edge) => edge.id === id));
  const notes = before.notes.filter(({ id }) => marks.get(id) === 'removed');
  const plain = lines.map(({ bends: _bends, ...line }) => line);
  const flow = {
    ...after,
    nodes: [...after.nodes, ...gone],
    edges: [...after.edges, ...plain],
    notes: [...after.notes, ...notes],
  };
  return { flow, marks };
}
