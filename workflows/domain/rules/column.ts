import { addBit, BitsMap, emptyBits, orInto, toggleBit, type Bits } from './bitset';
import { cellPasses, decides, type Cell, type Probe } from './cell';
import { accepted, partition, regionOf, type Partition } from './regions';

/**
 * The rules that a column's value leaves alive: those in any of `masks`. Of these, the ones in `asks` have a cell that
 * must still be asked one by one.
 */
export type Alive = { readonly masks: readonly Bits[]; readonly asks: Bits | undefined };

/** One input's cells, indexed: by class for single values, by member for lists. */
export type Column = {
  readonly cells: readonly Cell[];
  readonly lines: Partition;
  /** Regions that leave the same rules alive are one class: the class of each region, and what a class leaves alive. */
  readonly classOfRegion: Int32Array;
  readonly masks: readonly Bits[];
  /** The class of each single text or number that a cell names. */
  readonly named: ReadonlyMap<unknown, number>;
  /** The class of every other text and number where no cell tells them apart, else -1. */
  readonly otherText: number;
  readonly otherNumber: number;
  /** The rules whose cell is not `-`. */
  readonly cares: Bits;
  /** Of these, the ones that no region can express: they are alive everywhere and must be asked. */
  readonly asks: Bits | undefined;
  /** The rules a value leaves alive. */
  readonly aliveFor: (value: unknown) => Alive;
  /** By rule: the members of which a list must hold one, where a cell says just that. */
  readonly members: readonly (readonly unknown[] | undefined)[];
};

/** Above this many words of masks a column is asked cell by cell: memory is worth more than the last microsecond. */
const MOST_WORDS = 8_000_000;

type Toggles = ReadonlyMap<number, readonly number[]>;

/** For each region the rules that begin or cease to be alive there. */
function togglesOf(cells: readonly Cell[], lines: Partition, direct: Bits): Toggles {
  const toggles = new Map<number, number[]>();
  const toggle = (region: number, rule: number) => {
    const list = toggles.get(region);
    if (list === undefined) toggles.set(region, [rule]);
    else list.push(rule);
  };
  const spansByCell = new Map<Cell, ReturnType<typeof accepted>>();
  for (const [rule, cell] of cells.entries()) {
    if (!spansByCell.has(cell)) spansByCell.set(cell, accepted(lines, cell));
    const spans = spansByCell.get(cell);
    if (spans === undefined) addBit(direct, rule);
    for (const [from, to] of spans ?? [[0, lines.size - 1] as const]) {
      toggle(from, rule);
      toggle(to + 1, rule);
    }
  }
  return toggles;
}

/** Gives equal masks one number. */
class Classes {
  readonly masks: Bits[] = [];
  private readonly numbers = new BitsMap<number>();

  numberOf(running: Bits): number {
    const known = this.numbers.get(running);
    if (known !== undefined) return known;
    const mask = running.slice();
    this.numbers.add(mask, this.masks.length);
    return this.masks.push(mask) - 1;
  }
}

type Index = { readonly classOfRegion: Int32Array; readonly masks: readonly Bits[]; readonly asks: Bits | undefined };

function indexOf(cells: readonly Cell[], lines: Partition): Index {
  const direct = emptyBits(cells.length);
  const toggles = togglesOf(cells, lines, direct);
  const classes = new Classes();
  const classOfRegion = new Int32Array(lines.size);
  const running = emptyBits(cells.length);
  let current = -1;
  for (let region = 0; region < lines.size; region += 1) {
    const changes = toggles.get(region);
    for (const rule of changes ?? []) toggleBit(running, rule);
    if (changes !== undefined || current < 0) current = classes.numberOf(running);
    classOfRegion[region] = current;
  }
  return { classOfRegion, masks: classes.masks, asks: direct.some((word) => word !== 0) ? direct : undefined };
}

/** Every rule alive, every cell but `-` to be asked. */
function askAll(cells: readonly Cell[], cares: Bits): Alive {
  const all = emptyBits(cells.length);
  for (const rule of cells.keys()) addBit(all, rule);
  return { masks: [all], asks: cares };
}

const isMembership = (cell: Cell): boolean =>
  cell.kind === 'tests' && !cell.negated && cell.tests.every((test) => test.t === 'has');

const membersOf = (cell: Cell): readonly unknown[] | undefined =>
  isMembership(cell) && cell.kind === 'tests' ? cell.tests.flatMap((test) => (test.t === 'has' ? [test.value] : [])) : undefined;

/** A longer list is united once instead of being asked member by member for each rule. */
const MOST_MASKS = 8;

/** Looks a list up member by member: the rules that mention a member, and those that do not depend on members. */
function listIndex(cells: readonly Cell[]): (list: readonly unknown[]) => Alive {
  const base = emptyBits(cells.length);
  const asks = emptyBits(cells.length);
  const byMember = new Map<unknown, Bits>();
  for (const [rule, cell] of cells.entries()) {
    if (!isMembership(cell)) addBit(base, rule);
    if (!isMembership(cell) && cell.kind !== 'any') addBit(asks, rule);
    for (const member of membersOf(cell) ?? []) {
      const bits = byMember.get(member) ?? emptyBits(cells.length);
      addBit(bits, rule);
      byMember.set(member, bits);
    }
  }
  const pending = asks.some((word) => word !== 0) ? asks : undefined;
  return (list) => {
    const masks = [base];
    for (const member of list) {
      const bits = byMember.get(member);
      if (bits !== undefined) masks.push(bits);
    }
    return { masks: masks.length > MOST_MASKS ? [union(masks, cells.length)] : masks, asks: pending };
  };
}

function union(masks: readonly Bits[], size: number): Bits {
  const all = emptyBits(size);
  for (const mask of masks) orInto(all, mask);
  return all;
}

function caring(cells: readonly Cell[]): Bits {
  const cares = emptyBits(cells.length);
  for (const [rule, cell] of cells.entries()) if (cell.kind !== 'any') addBit(cares, rule);
  return cares;
}

/** The class of each text and number that stands on a line as a point; dates are numbers too and are left to their line. */
function namedClasses(lines: Partition, classOfRegion: Int32Array): Map<unknown, number> {
  const named = new Map<unknown, number>();
  for (const kind of ['number', 'string'] as const) {
    const { base, points } = lines.lines[kind];
    for (const [at, point] of points.entries()) named.set(point, classOfRegion[base + 2 * at + 1] ?? -1);
  }
  return named;
}

/** Indexes the cells of one input. */
export function columnOf(cells: readonly Cell[]): Column {
  const lines = partition(cells);
  const cares = caring(cells);
  const exotic = askAll(cells, cares);
  const tooLarge = lines.size * ((cells.length + 31) >>> 5) > MOST_WORDS;
  const index: Index = tooLarge
    ? { classOfRegion: new Int32Array(lines.size), masks: exotic.masks, asks: cares }
    : indexOf(cells, lines);
  const { classOfRegion, masks, asks } = index;
  const other = (kind: 'number' | 'string'): number => {
    const line = lines.lines[kind];
    return line.cut ? -1 : (classOfRegion[line.base] ?? -1);
  };
  const byClass = masks.map((mask): Alive => ({ masks: [mask], asks }));
  const forList = listIndex(cells);
  const aliveFor = (value: unknown): Alive =>
    Array.isArray(value) ? forList(value) : (byClass[classOfRegion[regionOf(lines, value)] ?? -1] ?? exotic);
  return {
    ...{ cells, lines, classOfRegion, masks, cares, asks, aliveFor },
    named: namedClasses(lines, classOfRegion),
    otherText: other('string'),
    otherNumber: other('number'),
    members: cells.map(membersOf),
  };
}

/** The class a value falls in, or -1 for a list or a value left to the interpreter. */
export function classOf(column: Column, value: unknown): number {
  if (typeof value === 'string') {
    const known = column.named.get(value);
    if (known !== undefined) return known;
    if (column.otherText >= 0) return column.otherText;
  } else if (typeof value === 'number') {
    const known = column.named.get(value);
    if (known !== undefined) return known;
    if (column.otherNumber >= 0 && !Number.isNaN(value)) return column.otherNumber;
  }
  return column.classOfRegion[regionOf(column.lines, value)] ?? -1;
}

/** Asks one cell of one value; undefined where only the interpreter can tell. */
export function askCell(cell: Cell, probe: Probe): boolean | undefined {
  return decides(cell, probe) ? cellPasses(cell, probe) : undefined;
}
