import type { Point } from './edits';

/** A box on the canvas, in its own units. */
export type Box = Point & { id: string; width: number; height: number };

export type Edge = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';

/** New places so that all boxes share an edge or a middle line. */
export function align(boxes: readonly Box[], edge: Edge): Map<string, Point> {
  const left = Math.min(...boxes.map((b) => b.x));
  const right = Math.max(...boxes.map((b) => b.x + b.width));
  const top = Math.min(...boxes.map((b) => b.y));
  const bottom = Math.max(...boxes.map((b) => b.y + b.height));
  const placeOf = (b: Box): Point => {
    switch (edge) {
      case 'left':
        return { x: left, y: b.y };
      case 'centre':
        return { x: (left + right - b.width) / 2, y: b.y };
      case 'right':
        return { x: right - b.width, y: b.y };
      case 'top':
        return { x: b.x, y: top };
      case 'middle':
        return { x: b.x, y: (top + bottom - b.height) / 2 };
      case 'bottom':
        return { x: b.x, y: bottom - b.height };
    }
  };
  return new Map(boxes.map((box) => [box.id, placeOf(box)]));
}

/** New places with equal gaps between neighbours; the outermost two stay. */
export function distribute(boxes: readonly Box[], axis: 'x' | 'y'): Map<string, Point> {
  const size = axis === 'x' ? 'width' : 'height';
  const sorted = [...boxes].sort((a, b) => a[axis] - b[axis]);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || sorted.length < 3) return new Map();
  const taken = sorted.reduce((sum, box) => sum + box[size], 0);
  const gap = (last[axis] + last[size] - first[axis] - taken) / (sorted.length - 1);
  let next = first[axis];
  return new Map(
    sorted.map((box) => {
      const place = { x: box.x, y: box.y, [axis]: next };
      next += box[size] + gap;
      return [box.id, place];
    }),
  );
}

export type Guide = { axis: 'x' | 'y'; at: number };

/**
 * Where a dragged box snaps: the nearest line through another box's edges or middle, within `reach`, on each axis by itself;
 * with the lines to draw.
 */
export function snap(box: Box, others: readonly Box[], reach: number): { place: Point; guides: Guide[] } {
  const x = nearest(
    linesOf(box, 'x'),
    others.flatMap((other) => linesOf(other, 'x')),
    reach,
  );
  const y = nearest(
    linesOf(box, 'y'),
    others.flatMap((other) => linesOf(other, 'y')),
    reach,
  );
  return {
    place: { x: box.x + (x?.shift ?? 0), y: box.y + (y?.shift ?? 0) },
    guides: [...(x ? [{ axis: 'x' as const, at: x.at }] : []), ...(y ? [{ axis: 'y' as const, at: y.at }] : [])],
  };
}

const linesOf = (box: Box, axis: 'x' | 'y'): number[] => {
  const size = axis === 'x' ? box.width : box.height;
  return [box[axis], box[axis] + size / 2, box[axis] + size];
};

function nearest(mine: readonly number[], theirs: readonly number[], reach: number): { shift: number; at: number } | null {
  let best: { shift: number; at: number } | null = null;
  for (const at of theirs)
    for (const line of mine) {
      const shift = at - line;
      if (Math.abs(shift) <= reach && (best === null || Math.abs(shift) < Math.abs(best.shift))) best = { shift, at };
    }
  return best;
}
