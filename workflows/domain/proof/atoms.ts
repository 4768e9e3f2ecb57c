import type { Json } from '../text';
import { addBit, emptyBits, members, type Bits } from '../rules/bitset';
import type { Scalar } from '../rules/cell';
import { isSpareGap, kindOfRegion, regionOf, sampleOf, type Partition } from '../rules/regions';

/**
 * One thing that cells ask of an issue: a fact by its name, whether a list has a certain member, or the day. Its values fall into
 * atoms that nothing in the release tells apart.
 */
export type Dim = string;

const MEMBER = '\u0000';

/** The present day, on which rules with dates of validity turn. */
export const TODAY: Dim = '@today';

export const memberDim = (fact: string, member: Exclude<Scalar, null>): Dim => `${fact}${MEMBER}${JSON.stringify(member)}`;

/** The fact that a dimension is about. */
export const factOf = (dim: Dim): string => dim.split(MEMBER)[0] ?? dim;

/** The member a dimension asks for; undefined where it is the fact's own value. */
export function memberOf(dim: Dim): Exclude<Scalar, null> | undefined {
  const text = dim.split(MEMBER)[1];
  return text === undefined ? undefined : (JSON.parse(text) as Exclude<Scalar, null>);
}

/** The values of a fact: regions of single values, and one atom for every list. */
export type Line = {
  readonly regions: Partition;
  readonly domain: Bits;
  readonly size: number;
  readonly points: ReadonlySet<number>;
};

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'date' | 'list';

const NO = 0;
const YES = 1;

const pointsOf = (regions: Partition): Set<number> =>
  new Set([
    ...[0, 1, 2],
    ...Object.values(regions.lines).flatMap(({ base, points }) => points.map((_, at) => base + 2 * at + 1)),
  ]);

/** A line of the kinds that a fact may have; a region without a value in it is none. */
export function lineOf(regions: Partition, kinds: ReadonlySet<Kind>, permits: (region: number) => boolean): Line {
  const size = regions.size + 1;
  const domain = emptyBits(size);
  for (let region = 0; region < regions.size; region += 1) {
    const exists = !isSpareGap(regions, region) && sampleOf(regions, region) !== undefined;
    if (exists && kinds.has(kindOfRegion(regions, region)) && permits(region)) addBit(domain, region);
  }
  if (kinds.has('list')) addBit(domain, regions.size);
  return { regions, domain, size, points: pointsOf(regions) };
}

/** The lines of every fact, and what their atoms are. */
export class Atoms {
  private readonly lines: ReadonlyMap<string, Line>;
  private readonly members: ReadonlyMap<string, readonly Dim[]>;
  private readonly either: Bits;

  constructor(lines: ReadonlyMap<string, Line>, members: ReadonlyMap<string, readonly Dim[]>) {
    this.lines = lines;
    this.members = members;
    this.either = emptyBits(2);
    addBit(this.either, NO);
    addBit(this.either, YES);
  }

  /** The dimensions that ask for members of a fact. */
  membersOf(fact: string): readonly Dim[] {
    return this.members.get(fact) ?? [];
  }

  line(fact: string): Line {
    const line = this.lines.get(fact);
    if (!line) throw new RangeError(`nothing reads the fact ${fact}`);
    return line;
  }

  has(fact: string): boolean {
    return this.lines.has(fact);
  }

  size(dim: Dim): number {
    return memberOf(dim) === undefined ? this.line(dim).size : 2;
  }

  /** Every atom that an issue may have. */
  all(dim: Dim): Bits {
    return memberOf(dim) === undefined ? this.line(dim).domain : this.either;
  }

  /** A value of an atom as a fact bears it. */
  sample(fact: string, atom: number): Json {
    const { regions } = this.line(fact);
    return atom === regions.size ? ['…'] : (sampleOf(regions, atom) ?? null);
  }

  /** Whether an atom holds one value alone. */
  isPoint(fact: string, atom: number): boolean {
    return this.line(fact).points.has(atom);
  }

  /** The atoms that a value may lie in: one, but for texts that are also read as dates. */
  at(fact: string, value: Json): Bits {
    const { regions, size, domain } = this.line(fact);
    const bits = emptyBits(size);
    if (Array.isArray(value)) addBit(bits, regions.size);
    else {
      const region = typeof value === 'object' && value !== null ? -1 : regionOf(regions, value);
      const isDated = typeof value === 'string' && regions.lines.date.points.length > 0;
      if (region < 0 || isDated) return domain;
      addBit(bits, region);
    }
    return bits;
  }

  /** The same for whether a value has a member. */
  hasMember(dim: Dim, value: Json): Bits {
    const bits = emptyBits(2);
    const list = Array.isArray(value) ? value : [value];
    addBit(bits, list.includes(memberOf(dim) ?? null) ? YES : NO);
    return bits;
  }

  /** Null is left out: what is not null. */
  notNull(fact: string): Bits {
    return without(this.all(fact), 0);
  }
}

export function without(bits: Bits, atom: number): Bits {
  const rest = bits.slice();
  rest[atom >>> 5] = (rest[atom >>> 5] ?? 0) & ~(1 << (atom & 31));
  return rest;
}

export function only(size: number, atom: number): Bits {
  const bits = emptyBits(size);
  addBit(bits, atom);
  return bits;
}

export function both(a: Bits, b: Bits): Bits {
  const bits = a.slice();
  for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] ?? 0) & (b[word] ?? 0);
  return bits;
}

export const yes = (): Bits => only(2, YES);
export const no = (): Bits => only(2, NO);

/** The one member of a set; undefined where there are none or several. */
export function single(bits: Bits): number | undefined {
  const found = members(bits);
  return found.length === 1 ? found[0] : undefined;
}
