import { answerOfRule, prioritiesOf } from './answer';
import { addBit, andInto, emptyBits, isEmpty, members, type Bits } from './bitset';
import type { Cell } from './cell';
import { coverOf, findHoles, isCovered, type Cover, type Hole } from './cover';
import { exampleOf } from './example';
import { problem, type Problem } from './problem';
import { isConstant, outputKey } from './ready';
import { related, relation, sharedSpans } from './relation';
import { expand, spaceOf, type Space } from './space';
import type { DecisionTable } from './table';

/** How much the analysis may do before it says "not analysed"; engineering limits, not policy. */
export type CheckBudget = {
  /** Gaps named; more are there when as many are found. */
  readonly gaps: number;
  /** Steps of the search for gaps over the whole table. */
  readonly gapSteps: number;
  /** Steps of the search whether earlier rules together hide one rule. */
  readonly shadowSteps: number;
};

export const CHECK_BUDGET: CheckBudget = { gaps: 5, gapSteps: 150_000, shadowSteps: 1_000 };

type Analysis = {
  readonly table: DecisionTable;
  readonly space: Space;
  readonly cover: Cover;
  readonly full: Cover;
  readonly touches: (box: number) => Bits;
};

/** The boxes that share at least one point with a box. */
function touching(space: Space, cover: Cover): (box: number) => Bits {
  const relations = space.dimensions.map((dimension, at) => relation(dimension, cover.masks[at] ?? [], 'touches'));
  return (box) => related(relations, space.rules.length, box);
}

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

function overlapProblem(analysis: Analysis, box: number, others: readonly number[], same: boolean): Problem {
  const { table, space } = analysis;
  const partner = others[0] ?? box;
  const rules = [...new Set(others.map((other) => (space.rules[other] ?? 0) + 1))];
  const own = (space.rules[box] ?? 0) + 1;
  const shared = (at: number) => {
    const accepts = space.dimensions[at]?.accepts;
    return expand(sharedSpans(accepts?.[box] ?? [], accepts?.[partner] ?? []).slice(0, 2));
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

function overlaps(analysis: Analysis): Problem[] {
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

const isNowhere = (space: Space, box: number): boolean =>
  space.dimensions.some((dimension) => dimension.accepts[box]?.length === 0);

/** The cells of a row that would close a hole; several members of one list become one expression. */
function rowFor(table: DecisionTable, space: Space, hole: Hole): string[] {
  return table.inputs.map((_, column) => {
    const texts = space.dimensions.flatMap((dimension, at) => {
      const atoms = hole[at];
      return dimension.column !== column || atoms === undefined ? [] : [dimension.text(atoms)];
    });
    const said = texts.filter((text) => text !== '-');
    return said.length === 0 ? '-' : said.join(' and ');
  });
}

function gaps(analysis: Analysis, budget: CheckBudget): Problem[] {
  const { table, space, cover } = analysis;
  if (table.outputs.some((output) => output.default !== undefined) || table.rules.length === 0) return [];
  const { holes, complete } = findHoles(cover, { holes: budget.gaps, steps: budget.gapSteps });
  const unsure = space.unknown.length > 0;
  const found = holes.map((hole) => {
    const row = rowFor(table, space, hole);
    const words = row.join(' | ');
    return problem(
      'warning',
      'GAP',
      {},
      `没有规则匹配${unsure ? '（除非由未能分析的规则匹配）' : ''}：请增加一行 ${words}`,
      `No rule matches${unsure ? ' (unless one that could not be analysed does)' : ''}: add a row ${words}`,
      {
        ...exampleOf(
          table,
          space,
          (at) => hole[at]?.filter((atom) => space.dimensions[at]?.expected(atom)) ?? expectedAtoms(space, at),
        ),
        row,
      },
    );
  });
  if (complete) return found;
  return [
    ...found,
    problem(
      'warning',
      'NOT_ANALYSED',
      {},
      '组合太多，空缺没有查完',
      'Too many combinations: the search for gaps was not finished',
    ),
  ];
}

function expectedAtoms(space: Space, at: number): number[] {
  const dimension = space.dimensions[at];
  return Array.from({ length: dimension?.atoms ?? 0 }, (_, atom) => atom).filter((atom) => dimension?.expected(atom));
}

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

function shadows(analysis: Analysis, budget: CheckBudget): Problem[] {
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

/** Rules one of whose cells accepts no value that can occur. */
function dead(analysis: Analysis): Problem[] {
  const { table, space } = analysis;
  const live = new Set(space.rules.filter((_, box) => !isNowhere(space, box)));
  return [...new Set(space.rules)].flatMap((rule) => {
    if (live.has(rule)) return [];
    const box = space.rules.indexOf(rule);
    const empty = space.dimensions.find((dimension) => dimension.accepts[box]?.length === 0);
    const column = table.inputs[empty?.column ?? -1]?.id;
    const at = column === undefined ? { rule: rule + 1 } : { rule: rule + 1, column };
    return [
      problem(
        'warning',
        'DEAD_RULE',
        at,
        '此单元格不接受任何可能的值，规则永不匹配',
        'This cell accepts no possible value: the rule never matches',
      ),
    ];
  });
}

function unknownCells(analysis: Analysis): Problem[] {
  const { table, space } = analysis;
  return space.unknown.map(({ rule, column }) =>
    problem(
      'warning',
      'NOT_ANALYSED',
      { rule: rule + 1, column: table.inputs[column]?.id ?? '' },
      '此单元格无法分析：重叠、空缺和遮蔽未检查这条规则',
      'This cell cannot be analysed: overlaps, gaps and shadows were not checked for this rule',
    ),
  );
}

/** What is wrong with the regions that the cells of a well-formed table cut: overlaps, gaps, dead and shadowed rules. */
export function checkRegions(table: DecisionTable, memo: Map<string, Cell>, budget: CheckBudget): Problem[] {
  const space = spaceOf(table, memo);
  const cover = coverOf(space, 'expected');
  const analysis: Analysis = { table, space, cover, full: coverOf(space, 'all'), touches: touching(space, cover) };
  return [
    ...unknownCells(analysis),
    ...overlaps(analysis),
    ...gaps(analysis, budget),
    ...dead(analysis),
    ...shadows(analysis, budget),
  ];
}
