import { type NameOf, cellWords } from './cell-words';
import { evaluate } from './evaluate';
import { type NearMiss, explain } from './explain';
import type { FeelOptions } from './feel';
import { sameJson, type Facts, type FeelJson } from './feel-value';
import type { TableResult } from './outcome';
import type { Bilingual, DecisionTable } from './table';

/** One cell that asks something, in words; a cell that lets everything pass is left out. */
export type SaidCell = { column: string; label: Bilingual; expression: string; cell: string; text: Bilingual };

/** A rule as people read it. `number` counts from 1. */
export type SaidRule = {
  number: number;
  note: string | null;
  cells: SaidCell[];
  then: { id: string; label: Bilingual; text: string }[];
};

export type SaidMiss = SaidRule & {
  /** The cells that said no, each with the value it was asked about. */
  no: (SaidCell & { value: FeelJson })[];
  /** The smallest change of one fact after which this rule answers, where one cell alone stood in the way and it is so. */
  change: { label: Bilingual; expression: string; from: FeelJson; to: FeelJson } | null;
};

/** Why a table answered as it did, in words (DESIGN 6). */
export type Account = { result: TableResult; matched: SaidRule[]; near: SaidMiss[] };

/** How values are called, by the expression of the column they stand in. */
export type Naming = (expression: string) => NameOf;

type Looked = { table: DecisionTable; facts: Facts; naming: Naming; options: FeelOptions };

/** The rules that matched, the `near` ones that came nearest without, and what would have turned the answer. */
export function accountOf(looked: Looked, near: number): Account {
  const { table, facts, options } = looked;
  const said = explain(table, facts, { ...options, near });
  const matched = said.result.ok ? said.result.matched : [];
  return {
    result: said.result,
    matched: matched.flatMap((number) => saidRule(looked, number)),
    near: said.near.flatMap((miss) => saidMiss(looked, miss, said.result)),
  };
}

/** Rules of a table in words, read off as they are written. */
export const rulesInWords = (table: DecisionTable, numbers: readonly number[], naming: Naming): SaidRule[] =>
  numbers.flatMap((number) => saidRule({ table, naming }, number));

function saidRule({ table, naming }: Pick<Looked, 'table' | 'naming'>, number: number): SaidRule[] {
  const rule = table.rules[number - 1];
  if (!rule) return [];
  const cells = table.inputs.flatMap(({ id, label, expression }, i): SaidCell[] => {
    const cell = rule.when[i] ?? '';
    const text = cellWords(cell, naming(expression));
    return text ? [{ column: id, label, expression, cell, text }] : [];
  });
  const then = table.outputs.map(({ id, label }, i) => ({ id, label, text: rule.then[i] ?? '' }));
  return [{ number, note: rule.note ?? null, cells, then }];
}

const validity: Bilingual = { zh: '有效期', en: 'Validity' };

function saidMiss(looked: Looked, miss: NearMiss, was: TableResult): SaidMiss[] {
  return saidRule(looked, miss.rule).map((rule) => ({
    ...rule,
    no: miss.refusals.map(({ column, cell, value }) => {
      const known = rule.cells.find((one) => one.column === column);
      return { ...(known ?? { column, label: validity, expression: column, cell, text: { zh: cell, en: cell } }), value };
    }),
    change: changeOf(looked, miss, was),
  }));
}

/** Only a change that was tried and does turn the answer is told: a rule above may still stand in the way. */
function changeOf({ table, facts, options }: Looked, { rule, change }: NearMiss, was: TableResult): SaidMiss['change'] {
  const label = table.inputs.find(({ id }) => id === change?.column)?.label;
  if (!change || !label || !isName(change.expression)) return null;
  const then = evaluate(table, { ...facts, [change.expression]: change.to }, options);
  if (!then.ok || !then.matched.includes(rule)) return null;
  if (was.ok && sameJson(was.value as FeelJson, then.value as FeelJson)) return null;
  return { label, expression: change.expression, from: change.from, to: change.to };
}

/** A fact's own name: what can be changed as it stands. */
const isName = (expression: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(expression);
