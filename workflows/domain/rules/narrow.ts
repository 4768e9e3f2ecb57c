import { hasBit } from './bitset';
import type { Column } from './column';

/**
 * A place in the tree that narrows a table down: the rules still possible there, in table order. At an inner node the class
 * of one more column's value says where to go on; a leaf's few rules are asked one by one.
 */
export type Node = {
  readonly rules: Int32Array;
  /** The column to look at next, or -1 at a leaf. */
  readonly column: number;
  /** By class; made when first needed. */
  readonly children: (Node | undefined)[];
  /** Columns already looked at. */
  readonly seen: readonly number[];
  /** At a leaf, for each of its rules: the columns whose class must still let it through, and those whose cell must be asked. */
  readonly needs: readonly (readonly number[])[];
  readonly asks: readonly (readonly number[])[];
};

/** So few rules are asked one by one sooner than another column is looked at for all of them. */
const FEW = 6;

/** Rule numbers kept in all nodes of a table; when they are used up, a node's rules are asked where they stand. */
const MOST_KEPT = 2_000_000;

const bit = (bits: Column['asks'], rule: number): boolean => bits !== undefined && hasBit(bits, rule);

/**
 * The tree of a table, grown along the ways that values take: what is found at a leaf is exactly what each column's cells say
 * of each rule. Where the first match alone is wanted, rules behind one that nothing can stop any more are dropped.
 */
export class Narrowing {
  readonly root: Node;
  private kept = 0;
  private readonly columns: readonly Column[];
  /** Columns of single values: those that nodes may branch by. */
  private readonly branching: readonly number[];
  private readonly firstOnly: boolean;
  /** Share of the rules speaking in a column that one of its classes leaves alive, on average. */
  private readonly sharpness: readonly number[];

  constructor(columns: readonly Column[], size: number, branching: readonly number[], firstOnly: boolean) {
    this.columns = columns;
    this.branching = branching;
    this.firstOnly = firstOnly;
    this.sharpness = columns.map(aliveShare);
    this.root = this.nodeOf(
      Int32Array.from({ length: size }, (_, rule) => rule),
      [],
    );
  }

  /** The node that a class of an inner node's column leads to. */
  grow(node: Node, group: number): Node {
    const mask = this.columns[node.column]?.masks[group];
    const rules = mask === undefined ? node.rules : node.rules.filter((rule) => hasBit(mask, rule));
    const child = this.nodeOf(rules, [...node.seen, node.column]);
    node.children[group] = child;
    return child;
  }

  private nodeOf(possible: Int32Array, seen: readonly number[]): Node {
    const rules = this.firstOnly ? this.upToSure(possible, seen) : possible;
    this.kept += rules.length + 1;
    const column = rules.length <= FEW || this.kept > MOST_KEPT ? -1 : this.sharpest(rules, seen);
    if (column >= 0) return { rules, column, children: [], seen, needs: [], asks: [] };
    const left = [...this.columns.keys()].filter((at) => !seen.includes(at));
    const asks = [...rules].map((rule) => [...this.columns.keys()].filter((at) => bit(this.columns[at]?.asks, rule)));
    const needs = [...rules].map((rule) => this.inOrder(left.filter((at) => this.stops(at, rule))));
    return { rules, column, children: [], seen, needs, asks };
  }

  /** Whether a column not yet looked at may say no to a rule by its class alone. */
  private stops(column: number, rule: number): boolean {
    const one = this.columns[column];
    return one !== undefined && hasBit(one.cares, rule) && !bit(one.asks, rule);
  }

  /** Those that say no most often first. */
  private inOrder(columns: readonly number[]): number[] {
    return [...columns].sort((a, b) => (this.sharpness[a] ?? 1) - (this.sharpness[b] ?? 1));
  }

  private upToSure(rules: Int32Array, seen: readonly number[]): Int32Array {
    const sure = rules.findIndex((rule) =>
      this.columns.every((column, at) => !hasBit(column.cares, rule) || (seen.includes(at) && !bit(column.asks, rule))),
    );
    return sure < 0 ? rules : rules.slice(0, sure + 1);
  }

  /** The column expected to leave the fewest of some rules; -1 where none says anything of them. */
  private sharpest(rules: Int32Array, seen: readonly number[]): number {
    let [best, most] = [-1, 0];
    for (const at of this.branching) {
      if (seen.includes(at)) continue;
      let speaking = 0;
      for (const rule of rules) if (this.stops(at, rule)) speaking += 1;
      const gone = speaking * (1 - (this.sharpness[at] ?? 1));
      if (gone > most) [best, most] = [at, gone];
    }
    return best;
  }
}

function aliveShare(column: Column): number {
  const speaking = [...column.cells.keys()].filter((rule) => hasBit(column.cares, rule) && !bit(column.asks, rule));
  if (speaking.length === 0) return 1;
  let alive = 0;
  for (const mask of column.masks) for (const rule of speaking) if (hasBit(mask, rule)) alive += 1;
  return alive / (speaking.length * column.masks.length);
}
