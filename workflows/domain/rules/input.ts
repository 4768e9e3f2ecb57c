import { FEEL, type Asking } from './asking';
import type { FeelOptions } from './feel';
import { conform, type Facts } from './feel-value';
import { failed, type Failed } from './outcome';
import type { DecisionTable, TableRule } from './table';

/** The inputs' values for one set of facts, in the order of the columns. */
export type Inputs = { readonly ok: true; readonly values: readonly unknown[]; readonly mistyped: readonly string[] };

/** Gives the value of an input expression before it is brought to its type. */
export type ReadInput = (column: number) => { readonly ok: true; readonly value: unknown } | Failed;

/** Reads each input expression and brings it to its declared type; a value of another type counts as null and is named. */
export function readInputs(table: DecisionTable, read: ReadInput): Inputs | Failed {
  const values: unknown[] = [];
  const mistyped: string[] = [];
  for (let column = 0; column < table.inputs.length; column += 1) {
    const input = table.inputs[column];
    const found = read(column);
    if (!found.ok) return found;
    const value = conform(found.value, input?.type ?? 'any');
    if (value === undefined) mistyped.push(input?.id ?? '');
    values.push(value ?? null);
  }
  return { ok: true, values, mistyped };
}

/** The plain way to read an input: FEEL over the facts. Fails with `INPUT_ERROR`. */
export function feelInput(
  table: DecisionTable,
  column: number,
  facts: Facts,
  options: FeelOptions,
  feel: Asking = FEEL,
): ReturnType<ReadInput> {
  const input = table.inputs[column];
  const read = feel.read(input?.expression ?? 'null', facts, options);
  return read.ok ? read : failed('INPUT_ERROR', read.error.message, { cell: input?.id ?? '' });
}

export const isDated = (rule: TableRule): boolean => rule.from !== undefined || rule.to !== undefined;

/** The local date of the present, for the validity of rules: `now` bears its own offset. */
export const dateOf = (options: FeelOptions): string | undefined => /^\d{4}-\d{2}-\d{2}(?=T|$)/u.exec(options.now ?? '')?.[0];

export const isValidOn = (rule: TableRule, date: string): boolean =>
  (rule.from === undefined || rule.from <= date) && (rule.to === undefined || date <= rule.to);

/** What stops every evaluation of a table: `TABLE_BROKEN` (a rule with too few or too many cells), `NO_DATE` (dated rules, no present). */
export function obstacle(table: DecisionTable, options: FeelOptions): Failed | undefined {
  return torn(table) ?? (dateOf(options) === undefined && table.rules.some(isDated) ? undated() : undefined);
}

/** `TABLE_BROKEN` for the first rule whose number of cells is wrong. */
export function torn(table: DecisionTable): Failed | undefined {
  const at = table.rules.findIndex(
    (rule) => rule.when.length !== table.inputs.length || rule.then.length !== table.outputs.length,
  );
  if (at < 0) return undefined;
  return failed(
    'TABLE_BROKEN',
    { zh: `规则 ${at + 1} 的单元格数不对`, en: `Rule ${at + 1} has the wrong number of cells` },
    { rule: at + 1 },
  );
}

export const undated = (): Failed =>
  failed('NO_DATE', {
    zh: '有规则带有效期，但没有给出当前时间',
    en: 'Some rules have dates of validity, but no present time was given',
  });
