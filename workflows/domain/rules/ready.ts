import { answerOfRule, outputText } from './answer';
import { DEFAULT_RULE, type Answer, type TableResult } from './outcome';
import type { DecisionTable } from './table';

/** FEEL literals of one value: texts that mean the same whatever the facts. */
const LITERAL = /^(?:-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|true|false|null)$/u;

/** Whether every output of a rule is a literal. */
export const isConstant = (table: DecisionTable, rule: number): boolean =>
  table.outputs.every((_, column) => LITERAL.test(outputText(table, rule, column).trim()));

/** The texts of a rule's outputs as one key. */
export const outputKey = (table: DecisionTable, rule: number): string =>
  JSON.stringify(table.outputs.map((_, column) => outputText(table, rule, column).trim()));

/** What is handed out again and again is not to be changed by who takes it. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const entry of Object.values(Object.freeze(value))) frozen(entry);
  return value;
}

/** What rules answer whatever the facts, made once and frozen. */
export type Ready = {
  /** The outputs of a rule (from 0, or `DEFAULT_RULE`), where all of them are literals. */
  readonly answer: (rule: number) => Answer | undefined;
  /** The table's answer when this rule alone matches. */
  readonly result: (rule: number) => TableResult | undefined;
};

export function readyAnswers(table: DecisionTable): Ready {
  const byTexts = new Map<string, Answer | undefined>();
  const make = (rule: number): Answer | undefined => {
    if (!isConstant(table, rule)) return undefined;
    const key = outputKey(table, rule);
    if (!byTexts.has(key)) {
      const answer = answerOfRule(table, rule, {}, {});
      byTexts.set(key, answer.ok ? frozen(answer.value) : undefined);
    }
    return byTexts.get(key);
  };
  const answers = table.rules.map((_, rule) => make(rule));
  const results = answers.map((value, rule): TableResult | undefined =>
    value === undefined ? undefined : frozen({ ok: true, value, matched: [rule + 1] }),
  );
  const fallback = make(DEFAULT_RULE);
  return { answer: (rule) => (rule === DEFAULT_RULE ? fallback : answers[rule]), result: (rule) => results[rule] };
}
