import { addBit, allBits, andInto, emptyBits, orInto, toggleBit, type Bits } from './bitset';
import type { Span } from './regions';
import type { Dimension } from './space';

/** Which boxes accept each atom of a dimension, by sweeping over the atoms. */
export function masksOf(dimension: Dimension, boxes: number): Bits[] {
  const toggles: number[][] = Array.from({ length: dimension.atoms + 1 }, () => []);
  for (const [box, spans] of dimension.accepts.entries())
    for (const [from, to] of spans) {
      toggles[from]?.push(box);
      toggles[to + 1]?.push(box);
    }
  const running = emptyBits(boxes);
  return Array.from({ length: dimension.atoms }, (_, atom) => {
    for (const box of toggles[atom] ?? []) toggleBit(running, box);
    return running.slice();
  });
}

/** Boxes of one span, by where it begins and ends; the others are few and are looked at one by one. */
type Sweep = { readonly begunBy: readonly Bits[]; readonly endsFrom: readonly Bits[]; readonly several: readonly number[] };

function sweepOf(dimension: Dimension): Sweep {
  const size = dimension.accepts.length;
  const begunBy = Array.from({ length: dimension.atoms }, () => emptyBits(size));
  const endsFrom = Array.from({ length: dimension.atoms }, () => emptyBits(size));
  const several: number[] = [];
  for (const [box, spans] of dimension.accepts.entries()) {
    const [only] = spans;
    const begins = only === undefined ? undefined : begunBy[only[0]];
    const ends = only === undefined ? undefined : endsFrom[only[1]];
    if (spans.length > 1) several.push(box);
    else if (begins !== undefined && ends !== undefined) {
      addBit(begins, box);
      addBit(ends, box);
    }
  }
  for (let atom = 1; atom < dimension.atoms; atom += 1)
    orInto(begunBy[atom] ?? emptyBits(size), begunBy[atom - 1] ?? emptyBits(size));
  for (let atom = dimension.atoms - 2; atom >= 0; atom -= 1)
    orInto(endsFrom[atom] ?? emptyBits(size), endsFrom[atom + 1] ?? emptyBits(size));
  return { begunBy, endsFrom, several };
}

const meet = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.some(([from, to]) => b.some(([low, high]) => from <= high && low <= to));
const contains = (a: readonly Span[], b: readonly Span[]): boolean =>
  b.every(([low, high]) => a.some(([from, to]) => from <= low && high <= to));

/** The atoms two boxes share in a dimension. */
export const sharedSpans = (a: readonly Span[], b: readonly Span[]): Span[] =>
  a.flatMap(([from, to]) =>
    b.flatMap(([low, high]): Span[] => (from <= high && low <= to ? [[Math.max(from, low), Math.min(to, high)]] : [])),
  );

/** Up to this many masks are united one by one; a wider box is found by where spans begin and end. */
const FEW_ATOMS = 48;

type Way = 'touches' | 'covers';

function byMasks(masks: readonly Bits[], spans: readonly Span[], how: Way, size: number): Bits {
  const bits = how === 'touches' ? emptyBits(size) : allBits(size);
  for (const [from, to] of spans)
    for (let atom = from; atom <= to; atom += 1) (how === 'touches' ? orInto : andInto)(bits, masks[atom] ?? emptyBits(size));
  return bits;
}

function bySweep(dimension: Dimension, sweep: Sweep, spans: readonly Span[], how: Way): Bits {
  const size = dimension.accepts.length;
  const bits = how === 'touches' ? emptyBits(size) : allBits(size);
  for (const [from, to] of spans) {
    const [begun, ended] = how === 'touches' ? [to, from] : [from, to];
    const found = (sweep.begunBy[begun] ?? emptyBits(size)).slice();
    andInto(found, sweep.endsFrom[ended] ?? emptyBits(size));
    (how === 'touches' ? orInto : andInto)(bits, found);
  }
  const related = how === 'touches' ? meet : contains;
  for (const box of sweep.several) if (related(dimension.accepts[box] ?? [], spans)) addBit(bits, box);
  return bits;
}

const width = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from + 1, 0);

/** For each box, the boxes that share an atom with it (`touches`), or accept every atom of it (`covers`), in one dimension. */
export function relation(dimension: Dimension, masks: readonly Bits[], how: Way): (box: number) => Bits {
  const size = dimension.accepts.length;
  const known = new Map<readonly Span[], Bits>();
  let sweep: Sweep | undefined;
  return (box) => {
    const spans = dimension.accepts[box] ?? [];
    const found = known.get(spans);
    if (found !== undefined) return found;
    const bits =
      width(spans) <= FEW_ATOMS
        ? byMasks(masks, spans, how, size)
        : bySweep(dimension, (sweep ??= sweepOf(dimension)), spans, how);
    known.set(spans, bits);
    return bits;
  };
}

/** All boxes related to a box in every dimension. */
export function related(relations: readonly ((box: number) => Bits)[], size: number, box: number): Bits {
  const bits = allBits(size);
  for (const one of relations) andInto(bits, one(box));
  return bits;
}
