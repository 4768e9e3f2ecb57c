import { isNowhere, type Analysis, type CheckBudget } from './analysis';
import type { Bits } from './bitset';
import type { Cell } from './cell';
import { checkGaps } from './check-gaps';
import { checkOverlaps } from './check-overlaps';
import { checkShadows } from './check-shadows';
import { coverOf, type Cover } from './cover';
import { problem, type Problem } from './problem';
import { related, relation } from './relation';
import { spaceOf, type Space } from './space';
import type { DecisionTable } from './table';

/** The boxes that share at least one point with a box. */
function touching(space: Space, cover: Cover): (box: number) => Bits {
  const relations = space.dimensions.map((dimension, at) => relation(dimension, cover.masks[at] ?? [], 'touches'));
  return (box) => related(relations, space.rules.length, box);
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
    ...checkOverlaps(analysis),
    ...checkGaps(analysis, budget),
    ...dead(analysis),
    ...checkShadows(analysis, budget),
  ];
}
