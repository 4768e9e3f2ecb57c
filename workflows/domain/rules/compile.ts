import { parseDate } from 'feelin';
import { answerOfRule, prioritiesOf } from './answer';
import { cellOf, dayNumber, type Cell } from './cell';
import { columnOf } from './column';
import { factReader, type FactReader } from './fact-reader';
import type { FeelOptions } from './feel';
import { conform, type Facts } from './feel-value';
import { dateOf, isDated, torn, undated, type Inputs } from './input';
import { failed, settle, type AnswerOf, type Failed, type TableResult } from './outcome';
import { readyAnswers } from './ready';
import { searcher } from './search';
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

/** As `readInputs`, without going through FEEL for facts that are read by their name. */
function readFast(table: DecisionTable, readers: readonly FactReader[], facts: Facts, options: FeelOptions): Inputs | Failed {
  const values: unknown[] = [];
  let mistyped: string[] = NO_IDS;
  for (let column = 0; column < readers.length; column += 1) {
    const input = table.inputs[column];
    const reader = readers[column];
    if (input === undefined || reader === undefined) continue;
    let raw: unknown;
    if (reader.name !== undefined) raw = Object.hasOwn(facts, reader.name) ? (facts[reader.name] ?? null) : null;
    else {
      const found = reader.read(facts, options);
      if (!found.ok) return failed('INPUT_ERROR', found.error.message, { cell: input.id });
      raw = found.value;
    }
    const value = typeof raw === input.type ? raw : conform(raw, input.type);
    if (value === undefined) mistyped = [...mistyped, input.id];
    values.push(value ?? null);
  }
  return { ok: true, values, mistyped };
}

const NO_IDS: string[] = [];

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
  const search = searcher(table, columns);
  const single = table.hitPolicy === 'F' || table.hitPolicy === 'U';
  const answerWith =
    (facts: Facts, options: FeelOptions): AnswerOf =>
    (rule) => {
      const known = ready(rule);
      return known === undefined ? answerOfRule(table, rule, facts, options) : { ok: true, value: { ...known } };
    };

  const evaluate = (facts: Facts, options: FeelOptions = NONE): TableResult => {
    if (broken !== undefined) return broken;
    const date = validityColumn === undefined ? undefined : dateOf(options);
    if (validityColumn !== undefined && date === undefined) return undated();
    const found = readFast(table, readers, facts, options);
    if (!found.ok) return found;
    const valid = validityColumn === undefined ? undefined : validityColumn.aliveFor(parseDate(date ?? ''));
    const hits = search(found.values, valid, facts, options);
    if (!Array.isArray(hits)) return hits;
    const only = single && hits.length === 1 && found.mistyped.length === 0 ? ready(hits[0] ?? 0) : undefined;
    if (only !== undefined) return { ok: true, value: { ...only }, matched: [(hits[0] ?? 0) + 1] };
    const result = settle(table, hits, answerWith(facts, options), priorities);
    return result.ok && found.mistyped.length > 0 ? { ...result, mistyped: found.mistyped } : result;
  };

  return { table, evaluate };
}
