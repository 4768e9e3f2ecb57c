import { andInto, members, type Bits } from './bitset';
import { probeOf } from './cell';
import type { Column } from './column';
import { regionOf } from './regions';

/**
 * The two columns that together leave the fewest rules, with the rules of each pair of their regions: the short list that
 * a first hit is searched in. Lists are made when first asked for.
 */
export type Pair = { readonly columns: readonly [number, number]; readonly candidates: (a: unknown, b: unknown) => Int32Array | undefined };

/** More pairs than this are not kept: the list would cost more memory than it saves time. */
const MOST_PAIRS = 262_144;

const count = (bits: Bits): number => members(bits).length;

/** The mean number of rules alive over a column's regions: how much it tells the rules apart. */
function meanAlive(column: Column): number {
  const seen = new Map<Bits, number>();
  let sum = 0;
  for (const alive of column.byRegion) {
    const mask = alive.masks[0];
    if (mask === undefined) continue;
    const size = seen.get(mask) ?? count(mask);
    seen.set(mask, size);
    sum += size;
  }
  return sum / Math.max(1, column.byRegion.length);
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
  const candidates = (x: unknown, y: unknown): Int32Array | undefined => {
    const [left, right] = [regionOf(a.lines, probeOf(x)), regionOf(b.lines, probeOf(y))];
    if (left < 0 || right < 0) return undefined;
    const at = left * b.lines.size + right;
    return (kept[at] ??= intersection(a.byRegion[left]?.masks[0], b.byRegion[right]?.masks[0]));
  };
  return { columns: [first.at, second.at], candidates };
}
