import { hasBit } from './bitset';
import { probeOf } from './cell';
import { askCell, classOf, type Alive, type Column } from './column';
import type { Asking } from './asking';
import { cellFailed } from './evaluate';
import type { FeelOptions } from './feel';
import type { Facts } from './feel-value';
import { Narrowing, type Node } from './narrow';
import type { Failed } from './outcome';
import type { DecisionTable } from './table';

/** Asks about the values and classes that were last put in their places. */
type Question<Found> = (facts: Facts, options: FeelOptions) => Found | Failed;

/** Finds the rules (from 0) that match, in table order. One table is asked one question at a time. */
export type Searcher = {
  /** By column: the values asked about, and last the date for the rules' validity where there is one. */
  readonly values: unknown[];
  /** By column: the class of the value, -1 where it has none. */
  readonly classes: Int32Array;
  /** Finds the classes of the values. */
  readonly classify: () => void;
  /** The first match alone: -1 where there is none. */
  readonly first: Question<number>;
  readonly all: Question<number[]>;
};

/** From so many rules in a leaf on, whole words of the columns' masks are met at once. */
const MANY = 64;

/** Types whose values have classes; the others are lists or left to FEEL. */
const SINGLE: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'date', 'any']);

const NOTHING: readonly number[] = [];
const UNKNOWN = -1;

const NO = 0;
const YES = 1;
const SO_FAR = 2;
type Verdict = typeof NO | typeof YES | typeof SO_FAR;

/** Rules alive in every column, in table order, word by word. */
function* aliveRules(alive: readonly Alive[], size: number): Generator<number> {
  for (let word = 0; word < (size + 31) >>> 5; word += 1) {
    let rest = -1;
    for (const one of alive) {
      let some = 0;
      for (const mask of one.masks) some |= mask[word] ?? 0;
      rest &= some;
      if (rest === 0) break;
    }
    for (; rest !== 0; rest &= rest - 1) {
      const rule = word * 32 + 31 - Math.clz32(rest & -rest);
      if (rule < size) yield rule;
    }
  }
}

/**
 * Prepares the search of a table: a tree over its columns of single values leads to a short list of rules, of which the other
 * columns and the cells that only FEEL can decide are asked one by one.
 * @param columns the inputs' columns and, last, the dates of validity where rules have them
 */
export function searcher(table: DecisionTable, columns: readonly Column[], askFeel: Asking['test']): Searcher {
  const branching = table.inputs.flatMap(({ type }, at) => (SINGLE.has(type) ? [at] : []));
  const firstOnly = table.hitPolicy === 'F';
  const narrowing = new Narrowing(columns, table.rules.length, branching, firstOnly);
  const values: unknown[] = columns.map(() => null);
  const classes = new Int32Array(columns.length);
  const masks = columns.map((column) => column.masks);
  const members = columns.map((column) => column.members);

  const classify = (): void => {
    for (let at = 0; at < columns.length; at += 1) classes[at] = classOf(columns[at] as Column, values[at]);
  };

  const ask = (rule: number, column: number, facts: Facts, options: FeelOptions): boolean | Failed => {
    const known = askCell(columns[column]?.cells[rule] ?? { kind: 'any' }, probeOf(values[column]));
    if (known !== undefined) return known;
    const said = askFeel(table.rules[rule]?.when[column] ?? '', values[column], facts, options);
    return said.ok ? said.value : cellFailed(table, rule, column, said.error);
  };

  /** What cells say that their columns' classes cannot tell; one that fails counts only when no other says no. */
  const askEach = (rule: number, asked: readonly number[], facts: Facts, options: FeelOptions): boolean | Failed => {
    let trouble: Failed | undefined;
    for (const column of asked) {
      const said = ask(rule, column, facts, options);
      if (said === false) return false;
      if (said !== true) trouble ??= said;
    }
    return trouble ?? true;
  };

  /** Whether classes, and the members of lists, let a leaf's rule through: `SO_FAR` where a value must still be asked about. */
  const byClass = (rule: number, needs: readonly number[]): Verdict => {
    let verdict: Verdict = YES;
    for (let next = 0; next < needs.length; next += 1) {
      const column = needs[next] ?? 0;
      const group = classes[column] ?? UNKNOWN;
      if (group >= 0) {
        if ((((masks[column]?.[group]?.[rule >>> 5] ?? 0) >>> (rule & 31)) & 1) === 0) return NO;
        continue;
      }
      const wanted = members[column]?.[rule];
      const list = values[column];
      if (wanted === undefined || !Array.isArray(list)) verdict = SO_FAR;
      else if (!meets(wanted, list)) return NO;
    }
    return verdict;
  };

  const stillAsked = (leaf: Node, at: number): readonly number[] => {
    const asks = leaf.asks[at] ?? NOTHING;
    const classless = (leaf.needs[at] ?? NOTHING).filter((column) => (classes[column] ?? UNKNOWN) < 0);
    return classless.length === 0 ? asks : [...asks, ...classless].sort((a, b) => a - b);
  };

  /** Whether the rule at a leaf's place matches. */
  const matches = (leaf: Node, at: number, facts: Facts, options: FeelOptions): boolean | Failed => {
    const rule = leaf.rules[at] ?? 0;
    const verdict = byClass(rule, leaf.needs[at] ?? NOTHING);
    if (verdict === NO) return false;
    if (verdict === YES && leaf.asks[at]?.length === 0) return true;
    return askEach(rule, stillAsked(leaf, at), facts, options);
  };

  /** The leaf that the classes lead to; undefined where a value on the way has none. */
  const leafOf = (): Node | undefined => {
    let node = narrowing.root;
    while (node.column >= 0) {
      const group = classes[node.column] ?? UNKNOWN;
      if (group < 0) return undefined;
      node = node.children[group] ?? narrowing.grow(node, group);
    }
    return node.rules.length > MANY ? undefined : node;
  };

  const everywhere: Question<number[]> = (facts, options) => {
    const alive = columns.map((column, at) => column.aliveFor(values[at]));
    const hits: number[] = [];
    for (const rule of aliveRules(alive, table.rules.length)) {
      const asked = alive.flatMap(({ asks }, at) => (asks !== undefined && hasBit(asks, rule) ? [at] : []));
      const said = askEach(rule, asked, facts, options);
      if (typeof said !== 'boolean') return said;
      if (said) hits.push(rule);
      if (said && firstOnly) break;
    }
    return hits;
  };

  const first: Question<number> = (facts, options) => {
    const leaf = leafOf();
    if (leaf === undefined) {
      const hits = everywhere(facts, options);
      return Array.isArray(hits) ? (hits[0] ?? -1) : hits;
    }
    for (let at = 0; at < leaf.rules.length; at += 1) {
      const said = matches(leaf, at, facts, options);
      if (said === true) return leaf.rules[at] ?? -1;
      if (said !== false) return said;
    }
    return -1;
  };

  const all: Question<number[]> = (facts, options) => {
    const leaf = leafOf();
    if (leaf === undefined) return everywhere(facts, options);
    const hits: number[] = [];
    for (let at = 0; at < leaf.rules.length; at += 1) {
      const said = matches(leaf, at, facts, options);
      if (said === true) hits.push(leaf.rules[at] ?? 0);
      else if (said !== false) return said;
    }
    return hits;
  };

  return { values, classes, classify, first, all };
}

/** Whether a list holds one of the wanted members. */
function meets(wanted: readonly unknown[], list: readonly unknown[]): boolean {
  for (let at = 0; at < wanted.length; at += 1) if (list.includes(wanted[at])) return true;
  return false;
}
