import { sameJson, type FeelJson } from './feel-value';
import type { Bilingual, DecisionTable } from './table';

export const tableErrorCodes = [
  'MULTIPLE_MATCHES',
  'ANY_CONFLICT',
  'CELL_ERROR',
  'INPUT_ERROR',
  'OUTPUT_NOT_ALLOWED',
  'AGGREGATION_TYPE',
  'NO_DATE',
  'TABLE_BROKEN',
] as const;
export type TableErrorCode = (typeof tableErrorCodes)[number];

/** Why a table gave no answer; `rule` counts from 1, `cell` is an input's or output's id. */
export type TableError = {
  readonly code: TableErrorCode;
  readonly message: Bilingual;
  readonly rule?: number;
  readonly cell?: string;
  readonly rules?: readonly number[];
};

/** The outputs of one rule, by output id. Handed out again and again, so nobody may change it. */
export type Answer = { readonly [output: string]: FeelJson };

export type TableResult =
  | {
      readonly ok: true;
      /** One answer (U A P F, and C with an aggregation), a list of them (R O C), or null when nothing matched and nothing is the default. */
      readonly value: Answer | readonly Answer[] | null;
      /** Numbers, from 1, of the rules that matched: in table order, under P and O in the order of priority. F names the first alone. */
      readonly matched: readonly number[];
      /** Inputs whose fact did not have the declared type and counted as null (DMN 1.5, 10.3.2.9.4). */
      readonly mistyped?: readonly string[];
    }
  | { readonly ok: false; readonly error: TableError };

export type Failed = { readonly ok: false; readonly error: TableError };

/** Gives the answer of a rule by its index from 0, or of the defaults (`DEFAULT_RULE`). */
export type AnswerOf = (rule: number) => { readonly ok: true; readonly value: Answer } | Failed;

export const DEFAULT_RULE = -1;

export const failed = (code: TableErrorCode, message: Bilingual, at: Partial<TableError> = {}): Failed => ({
  ok: false,
  error: { code, message, ...at },
});

const numbers = (rules: readonly number[]): number[] => rules.map((rule) => rule + 1);

function unmatched(table: DecisionTable, answerOf: AnswerOf): TableResult {
  if (!table.outputs.some((output) => output.default !== undefined)) return { ok: true, value: null, matched: [] };
  const answer = answerOf(DEFAULT_RULE);
  return answer.ok ? { ok: true, value: answer.value, matched: [] } : answer;
}

/** The answers of several rules, or the first that fails. */
function answersOf(rules: readonly number[], answerOf: AnswerOf): { ok: true; value: Answer[] } | Failed {
  const answers: Answer[] = [];
  for (const rule of rules) {
    const answer = answerOf(rule);
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  return { ok: true, value: answers };
}

/** Places of an answer's values in their outputs' priority lists; outputs without a list do not count. */
export type Priorities = (answer: Answer) => readonly number[];

function byPriority(rules: readonly number[], answers: readonly Answer[], priorities: Priorities) {
  const ranked = rules.map((rule, at) => ({ rule, answer: answers[at] ?? {}, places: priorities(answers[at] ?? {}) }));
  const order = (a: readonly number[], b: readonly number[]) => {
    const at = a.findIndex((place, index) => place !== b[index]);
    return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
  };
  return ranked.sort((a, b) => order(a.places, b.places) || a.rule - b.rule);
}

type Aggregation = NonNullable<DecisionTable['aggregation']>;

const orderable = (values: readonly FeelJson[]): values is (number | string)[] =>
  values.every((value) => typeof value === 'number') || values.every((value) => typeof value === 'string');

function aggregate(how: Aggregation, values: readonly FeelJson[]): FeelJson | undefined {
  if (how === 'COUNT') return values.length;
  if (how === 'SUM')
    return values.every((value) => typeof value === 'number') ? values.reduce((sum, value) => sum + value, 0) : undefined;
  if (!orderable(values)) return undefined;
  return values.reduce((best, value) => ((how === 'MIN' ? value < best : value > best) ? value : best));
}

function collected(table: DecisionTable, how: Aggregation, rules: readonly number[], answers: readonly Answer[]): TableResult {
  const value: Record<string, FeelJson> = {};
  for (const output of table.outputs) {
    const total = aggregate(
      how,
      answers.map((answer) => answer[output.id] ?? null),
    );
    if (total === undefined)
      return failed(
        'AGGREGATION_TYPE',
        { zh: `${how} 只能用于同类的数值`, en: `${how} needs values of one kind` },
        { cell: output.id },
      );
    value[output.id] = total;
  }
  return { ok: true, value, matched: numbers(rules) };
}

function anySame(rules: readonly number[], answers: readonly Answer[]): TableResult {
  const first = answers[0] ?? {};
  if (answers.every((answer) => sameJson(answer, first))) return { ok: true, value: first, matched: numbers(rules) };
  const list = numbers(rules).join(', ');
  return failed(
    'ANY_CONFLICT',
    { zh: `规则 ${list} 的结果不同`, en: `Rules ${list} give different answers` },
    { rules: numbers(rules) },
  );
}

/**
 * What a table answers once it is known which rules matched (DMN 1.5, 8.2.10 and 8.2.11).
 * @param hits indices from 0 in table order; under F the first is enough
 * @returns `MULTIPLE_MATCHES` under U, `ANY_CONFLICT` under A, `AGGREGATION_TYPE` under C, or what an output cell failed with
 */
export function settle(table: DecisionTable, hits: readonly number[], answerOf: AnswerOf, priorities: Priorities): TableResult {
  const [first] = hits;
  if (first === undefined) return unmatched(table, answerOf);
  if (table.hitPolicy === 'U' && hits.length > 1) {
    const list = numbers(hits).join(', ');
    return failed(
      'MULTIPLE_MATCHES',
      { zh: `规则 ${list} 同时匹配`, en: `Rules ${list} match at once` },
      { rules: numbers(hits) },
    );
  }
  const rules = table.hitPolicy === 'F' ? [first] : hits;
  const answers = answersOf(rules, answerOf);
  if (!answers.ok) return answers;
  return combine(table, rules, answers.value, priorities);
}

function combine(table: DecisionTable, rules: readonly number[], answers: Answer[], priorities: Priorities): TableResult {
  switch (table.hitPolicy) {
    case 'U':
    case 'F':
      return { ok: true, value: answers[0] ?? null, matched: numbers(rules) };
    case 'A':
      return anySame(rules, answers);
    case 'P': {
      const ranked = byPriority(rules, answers, priorities);
      return { ok: true, value: ranked[0]?.answer ?? null, matched: numbers(ranked.map((entry) => entry.rule)) };
    }
    case 'O': {
      const ranked = byPriority(rules, answers, priorities);
      return { ok: true, value: ranked.map((entry) => entry.answer), matched: numbers(ranked.map((entry) => entry.rule)) };
    }
    case 'R':
      return { ok: true, value: answers, matched: numbers(rules) };
    case 'C':
      if (table.aggregation !== undefined) return collected(table, table.aggregation, rules, answers);
      return { ok: true, value: answers, matched: numbers(rules) };
  }
}
