import { andInto, members, type Bits } from './bitset';
import type { Column } from './column';
import { regionOf } from './regions';

/**
 * The two columns that together leave the fewest rules, with the rules of each pair of their regions: the short list that
 * a first hit is searched in. Lists are made when first asked for.
 */
export type Pair = {
  readonly columns: readonly [number, number];
  readonly candidates: (a: unknown, b: unknown) => Int32Array | undefined;
};

/** More pairs than this are not kept: the list would cost more memory than it saves time. */
const MOST_PAIRS = 262_144;

const count = (bits: Bits): number => members(bits).length;

/** How many rules a column is expected to leave alive, a region being met the more often the more rules speak of it. */
function meanAlive(column: Column): number {
  const sizes = [...new Set(column.byRegion.map((alive) => alive.masks[0]))].map((mask) =>
    mask === undefined ? 0 : count(mask),
  );
  const sum = sizes.reduce((total, size) => total + size, 0);
  return sum === 0 ? 0 : sizes.reduce((total, size) => total + size * size, 0) / sum;
}

const empty = new Int32Array(0);

function intersection(a: Bits | undefined, b: Bits | undefined): Int32Array {
  if (a === undefined || b === undefined) return empty;
  const both = a.slice();
  andInto(both, b);
  return Int32Array.from(members(both));
}

/** Chooses the pair; undefined when no two columns of single values are there or the table is too small to gain. */
export function pairOf(columns: readonly Column[]): Pair | undefined {
  const ranked = columns
    .map((column, at) => ({ column, at, mean: column.listed ? Infinity : meanAlive(column) }))
    .filter((entry) => Number.isFinite(entry.mean))
    .sort((a, b) => a.mean - b.mean);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return undefined;
  const [a, b] = [first.column, second.column];
  if (a.lines.size * b.lines.size > MOST_PAIRS) return undefined;
  const kept: (Int32Array | undefined)[] = Array.from({ length: a.lines.size * b.lines.size });
  const region = regionOf;
  const candidates = (x: unknown, y: unknown): Int32Array | undefined => {
    const left = region(a.lines, x);
    const right = region(b.lines, y);
    if (left < 0 || right < 0) return undefined;
    const at = left * b.lines.size + right;
    return (kept[at] ??= intersection(a.byRegion[left]?.masks[0], b.byRegion[right]?.masks[0]));
  };
  return { columns: [first.at, second.at], candidates };
}
