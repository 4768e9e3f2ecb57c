import { answerOfRule, prioritiesOf } from './answer';
import { FEEL, type Asking } from './asking';
import type { FeelError, FeelOptions } from './feel';
import { conform, toJson, type Facts } from './feel-value';
import { evaluateFeel } from './feel';
import { dateOf, feelInput, isValidOn, obstacle, readInputs } from './input';
import { failed, settle, type Failed, type TableResult } from './outcome';
import type { DecisionTable, LiteralDecision, TableRule } from './table';

/** What a rule says to the inputs: a cell that fails counts only when no other cell says no. */
type RuleSays = { readonly matches: boolean; readonly error?: FeelError; readonly column?: number };

type Asked = { readonly facts: Facts; readonly options: FeelOptions; readonly feel: Asking };

function ruleSays(rule: TableRule, values: readonly unknown[], { facts, options, feel }: Asked): RuleSays {
  let trouble: RuleSays | undefined;
  for (let column = 0; column < values.length; column += 1) {
    const said = feel.test(rule.when[column] ?? '', values[column], facts, options);
    if (!said.ok) trouble ??= { matches: false, error: said.error, column };
    else if (!said.value) return { matches: false };
  }
  return trouble ?? { matches: true };
}

export const cellFailed = (table: DecisionTable, rule: number, column: number, error: FeelError): Failed =>
  failed('CELL_ERROR', error.message, { rule: rule + 1, cell: table.inputs[column]?.id ?? '' });

function hitsOf(table: DecisionTable, values: readonly unknown[], asked: Asked): { ok: true; hits: number[] } | Failed {
  const hits: number[] = [];
  const date = dateOf(asked.options);
  for (const [index, rule] of table.rules.entries()) {
    if (date !== undefined && !isValidOn(rule, date)) continue;
    const said = ruleSays(rule, values, asked);
    if (said.error !== undefined) return cellFailed(table, index, said.column ?? 0, said.error);
    if (said.matches) hits.push(index);
    if (said.matches && table.hitPolicy === 'F') break;
  }
  return { ok: true, hits };
}

/**
 * The plain interpretation of a table: every rule in turn, every cell by FEEL. `compileTable` must always give the same.
 * @returns `INPUT_ERROR`, `CELL_ERROR`, `TABLE_BROKEN`, `NO_DATE`, or what `settle` refuses
 */
export function evaluate(table: DecisionTable, facts: Facts, options: FeelOptions = {}, feel: Asking = FEEL): TableResult {
  const stop = obstacle(table, options);
  if (stop !== undefined) return stop;
  const inputs = readInputs(table, (column) => feelInput(table, column, facts, options, feel));
  if (!inputs.ok) return inputs;
  const found = hitsOf(table, inputs.values, { facts, options, feel });
  if (!found.ok) return found;
  const result = settle(table, found.hits, (rule) => answerOfRule(table, rule, facts, options, feel), prioritiesOf(table));
  return result.ok && inputs.mistyped.length > 0 ? { ...result, mistyped: inputs.mistyped } : result;
}

/** Answers a literal decision: its expression's value under its output's name; `CELL_ERROR` or `OUTPUT_NOT_ALLOWED`. */
export function evaluateLiteral(decision: LiteralDecision, facts: Facts, options: FeelOptions = {}): TableResult {
  const read = evaluateFeel(decision.expression, facts, options);
  if (!read.ok) return failed('CELL_ERROR', read.error.message, { cell: decision.output });
  const value = conform(read.value, decision.type);
  if (value !== undefined) return { ok: true, value: { [decision.output]: toJson(value) }, matched: [] };
  const words = { zh: `结果不是 ${decision.type}`, en: `The answer is not of type ${decision.type}` };
  return failed('OUTPUT_NOT_ALLOWED', words, { cell: decision.output });
}
