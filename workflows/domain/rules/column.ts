import { addBit, emptyBits, orInto, toggleBit, type Bits } from './bitset';
import { cellPasses, decides, type Cell, type Probe } from './cell';
import { accepted, partition, regionOf, type Partition } from './regions';

/**
 * The rules that a column's value leaves alive: those in any of `masks`. Of these, the ones in `asks` have a cell that
 * must still be asked one by one.
 */
export type Alive = { readonly masks: readonly Bits[]; readonly asks: Bits | undefined };

/** One input's cells, indexed: by region for single values, by member for lists. */
export type Column = {
  readonly cells: readonly Cell[];
  readonly lines: Partition;
  /** By region. Regions that cut nothing share one entry. */
  readonly byRegion: readonly Alive[];
  /** The rules a value leaves alive. */
  readonly aliveFor: (value: unknown) => Alive;
  /** Whether lists are looked up by member here. */
  readonly listed: boolean;
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

function regionsOf(cells: readonly Cell[], lines: Partition): Alive[] {
  const direct = emptyBits(cells.length);
  const toggles = togglesOf(cells, lines, direct);
  const asks = direct.some((word) => word !== 0) ? direct : undefined;
  const alive: Alive[] = [];
  const running = emptyBits(cells.length);
  let current: Alive = { masks: [running.slice()], asks };
  for (let region = 0; region < lines.size; region += 1) {
    const changes = toggles.get(region);
    for (const rule of changes ?? []) toggleBit(running, rule);
    if (changes !== undefined) current = { masks: [running.slice()], asks };
    alive.push(current);
  }
  return alive;
}

const isMembership = (cell: Cell): boolean =>
  cell.kind === 'tests' && !cell.negated && cell.tests.every((test) => test.t === 'has');

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
    for (const test of isMembership(cell) && cell.kind === 'tests' ? cell.tests : []) {
      if (test.t !== 'has') continue;
      const bits = byMember.get(test.value) ?? emptyBits(cells.length);
      addBit(bits, rule);
      byMember.set(test.value, bits);
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

/** Every rule alive, every cell but `-` to be asked. */
function askAll(cells: readonly Cell[]): Alive {
  const all = emptyBits(cells.length);
  const asks = emptyBits(cells.length);
  for (const [rule, cell] of cells.entries()) {
    addBit(all, rule);
    if (cell.kind !== 'any') addBit(asks, rule);
  }
  return { masks: [all], asks };
}

/** Indexes the cells of one input. */
export function columnOf(cells: readonly Cell[]): Column {
  const lines = partition(cells);
  const exotic = askAll(cells);
  const tooLarge = lines.size * ((cells.length + 31) >>> 5) > MOST_WORDS;
  const byRegion = tooLarge ? Array.from({ length: lines.size }, () => exotic) : regionsOf(cells, lines);
  const forList = listIndex(cells);
  // Bound here: an imported name is looked up through its module at each call, and this is called for every fact.
  const region = regionOf;
  const aliveFor = (value: unknown): Alive =>
    Array.isArray(value) ? forList(value) : (byRegion[region(lines, value)] ?? exotic);
  return { cells, lines, byRegion, aliveFor, listed: cells.some(isMembership) };
}

/** Asks one cell of one value; undefined where only the interpreter can tell. */
export function askCell(cell: Cell, probe: Probe): boolean | undefined {
  return decides(cell, probe) ? cellPasses(cell, probe) : undefined;
}
