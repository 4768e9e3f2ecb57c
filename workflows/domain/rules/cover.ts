import { addBit, allBits, andInto, BitsMap, emptyBits, hasBit, intersects, isEmpty, within, type Bits } from './bitset';
import type { Span } from './regions';
import { masksOf } from './relation';
import { expand, type Space } from './space';

/** A part of the space that no box covers: for each dimension a set of atoms; undefined where every atom will do. */
export type Hole = readonly (readonly number[] | undefined)[];

/**
 * What a search for holes found: `more` says that there are more than were wanted, `complete` is false when it ran out of steps
 * and cannot say.
 */
type Search = { readonly holes: readonly Hole[]; readonly complete: boolean; readonly more: boolean };

/** The boxes of a space, indexed for searching holes. */
export type Cover = {
  readonly space: Space;
  readonly masks: readonly (readonly Bits[])[];
  /** By dimension: the boxes that accept all atoms that count. */
  readonly whole: readonly Bits[];
  /** By dimension: the boxes that accept everything from there on. */
  readonly wholeFrom: readonly Bits[];
};

function wholeOf(space: Space, dimension: number, atoms: (atom: number) => boolean): Bits {
  const bits = emptyBits(space.rules.length);
  const one = space.dimensions[dimension];
  if (one === undefined) return bits;
  const wanted = Array.from({ length: one.atoms }, (_, atom) => atom).filter(atoms);
  const known = new Map<readonly Span[], boolean>();
  for (const [box, accepted] of one.accepts.entries()) {
    const all = known.get(accepted) ?? includesAll(accepted, wanted);
    known.set(accepted, all);
    if (all) addBit(bits, box);
  }
  return bits;
}

function includesAll(accepted: readonly Span[], wanted: readonly number[]): boolean {
  const total = accepted.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return total >= wanted.length && wanted.every((atom) => accepted.some(([from, to]) => from <= atom && atom <= to));
}

/**
 * Indexes a space for one question: holes are looked for among `expected` atoms; whether a rule is hidden is asked of `all`,
 * since a rule that alone takes null is no idle one.
 */
export function coverOf(space: Space, counted: 'expected' | 'all'): Cover {
  const size = space.rules.length;
  const whole = space.dimensions.map((dimension, at) => wholeOf(space, at, counted === 'all' ? () => true : dimension.expected));
  const wholeFrom: Bits[] = Array.from({ length: space.dimensions.length + 1 }, () => allBits(size));
  for (let at = space.dimensions.length - 1; at >= 0; at -= 1) {
    const bits = (wholeFrom[at + 1] ?? allBits(size)).slice();
    andInto(bits, whole[at] ?? allBits(size));
    wholeFrom[at] = bits;
  }
  return { space, masks: space.dimensions.map((dimension) => masksOf(dimension, size)), whole, wholeFrom };
}

/** Looks for holes dimension by dimension, atoms that leave the same boxes taken together, nothing looked at twice. */
class Finder {
  readonly holes: Hole[] = [];
  complete = true;
  private steps = 0;
  /** By dimension: the boxes alive that were found to cover everything from there on. */
  private readonly covered: BitsMap<true>[];
  private readonly cover: Cover;
  private readonly within: ((dimension: number) => readonly number[]) | undefined;
  private readonly limits: { holes: number; steps: number };

  constructor(cover: Cover, limits: { holes: number; steps: number }, within?: (dimension: number) => readonly number[]) {
    this.cover = cover;
    this.covered = cover.space.dimensions.map(() => new BitsMap());
    this.limits = limits;
    this.within = within;
  }

  /** Whether everything from `dimension` on is covered by the boxes still alive. */
  search(dimension: number, alive: Bits, path: (readonly number[] | undefined)[]): boolean {
    if (this.stopped()) return true;
    if (isEmpty(alive)) return this.report(path);
    const { space, wholeFrom, whole } = this.cover;
    if (intersects(alive, wholeFrom[dimension] ?? alive)) return true;
    const all = whole[dimension];
    if (all !== undefined && within(alive, all)) return this.search(dimension + 1, alive, [...path, undefined]);
    if (this.covered[dimension]?.get(alive) === true) return true;
    const one = space.dimensions[dimension];
    if (one === undefined) return true;
    let full = true;
    for (const group of this.groups(dimension, alive)) {
      full = this.search(dimension + 1, group.alive, [...path, group.atoms]) && full;
      if (this.ended()) return full;
    }
    if (full) this.covered[dimension]?.add(alive, true);
    return full;
  }

  private stopped(): boolean {
    this.steps += 1;
    if (this.steps > this.limits.steps) this.complete = false;
    return this.ended();
  }

  private ended(): boolean {
    return this.holes.length >= this.limits.holes || !this.complete;
  }

  private report(path: (readonly number[] | undefined)[]): boolean {
    this.holes.push(path);
    return false;
  }

  /** Atoms by what they leave alive: all of one kind together on a short line, neighbours together on a long one. */
  private *groups(dimension: number, alive: Bits): Generator<Group> {
    const one = this.cover.space.dimensions[dimension];
    const wanted = this.within?.(dimension) ?? Array.from({ length: one?.atoms ?? 0 }, (_, atom) => atom);
    const long = wanted.length > LONG_LINE;
    const masks = this.cover.masks[dimension] ?? [];
    const words = filled(alive);
    let groups = new BitsMap<Group>();
    let found: Group[] = [];
    let left = emptyBits(alive.length * 32);
    for (const atom of wanted) {
      if (this.within === undefined && one?.expected(atom) === false) continue;
      this.steps += 1;
      const mask = masks[atom] ?? alive;
      for (const word of words) left[word] = (alive[word] ?? 0) & (mask[word] ?? 0);
      const group = groups.get(left);
      if (group !== undefined) {
        group.atoms.push(atom);
        continue;
      }
      if (long) {
        yield* found;
        [groups, found] = [new BitsMap(), []];
      }
      const made = { alive: left, atoms: [atom] };
      groups.add(left, made);
      found.push(made);
      left = emptyBits(alive.length * 32);
    }
    yield* found;
  }
}

/** Atoms that leave the same boxes alive. */
type Group = { readonly alive: Bits; readonly atoms: number[] };

/** The words that hold members: the others stay empty whatever is met. */
function filled(bits: Bits): number[] {
  const words: number[] = [];
  for (let word = 0; word < bits.length; word += 1) if (bits[word] !== 0) words.push(word);
  return words;
}

const LONG_LINE = 300;

function same(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && a.length === b?.length && a.every((atom, at) => atom === b[at]);
}

/** Two holes that differ in one dimension alone are one hole. */
function joined(a: Hole, b: Hole): Hole | undefined {
  const length = Math.max(a.length, b.length);
  let only = -1;
  for (let at = 0; at < length; at += 1) {
    if (same(a[at], b[at])) continue;
    if (only >= 0) return undefined;
    only = at;
  }
  const [left, right] = [a[only], b[only]];
  if (left === undefined || right === undefined) return undefined;
  const atoms = [...new Set([...left, ...right])].sort((x, y) => x - y);
  return Array.from({ length }, (_, at) => (at === only ? atoms : a[at]));
}

/** Holes of which two differ in one dimension alone, as one. */
export function mergeHoles(holes: readonly Hole[]): Hole[] {
  const kept: Hole[] = [];
  for (let hole of holes) {
    for (let at = 0; at < kept.length;) {
      const both = joined(kept[at] ?? [], hole);
      if (both === undefined) at += 1;
      else {
        hole = both;
        kept.splice(at, 1);
        at = 0;
      }
    }
    kept.push(hole);
  }
  return kept;
}

/** More holes than are told are looked for, since several often make one. */
const HOLES_PER_GAP = 8;

/** Holes of the whole space, neighbours joined, at most `limits.holes`. */
export function findHoles(cover: Cover, limits: { holes: number; steps: number }): Search {
  const finder = new Finder(cover, { ...limits, holes: limits.holes * HOLES_PER_GAP });
  finder.search(0, allBits(cover.space.rules.length), []);
  const holes = mergeHoles(finder.holes);
  const more = holes.length > limits.holes || finder.holes.length >= limits.holes * HOLES_PER_GAP;
  return { holes: holes.slice(0, limits.holes), complete: finder.complete, more };
}

/** Whether some boxes together cover all of one box; undefined when the search ran out of steps. */
export function isCovered(cover: Cover, box: number, by: Bits, steps: number): boolean | undefined {
  if (hasBit(by, box)) throw new RangeError('a box cannot be asked to cover itself');
  const finder = new Finder(cover, { holes: 1, steps }, (dimension) =>
    expand(cover.space.dimensions[dimension]?.accepts[box] ?? []),
  );
  const covered = finder.search(0, by, []);
  return finder.complete ? covered : undefined;
}
