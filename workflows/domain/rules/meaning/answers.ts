import { canonicalJson } from '../../canonical';
import { answerOfRule, outputText, prioritiesOf } from '../answer';
import { type Answer, DEFAULT_RULE, settle } from '../outcome';
import { isConstant } from '../ready';
import type { Bilingual, DecisionTable } from '../table';

/** What a table answers where some of its rules match: outputs as FEEL texts, or why there is no answer. */
export type RegionAnswer = {
  /** Two answers of one key are the same answer. */
  readonly key: string;
  /** One entry an output; several rules' outputs follow one another. */
  readonly outputs: readonly { readonly id: string; readonly label: Bilingual; readonly text: string }[];
  readonly error: Bilingual | null;
};

/** Answers of one table by the rules (from 0, in table order) that match; the same rules are asked for again and again. */
export function answersOf(table: DecisionTable): (hits: readonly number[]) => RegionAnswer {
  const known = new Map<string, RegionAnswer>();
  const priorities = prioritiesOf(table);
  const settled = (hits: readonly number[]) => settle(table, hits, (rule) => answerOfRule(table, rule, {}, {}), priorities);
  const make = (hits: readonly number[]): RegionAnswer => {
    const asked = table.hitPolicy === 'F' ? hits.slice(0, 1) : hits;
    if (asked.length === 0 && !table.outputs.some((output) => output.default !== undefined))
      return { key: 'nothing', outputs: [], error: null };
    const rules = asked.length === 0 ? [DEFAULT_RULE] : asked;
    if (!rules.every((rule) => isConstant(table, rule))) return asWritten(table, rules);
    const result = settled(asked);
    if (!result.ok)
      return { key: `error ${result.error.code} ${rulesKey(table, asked)}`, outputs: [], error: result.error.message };
    const values = (Array.isArray(result.value) ? result.value : [result.value ?? {}]) as Answer[];
    const outputs = values.flatMap((value) =>
      table.outputs.map(({ id, label }) => ({ id, label, text: JSON.stringify(value[id] ?? null) })),
    );
    return { key: `value ${canonicalJson(result.value)}`, outputs, error: null };
  };
  return (hits) => {
    const name = hits.join(',');
    const found = known.get(name) ?? make(hits);
    known.set(name, found);
    return found;
  };
}

/** Answers that depend on the facts are the same when they are written the same. */
function asWritten(table: DecisionTable, rules: readonly number[]): RegionAnswer {
  const outputs = rules.flatMap((rule) =>
    table.outputs.map(({ id, label }, column) => ({ id, label, text: outputText(table, rule, column).trim() })),
  );
  const key = `written ${table.hitPolicy} ${table.aggregation ?? ''} ${JSON.stringify(outputs.map(({ id, text }) => [id, text]))}`;
  return { key, outputs, error: null };
}

const rulesKey = (table: DecisionTable, rules: readonly number[]): string =>
  JSON.stringify(rules.map((rule) => table.outputs.map((_, column) => outputText(table, rule, column).trim())));
