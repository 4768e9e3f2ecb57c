import { answerOfRule, outputText } from './answer';
import { DEFAULT_RULE, type Answer } from './outcome';
import type { DecisionTable } from './table';

/** FEEL literals of one value: texts that mean the same whatever the facts. */
const LITERAL = /^(?:-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|true|false|null)$/u;

/** Whether every output of a rule is a literal. */
export const isConstant = (table: DecisionTable, rule: number): boolean =>
  table.outputs.every((_, column) => LITERAL.test(outputText(table, rule, column).trim()));

/** The texts of a rule's outputs as one key. */
export const outputKey = (table: DecisionTable, rule: number): string =>
  JSON.stringify(table.outputs.map((_, column) => outputText(table, rule, column).trim()));

const isScalar = (answer: Answer): boolean => Object.values(answer).every((value) => typeof value !== 'object' || value === null);

/** Answers that are the same whatever the facts, made once. Only single values: an answer handed out may be changed by its taker. */
export function readyAnswers(table: DecisionTable): (rule: number) => Answer | undefined {
  const byTexts = new Map<string, Answer | undefined>();
  const make = (rule: number): Answer | undefined => {
    if (!isConstant(table, rule)) return undefined;
    const key = outputKey(table, rule);
    if (!byTexts.has(key)) {
      const answer = answerOfRule(table, rule, {}, {});
      byTexts.set(key, answer.ok && isScalar(answer.value) ? answer.value : undefined);
    }
    return byTexts.get(key);
  };
  const byRule = table.rules.map((_, rule) => make(rule));
  const fallback = make(DEFAULT_RULE);
  return (rule) => (rule === DEFAULT_RULE ? fallback : byRule[rule]);
}
