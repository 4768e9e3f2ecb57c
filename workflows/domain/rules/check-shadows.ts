import { isNowhere, type Analysis, type CheckBudget } from './analysis';
import { answerOfRule, prioritiesOf } from './answer';
import { addBit, andInto, emptyBits, isEmpty, members, type Bits } from './bitset';
import { isCovered } from './cover';
import { problem, type Problem } from './problem';
import { isConstant } from './ready';
import { related, relation } from './relation';
import type { Space } from './space';
import type { DecisionTable } from './table';

/** Under P a rule loses to those of higher priority, whatever their order in the table; under F to the earlier ones. */
function winners(table: DecisionTable, space: Space): ((box: number) => Bits) | undefined {
  const size = space.rules.length;
  if (table.hitPolicy === 'F') {
    const earlier = emptyBits(size);
    let next = 0;
    return (box) => {
      const own = space.rules[box] ?? 0;
      for (; (space.rules[next] ?? own) < own; next += 1) addBit(earlier, next);
      return earlier.slice();
    };
  }
  return table.hitPolicy === 'P' ? higherPriority(table, space) : undefined;
}

function higherPriority(table: DecisionTable, space: Space): ((box: number) => Bits) | undefined {
  const priorities = prioritiesOf(table);
  const ranks = table.rules.map((_, rule) => {
    const answer = answerOfRule(table, rule, {}, {});
    return answer.ok
      ? priorities(answer.value)
          .map((place) => String(place).padStart(6, '0'))
          .join()
      : undefined;
  });
  if (!table.rules.every((_, rule) => isConstant(table, rule))) return undefined;
  return (box) => {
    const bits = emptyBits(space.rules.length);
    const own = ranks[space.rules[box] ?? 0] ?? '';
    for (const [other, rule] of space.rules.entries()) if ((ranks[rule] ?? own) < own) addBit(bits, other);
    return bits;
  };
}

/** 'alone': one rule hides it; 'together': several do; undefined: something is left to it; 'unknown': the search ran out. */
function hiding(
  analysis: Analysis,
  covers: (box: number) => Bits,
  box: number,
  won: Bits,
  steps: number,
): { by: number[] } | 'unknown' | undefined {
  const whole = covers(box);
  andInto(whole, won);
  if (!isEmpty(whole)) return { by: [(analysis.space.rules[members(whole)[0] ?? 0] ?? 0) + 1] };
  andInto(won, analysis.touches(box));
  if (isEmpty(won)) return undefined;
  const covered = isCovered(analysis.full, box, won, steps);
  if (covered === undefined) return 'unknown';
  return covered ? { by: [...new Set(members(won).map((other) => (analysis.space.rules[other] ?? 0) + 1))] } : undefined;
}

/** Rules that never answer because others always come before them, alone or together. */
export function checkShadows(analysis: Analysis, budget: CheckBudget): Problem[] {
  const { table, space, cover } = analysis;
  const winning = winners(table, space);
  if (winning === undefined) return [];
  const relations = space.dimensions.map((dimension, at) => relation(dimension, cover.masks[at] ?? [], 'covers'));
  const covers = (box: number) => related(relations, space.rules.length, box);
  const byRule = new Map<number, ({ by: number[] } | 'unknown' | undefined)[]>();
  for (const [box, rule] of space.rules.entries()) {
    if (isNowhere(space, box)) continue;
    byRule.set(rule, [...(byRule.get(rule) ?? []), hiding(analysis, covers, box, winning(box), budget.shadowSteps)]);
  }
  return [...byRule].flatMap(([rule, found]) => shadowProblem(rule, found));
}

function shadowProblem(rule: number, found: readonly ({ by: number[] } | 'unknown' | undefined)[]): Problem[] {
  if (found.includes(undefined)) return [];
  const at = { rule: rule + 1 };
  if (found.includes('unknown'))
    return [
      problem(
        'warning',
        'NOT_ANALYSED',
        at,
        '组合太多，未能判断此规则是否被遮蔽',
        'Too many combinations to say whether this rule can ever answer',
      ),
    ];
  const others = [...new Set(found.flatMap((one) => (one === undefined || one === 'unknown' ? [] : one.by)))];
  const list = others.slice(0, 5).join(', ') + (others.length > 5 ? '…' : '');
  return [
    problem(
      'warning',
      'SHADOWED_RULE',
      at,
      `被规则 ${list} 完全遮蔽，永远不会给出结果：删除或上移`,
      `Never answers, rule ${list} is always before it: delete it or move it up`,
      { others },
    ),
  ];
}
