import { cellOf, type Cell } from './cell';
import { nearestValue } from './change';
import { evaluate } from './evaluate';
import { testCell, type FeelOptions } from './feel';
import { toJson, type Facts, type FeelJson } from './feel-value';
import { dateOf, feelInput, isValidOn, readInputs } from './input';
import type { TableResult } from './outcome';
import type { Bilingual, DecisionTable, TableRule } from './table';

/** A cell that said no to a value, or that failed. */
export type CellRefusal = {
  /** The input's id, or `validity` for the rule's dates. */
  readonly column: string;
  readonly cell: string;
  readonly value: FeelJson;
  readonly error?: Bilingual;
};

/** A rule that did not match, and what stood in its way. */
export type NearMiss = {
  /** Counted from 1. */
  readonly rule: number;
  readonly refusals: readonly CellRefusal[];
  /** When one cell alone said no: the smallest change that would turn it. */
  readonly change?: { readonly column: string; readonly expression: string; readonly from: FeelJson; readonly to: FeelJson };
};

export type Explanation = {
  readonly result: TableResult;
  /** What each input's expression gave, by input id. */
  readonly inputs: Readonly<Record<string, FeelJson>>;
  readonly near: readonly NearMiss[];
};

type Looked = {
  readonly table: DecisionTable;
  readonly values: readonly unknown[];
  readonly facts: Facts;
  readonly options: FeelOptions;
};

function refusalsOf(looked: Looked, rule: TableRule): CellRefusal[] {
  const { table, values, facts, options } = looked;
  const refusals = table.inputs.flatMap((input, column): CellRefusal[] => {
    const cell = rule.when[column] ?? '';
    const said = testCell(cell, values[column], facts, options);
    if (said.ok && said.value) return [];
    const refusal = { column: input.id, cell, value: toJson(values[column]) };
    return [said.ok ? refusal : { ...refusal, error: said.error.message }];
  });
  const date = dateOf(options);
  if (date === undefined || isValidOn(rule, date)) return refusals;
  return [...refusals, { column: 'validity', cell: `${rule.from ?? ''}..${rule.to ?? ''}`, value: date }];
}

/** The one fact to change, when one cell alone said no and names where to go. */
function changeOf(looked: Looked, refusals: readonly CellRefusal[], memo: Map<string, Cell>): Pick<NearMiss, 'change'> {
  const [only, more] = refusals;
  if (only === undefined || more !== undefined || only.error !== undefined) return {};
  const column = looked.table.inputs.findIndex((input) => input.id === only.column);
  const input = looked.table.inputs[column];
  if (input === undefined) return {};
  const to = nearestValue(cellOf(only.cell, memo), looked.values[column]);
  return to === undefined ? {} : { change: { column: input.id, expression: input.expression, from: only.value, to } };
}

function missesOf(looked: Looked, near: number): NearMiss[] {
  const memo = new Map<string, Cell>();
  const missed = looked.table.rules
    .map((rule, at) => ({ rule: at + 1, refusals: refusalsOf(looked, rule) }))
    .filter((miss) => miss.refusals.length > 0)
    .sort((a, b) => a.refusals.length - b.refusals.length || a.rule - b.rule);
  return missed.slice(0, near).map((miss) => ({ ...miss, ...changeOf(looked, miss.refusals, memo) }));
}

/**
 * Why a table answers as it does (DESIGN 6): its answer with the rules that matched, and the `near` rules that came nearest
 * without matching, fewest refusing cells first, each with those cells and, when it was one cell, the smallest change of its fact.
 */
export function explain(table: DecisionTable, facts: Facts, how: { readonly near: number } & FeelOptions): Explanation {
  const result = evaluate(table, facts, how);
  const read = readInputs(table, (column) => feelInput(table, column, facts, how));
  if (!read.ok) return { result, inputs: {}, near: [] };
  const inputs = Object.fromEntries(table.inputs.map((input, column) => [input.id, toJson(read.values[column])]));
  return { result, inputs, near: missesOf({ table, values: read.values, facts, options: how }, how.near) };
}
