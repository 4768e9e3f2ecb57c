type Place = { x: number; y: number };

const RADIUS = 14;

/** A line through its bends, with round corners: an SVG path. */
export function throughBends(points: readonly Place[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  return rest.reduce((path, point, i) => {
    const after = rest[i + 1];
    const before = points[i] ?? first;
    if (!after) return `${path} L ${point.x} ${point.y}`;
    const [near, far] = [towards(point, before), towards(point, after)];
    return `${path} L ${near.x} ${near.y} Q ${point.x} ${point.y} ${far.x} ${far.y}`;
  }, `M ${first.x} ${first.y}`);
}

function towards(from: Place, to: Place): Place {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
