import { FEEL, type Asking } from './asking';
import type { FeelOptions, FeelResult } from './feel';
import { evaluateFeel } from './feel';
import { conform, sameJson, toJson, type Facts, type FeelJson } from './feel-value';
import { DEFAULT_RULE, failed, type Answer, type Failed, type Priorities } from './outcome';
import type { DecisionTable, TableOutput } from './table';

/** The FEEL text of an output cell; an empty one is null, the default's absence too. */
export function outputText(table: DecisionTable, rule: number, column: number): string {
  const text = rule === DEFAULT_RULE ? table.outputs[column]?.default : table.rules[rule]?.then[column];
  return text === undefined || text.trim() === '' ? 'null' : text;
}

const at = (rule: number, output: TableOutput) => ({ cell: output.id, ...(rule === DEFAULT_RULE ? {} : { rule: rule + 1 }) });

function allowed(output: TableOutput, value: unknown, feel: Asking): boolean {
  if (output.allowed === undefined || value === null) return true;
  return output.allowed.some((text) => {
    const said = feel.test(text, value, {});
    return said.ok && said.value;
  });
}

/** One output cell's value, of its declared type and among its allowed values. */
function outputOf(
  table: DecisionTable,
  rule: number,
  column: number,
  read: FeelResult<unknown>,
  feel: Asking,
): { ok: true; value: FeelJson } | Failed {
  const output = table.outputs[column];
  if (output === undefined) return { ok: true, value: null };
  if (!read.ok) return failed('CELL_ERROR', read.error.message, at(rule, output));
  const value = conform(read.value, output.type);
  if (value !== undefined && allowed(output, value, feel)) return { ok: true, value: toJson(value) };
  const shown = JSON.stringify(toJson(read.value));
  const why =
    value === undefined ? { zh: '类型不符', en: 'has the wrong type' } : { zh: '不在允许值内', en: 'is not an allowed value' };
  return failed('OUTPUT_NOT_ALLOWED', { zh: `结果 ${shown} ${why.zh}`, en: `The answer ${shown} ${why.en}` }, at(rule, output));
}

/** The answer of one rule (index from 0, or `DEFAULT_RULE`): `CELL_ERROR` or `OUTPUT_NOT_ALLOWED` where a cell fails. */
export function answerOfRule(
  table: DecisionTable,
  rule: number,
  facts: Facts,
  options: FeelOptions,
  feel: Asking = FEEL,
): { ok: true; value: Answer } | Failed {
  const answer: Record<string, FeelJson> = {};
  for (let column = 0; column < table.outputs.length; column += 1) {
    const value = outputOf(table, rule, column, feel.read(outputText(table, rule, column), facts, options), feel);
    if (!value.ok) return value;
    answer[table.outputs[column]?.id ?? ''] = value.value;
  }
  return { ok: true, value: answer };
}

/** The priority of an answer: for each output with a list of allowed values, the place of its value in that list. */
export function prioritiesOf(table: DecisionTable): Priorities {
  const lists = table.outputs.flatMap((output) => {
    const values = output.allowed?.map((text) => evaluateFeel(text, {}));
    return values === undefined
      ? []
      : [{ id: output.id, values: values.map((value) => (value.ok ? toJson(value.value) : null)) }];
  });
  const place = (values: readonly FeelJson[], value: FeelJson) => {
    const found = values.findIndex((entry) => sameJson(entry, value));
    return found < 0 ? values.length : found;
  };
  return (answer) => lists.map((list) => place(list.values, answer[list.id] ?? null));
}
