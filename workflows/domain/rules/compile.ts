import { parseDate } from 'feelin';
import { answerOfRule, outputText, prioritiesOf } from './answer';
import { hasBit } from './bitset';
import { cellOf, dayNumber, probeOf, type Cell } from './cell';
import { aliveIn, askCell, columnOf, isAlive, type Alive, type Column } from './column';
import { cellFailed } from './evaluate';
import { factReader } from './fact-reader';
import { testCell, type FeelError, type FeelOptions } from './feel';
import type { Facts } from './feel-value';
import { dateOf, isDated, readInputs, torn, undated } from './input';
import { DEFAULT_RULE, failed, settle, type Answer, type AnswerOf, type Failed, type TableResult } from './outcome';
import { pairOf } from './pair';
import type { DecisionTable, TableRule } from './table';

/** A table made ready to be asked often; always answers what `evaluate` would. */
export type CompiledTable = {
  readonly table: DecisionTable;
  readonly evaluate: (facts: Facts, options?: FeelOptions) => TableResult;
};

const NONE: FeelOptions = {};

/** A rule's dates of validity as the cell of one more column. */
function validityCell(rule: TableRule): Cell {
  if (!isDated(rule)) return { kind: 'any' };
  const bound = (date: string | undefined) => (date === undefined ? null : { at: dayNumber(date), included: true });
  return { kind: 'tests', negated: false, tests: [{ t: 'range', kind: 'date', lo: bound(rule.from), hi: bound(rule.to) }] };
}

/** The cells of a table by column, the dates of validity last when there are any. */
export function cellsOf(table: DecisionTable, memo: Map<string, Cell>): { inputs: Cell[][]; validity: Cell[] | undefined } {
  const inputs = table.inputs.map((_, column) => table.rules.map((rule) => cellOf(rule.when[column] ?? '', memo)));
  return { inputs, validity: table.rules.some(isDated) ? table.rules.map(validityCell) : undefined };
}

const LITERAL = /^(?:-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|true|false|null)$/u;

/** Answers that are the same whatever the facts, made once. Only single values: an answer handed out may be changed by its taker. */
function readyAnswers(table: DecisionTable): (rule: number) => Answer | undefined {
  const byTexts = new Map<string, Answer | undefined>();
  const make = (rule: number): Answer | undefined => {
    const texts = table.outputs.map((_, column) => outputText(table, rule, column).trim());
    if (!texts.every((text) => LITERAL.test(text))) return undefined;
    const key = JSON.stringify(texts);
    if (!byTexts.has(key)) {
      const answer = answerOfRule(table, rule, {}, NONE);
      byTexts.set(key, answer.ok && Object.values(answer.value).every((value) => typeof value !== 'object' || value === null) ? answer.value : undefined);
    }
    return byTexts.get(key);
  };
  const byRule = table.rules.map((_, rule) => make(rule));
  const fallback = make(DEFAULT_RULE);
  return (rule) => (rule === DEFAULT_RULE ? fallback : byRule[rule]);
}

type Asked = { readonly yes: boolean; readonly error?: FeelError; readonly column?: number };
const YES: Asked = { yes: true };
const NO: Asked = { yes: false };

/** What one evaluation looks at: the inputs' values and the rules each column leaves alive. */
type Search = { readonly values: readonly unknown[]; readonly alive: readonly Alive[]; readonly facts: Facts; readonly options: FeelOptions };

/** The cells of a rule that the index could not decide; a failing one counts only when none says no. */
function askRest(table: DecisionTable, columns: readonly Column[], search: Search, rule: number): Asked {
  let trouble: Asked | undefined;
  for (let column = 0; column < columns.length; column += 1) {
    const asks = search.alive[column]?.asks;
    if (asks === undefined || !hasBit(asks, rule)) continue;
    const value = search.values[column];
    const known = askCell(columns[column]?.cells[rule] ?? { kind: 'any' }, probeOf(value));
    if (known === false) return NO;
    if (known === true) continue;
    const said = testCell(table.rules[rule]?.when[column] ?? '', value, search.facts, search.options);
    if (!said.ok) trouble ??= { yes: false, error: said.error, column };
    else if (!said.value) return NO;
  }
  return trouble ?? YES;
}

function aliveEverywhere(alive: readonly Alive[], rule: number): boolean {
  for (const one of alive) if (!isAlive(one, rule)) return false;
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

/**
 * Compiles a table: equality becomes a hash, ranges a sorted search, list membership a hash by member, each giving the set of
 * rules still possible; only the cells of those rules that none of this can decide are asked by FEEL.
 */
export function compileTable(table: DecisionTable): CompiledTable {
  const { inputs, validity } = cellsOf(table, new Map());
  const columns = inputs.map(columnOf);
  const validityColumn = validity === undefined ? undefined : columnOf(validity);
  const readers = table.inputs.map((input) => factReader(input.expression));
  const ready = readyAnswers(table);
  const priorities = prioritiesOf(table);
  const broken = torn(table);
  const pair = pairOf(columns);
  const firstOnly = table.hitPolicy === 'F';

  const candidates = (search: Search): Iterable<number> => {
    const [a, b] = pair?.columns ?? [-1, -1];
    return pair?.candidates(search.values[a], search.values[b]) ?? aliveRules(search.alive, table.rules.length);
  };

  const hitsOf = (search: Search): number[] | Failed => {
    const hits: number[] = [];
    for (const rule of candidates(search)) {
      if (!aliveEverywhere(search.alive, rule)) continue;
      const asked = askRest(table, columns, search, rule);
      if (asked.error !== undefined) return cellFailed(table, rule, asked.column ?? 0, asked.error);
      if (!asked.yes) continue;
      hits.push(rule);
      if (firstOnly) return hits;
    }
    return hits;
  };

  const answerWith =
    (facts: Facts, options: FeelOptions): AnswerOf =>
    (rule) => {
      const known = ready(rule);
      return known === undefined ? answerOfRule(table, rule, facts, options) : { ok: true, value: { ...known } };
    };

  const read = (facts: Facts, options: FeelOptions) =>
    readInputs(table, (column) => {
      const found = readers[column]?.(facts, options) ?? { ok: true, value: null };
      return found.ok ? found : failed('INPUT_ERROR', found.error.message, { cell: table.inputs[column]?.id ?? '' });
    });

  const evaluate = (facts: Facts, options: FeelOptions = NONE): TableResult => {
    if (broken !== undefined) return broken;
    const date = dateOf(options);
    if (validityColumn !== undefined && date === undefined) return undated();
    const found = read(facts, options);
    if (!found.ok) return found;
    const alive = columns.map((column, at) => aliveIn(column, found.values[at]));
    if (validityColumn !== undefined) alive.push(aliveIn(validityColumn, parseDate(date ?? '')));
    const hits = hitsOf({ values: found.values, alive, facts, options });
    if (!Array.isArray(hits)) return hits;
    const result = settle(table, hits, answerWith(facts, options), priorities);
    return result.ok && found.mistyped.length > 0 ? { ...result, mistyped: found.mistyped } : result;
  };

  return { table, evaluate };
}
