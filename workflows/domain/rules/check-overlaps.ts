import { isNowhere, type Analysis } from './analysis';
import { answerOfRule } from './answer';
import { members } from './bitset';
import { exampleOf } from './example';
import { problem, type Problem } from './problem';
import { isConstant, outputKey } from './ready';
import { sharedSpans } from './relation';
import type { Span } from './regions';
import type { DecisionTable } from './table';

/** Two answers with the same key are the same whatever the facts; others are taken to differ. */
function answerKeys(table: DecisionTable): string[] {
  const byTexts = new Map<string, string>();
  return table.rules.map((_, rule) => {
    const texts = outputKey(table, rule);
    const known = byTexts.get(texts) ?? answerKey(table, rule, texts);
    byTexts.set(texts, known);
    return known;
  });
}

function answerKey(table: DecisionTable, rule: number, texts: string): string {
  const answer = isConstant(table, rule) ? answerOfRule(table, rule, {}, {}) : undefined;
  return answer?.ok === true ? JSON.stringify(answer.value) : texts;
}

/** Boxes of later rules that overlap a box, by whether their answer is the same. */
function overlapsOf(analysis: Analysis, keys: readonly string[], box: number): { same: number[]; different: number[] } {
  const { space } = analysis;
  const own = space.rules[box] ?? 0;
  const later = members(analysis.touches(box), box + 1).filter((other) => space.rules[other] !== own);
  const isSame = (other: number) => keys[space.rules[other] ?? 0] === keys[own];
  return { same: later.filter(isSame), different: later.filter((other) => !isSame(other)) };
}

/** Enough of some atoms to take an example from: the first may be null. */
const few = (spans: readonly Span[]): number[] =>
  spans.slice(0, 2).flatMap(([from, to]) => (from === to ? [from] : [from, from + 1]));

function overlapProblem(analysis: Analysis, box: number, others: readonly number[], same: boolean): Problem {
  const { table, space } = analysis;
  const partner = others[0] ?? box;
  const rules = [...new Set(others.map((other) => (space.rules[other] ?? 0) + 1))];
  const own = (space.rules[box] ?? 0) + 1;
  const shared = (at: number) => {
    const accepts = space.dimensions[at]?.accepts;
    return few(sharedSpans(accepts?.[box] ?? [], accepts?.[partner] ?? []));
  };
  const list = rules.slice(0, 5).join(', ') + (rules.length > 5 ? '…' : '');
  const more = { ...exampleOf(table, space, shared), others: rules };
  const at = { rule: own };
  if (same)
    return problem(
      'warning',
      'OVERLAP_SAME',
      at,
      `与规则 ${list} 重叠，结果相同：合并或缩小其一`,
      `Overlaps rule ${list} with the same answer: merge them or narrow one`,
      more,
    );
  return problem(
    'error',
    'OVERLAP_DIFFERENT',
    at,
    `与规则 ${list} 重叠，结果不同：缩小其一，或改用“首个”策略`,
    `Overlaps rule ${list} with another answer: narrow one, or use hit policy First`,
    more,
  );
}

/** Rules that match at once under Unique or Any: with other answers an error, with the same a warning. */
export function checkOverlaps(analysis: Analysis): Problem[] {
  const { table, space } = analysis;
  if (table.hitPolicy !== 'U' && table.hitPolicy !== 'A') return [];
  const keys = answerKeys(table);
  return space.rules.flatMap((_, box) => {
    if (isNowhere(space, box)) return [];
    const { same, different } = overlapsOf(analysis, keys, box);
    return [
      ...(different.length > 0 ? [overlapProblem(analysis, box, different, false)] : []),
      ...(same.length > 0 && table.hitPolicy === 'U' ? [overlapProblem(analysis, box, same, true)] : []),
    ];
  });
}
