import type { Box, Boxed, Line } from './boxes';

export type Bounds = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };

/** Sizes in the units of the canvas, as BPMN editors draw them. */
const STEP = { width: 190, height: 96 };
const EVENT = { width: 36, height: 36 };
const GATEWAY = { width: 50, height: 50 };
const ASIDE = { width: 220, height: 96 };
const GAP = 40;
/** A step with a gateway before and one behind it. */
const BLOCK = { width: 2 * (GATEWAY.width + GAP) + STEP.width, height: STEP.height };
/** The canvas leaves less room between steps than gateways want. */
const SPREAD = { x: 1.6, y: 1.2 };
/** Room between blocks, for lines and for the names that stand under gateways and events. */
const ROOM = 50;

const events = new Set(['start', 'end', 'wait']);
const gateways = new Set(['fork', 'join']);

/** How large a shape is drawn. */
function sizeOf(box: Box): { width: number; height: number } {
  if (box.of === 'aside') return ASIDE;
  if (box.of === 'heard') return EVENT;
  if (box.of !== 'step') return GATEWAY;
  if (events.has(box.node.kind)) return EVENT;
  if (gateways.has(box.node.kind)) return box.single ? EVENT : GATEWAY;
  return STEP;
}

/** Steps where the canvas has them, further apart; one that would lie on another goes down until there is room. */
export function boundsOf({ boxes }: Boxed): Map<string, Bounds> {
  const blocks = new Map<string, Point>();
  const nodes = boxes.flatMap((box) => (box.of === 'step' ? [box.node] : []));
  const inOrder = [...nodes].sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y || (a.id < b.id ? -1 : 1));
  for (const { id, position } of inOrder) {
    const at = { x: Math.round(position.x * SPREAD.x), y: Math.round(position.y * SPREAD.y) };
    for (let hit = meeting(at, blocks); hit !== undefined; hit = meeting(at, blocks)) at.y = hit.y + BLOCK.height + ROOM;
    blocks.set(id, at);
  }
  const asides = new Set(boxes.flatMap(({ of, node }) => (of === 'aside' ? [node.id] : [])));
  return new Map(boxes.map((box) => [box.id, inBlock(box, blocks.get(box.node.id) ?? { x: 0, y: 0 }, asides.has(box.node.id))]));
}

const meeting = (at: Point, blocks: ReadonlyMap<string, Point>): Point | undefined =>
  [...blocks.values()].find(
    ({ x, y }) =>
      Math.abs(x - at.x) < BLOCK.width + GAP && Math.abs(y - at.y) < BLOCK.height + ROOM && at.y < y + BLOCK.height + ROOM,
  );

function inBlock(box: Box, { x, y }: Point, isAside: boolean): Bounds {
  const size = sizeOf(box);
  const middle = y + BLOCK.height / 2 - size.height / 2;
  if (box.of === 'aside') return { x, y, ...size };
  if (box.of === 'heard') return { x: x + GAP, y: middle, ...size };
  if (isAside) return { x: x + ASIDE.width - GAP - size.width, y: middle, ...size };
  if (box.of === 'merge') return { x, y: middle, ...size };
  if (box.of === 'split') return { x: x + BLOCK.width - size.width, y: middle, ...size };
  return { x: x + BLOCK.width / 2 - size.width / 2, y: middle, ...size };
}

/** A line of right angles: onward through the gap before the target, back under both. */
export function pointsOf(line: Line, bounds: ReadonlyMap<string, Bounds>): Point[] {
  const [from, to] = [bounds.get(line.from), bounds.get(line.to)];
  if (!from || !to) return [];
  const [a, b] = [
    { x: from.x + from.width, y: from.y + from.height / 2 },
    { x: to.x, y: to.y + to.height / 2 },
  ];
  if (a.x <= b.x) {
    if (a.y === b.y) return [a, b];
    const turn = Math.max(a.x, b.x - GAP / 2);
    return [a, { x: turn, y: a.y }, { x: turn, y: b.y }, b];
  }
  const [out, back] = [a.x + GAP / 2, b.x - GAP / 2];
  const under = Math.max(from.y + from.height, to.y + to.height) + ROOM / 2;
  return [a, { x: out, y: a.y }, { x: out, y: under }, { x: back, y: under }, { x: back, y: b.y }, b];
}
