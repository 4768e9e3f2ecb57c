import { hasBit } from './bitset';
import { probeOf } from './cell';
import { askCell, type Alive, type Column } from './column';
import { cellFailed } from './evaluate';
import { testCell, type FeelError, type FeelOptions } from './feel';
import type { Facts } from './feel-value';
import type { Failed } from './outcome';
import { pairOf } from './pair';
import type { DecisionTable } from './table';

/** Finds the rules (from 0) that match the inputs' values, in table order; under F the first alone. */
export type Searcher = (
  values: readonly unknown[],
  valid: Alive | undefined,
  facts: Facts,
  options: FeelOptions,
) => number[] | Failed;

type Asked = { readonly yes: boolean; readonly error?: FeelError; readonly column?: number };
const YES: Asked = { yes: true };
const NO: Asked = { yes: false };

/** What one evaluation looks at: the inputs' values and the rules each column leaves alive. */
type Question = {
  readonly values: readonly unknown[];
  readonly alive: readonly Alive[];
  readonly facts: Facts;
  readonly options: FeelOptions;
};

/** The cells of a rule that the index could not decide; a failing one counts only when none says no. */
function askRest(table: DecisionTable, columns: readonly Column[], question: Question, rule: number): Asked {
  let trouble: Asked | undefined;
  for (let column = 0; column < columns.length; column += 1) {
    const asks = question.alive[column]?.asks;
    if (asks === undefined || !hasBit(asks, rule)) continue;
    const value = question.values[column];
    const known = askCell(columns[column]?.cells[rule] ?? { kind: 'any' }, probeOf(value));
    if (known === false) return NO;
    if (known === true) continue;
    const said = testCell(table.rules[rule]?.when[column] ?? '', value, question.facts, question.options);
    if (!said.ok) trouble ??= { yes: false, error: said.error, column };
    else if (!said.value) return NO;
  }
  return trouble ?? YES;
}

function isAlive(alive: Alive, rule: number): boolean {
  const { masks } = alive;
  for (let at = 0; at < masks.length; at += 1) if ((((masks[at]?.[rule >>> 5] ?? 0) >>> (rule & 31)) & 1) === 1) return true;
  return false;
}

/** Whether a rule is alive in the columns that the short list did not already take into account. */
function aliveElsewhere(alive: readonly Alive[], rule: number, a: number, b: number): boolean {
  for (let column = 0; column < alive.length; column += 1) {
    const one = alive[column];
    if (column !== a && column !== b && one !== undefined && !isAlive(one, rule)) return false;
  }
  return true;
}

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

const anyAsks = (alive: readonly Alive[]): boolean => {
  for (const one of alive) if (one.asks !== undefined) return true;
  return false;
};

/** Prepares the search of a table: a short list from its two sharpest columns, the others asked of that list alone. */
export function searcher(table: DecisionTable, columns: readonly Column[]): Searcher {
  const pair = pairOf(columns);
  const [a, b] = pair?.columns ?? [-1, -1];
  const firstOnly = table.hitPolicy === 'F';

  /** Takes a candidate that the index lets through; the answer says whether the search is over. */
  const take = (rule: number, question: Question, asking: boolean, hits: number[]): boolean | Failed => {
    const asked = asking ? askRest(table, columns, question, rule) : YES;
    if (asked.error !== undefined) return cellFailed(table, rule, asked.column ?? 0, asked.error);
    if (asked.yes) hits.push(rule);
    return asked.yes && firstOnly;
  };

  // Plain loops: this is the path every decision of every issue takes.
  const among = (short: Int32Array, question: Question, asking: boolean, hits: number[]): number[] | Failed => {
    for (let at = 0; at < short.length; at += 1) {
      const rule = short[at] ?? 0;
      if (!aliveElsewhere(question.alive, rule, a, b)) continue;
      const over = take(rule, question, asking, hits);
      if (over !== false) return over === true ? hits : over;
    }
    return hits;
  };

  const everywhere = (question: Question, asking: boolean, hits: number[]): number[] | Failed => {
    for (const rule of aliveRules(question.alive, table.rules.length)) {
      const over = take(rule, question, asking, hits);
      if (over !== false) return over === true ? hits : over;
    }
    return hits;
  };

  return (values, valid, facts, options) => {
    const short = pair?.candidates(values[a], values[b]);
    if (short?.length === 0) return [];
    const alive: Alive[] = [];
    for (let column = 0; column < columns.length; column += 1) {
      const one = columns[column];
      if (one !== undefined) alive.push(one.aliveFor(values[column]));
    }
    const asking = anyAsks(alive);
    if (valid !== undefined) alive.push(valid);
    const question = { values, alive, facts, options };
    return short === undefined ? everywhere(question, asking, []) : among(short, question, asking, []);
  };
}
