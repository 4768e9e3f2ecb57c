import { parseDate } from 'feelin';
import { answerOfRule, prioritiesOf } from './answer';
import { cellOf, dayNumber, type Cell } from './cell';
import { columnOf } from './column';
import { factReader } from './fact-reader';
import { FEEL, type Asking } from './asking';
import type { FeelOptions } from './feel';
import type { Facts } from './feel-value';
import { dateOf, isDated, torn, undated } from './input';
import { madeFor } from './made';
import { inputReader, namesOf } from './input-reader';
import { settle, type AnswerOf, type Failed, type TableResult } from './outcome';
import { readyAnswers } from './ready';
import { searcher } from './search';
import type { DecisionTable, TableRule } from './table';

/** A table made ready to be asked often; always answers what `evaluate` would. */
export type CompiledTable = {
  readonly table: DecisionTable;
  readonly evaluate: (facts: Facts, options?: FeelOptions) => TableResult;
};

/** What somebody who compiles many tables may share among them: cells already read, and another way to ask FEEL. */
type Known = { readonly cells?: Map<string, Cell>; readonly feel?: Asking };

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

/**
 * Compiles a table: equality becomes a hash, ranges a sorted search, list membership a hash by member, each giving the set of
 * rules still possible; only the cells of those rules that none of this can decide are asked by FEEL.
 */
export function compileTable(table: DecisionTable, { cells = new Map(), feel = FEEL }: Known = {}): CompiledTable {
  const { inputs, validity } = cellsOf(table, cells);
  const columns = [...inputs, ...(validity === undefined ? [] : [validity])].map(columnOf);
  const readers = table.inputs.map((input) => factReader(input.expression));
  const read = inputReader(table, readers);
  const today = validity === undefined ? undefined : todayReader();
  const ready = readyAnswers(table);
  const priorities = prioritiesOf(table);
  const broken = torn(table);
  const search = searcher(table, columns, feel.test);
  const firstOnly = table.hitPolicy === 'F';
  const answered = (hits: readonly number[], mistyped: readonly string[], facts: Facts, options: FeelOptions): TableResult => {
    const answerWith: AnswerOf = (rule) => {
      const value = ready.answer(rule);
      return value === undefined ? answerOfRule(table, rule, facts, options, feel) : { ok: true, value };
    };
    const result = settle(table, hits, answerWith, priorities);
    return result.ok && mistyped.length > 0 ? { ...result, mistyped } : result;
  };

  /** Answers from the values and classes that are in their places. */
  const found = (mistyped: readonly string[], facts: Facts, options: FeelOptions): TableResult => {
    if (!firstOnly) {
      const hits = search.all(facts, options);
      return isList(hits) ? answered(hits, mistyped, facts, options) : hits;
    }
    const hit = search.first(facts, options);
    if (typeof hit !== 'number') return hit;
    const known = hit < 0 || mistyped.length > 0 ? undefined : ready.result(hit);
    return known ?? answered(hit < 0 ? [] : [hit], mistyped, facts, options);
  };

  const rest = (facts: Facts, options: FeelOptions = NONE): TableResult => {
    if (broken !== undefined) return broken;
    if (today !== undefined) {
      const date = today(options);
      if (date === undefined) return undated();
      search.values[table.inputs.length] = date;
    }
    const mistyped = read(search.values, facts, options);
    if (!isList(mistyped)) return mistyped;
    search.classify();
    return found(mistyped, facts, options);
  };

  const plain = broken === undefined && validity === undefined;
  const handing = { ...search, rest, found: (facts: Facts, options: FeelOptions = NONE) => found(NO_IDS, facts, options) };
  const evaluate = plain ? madeFor({ table, columns, names: namesOf(readers), ready: ready.result, handing }) : rest;
  return { table, evaluate };
}

const NO_IDS: readonly string[] = [];

const isList = <T>(value: readonly T[] | Failed): value is readonly T[] => Array.isArray(value);

/** The present local date as FEEL has it; most evaluations of one desk share one. */
function todayReader(): (options: FeelOptions) => unknown {
  let known: { now: string | undefined; date: unknown } | undefined;
  return (options) => {
    if (known === undefined || known.now !== options.now) {
      const date = dateOf(options);
      known = { now: options.now, date: date === undefined ? undefined : parseDate(date) };
    }
    return known.date;
  };
}
