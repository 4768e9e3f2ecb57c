import type { Analysis, CheckBudget } from './analysis';
import { findHoles, type Hole } from './cover';
import { exampleOf } from './example';
import { problem, type Problem } from './problem';
import type { Space } from './space';
import type { DecisionTable } from './table';

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

/** Facts that no rule answers, each with the row that would. A table with defaults has none. */
export function checkGaps(analysis: Analysis, budget: CheckBudget): Problem[] {
  const { table, space, cover } = analysis;
  if (table.outputs.some((output) => output.default !== undefined) || table.rules.length === 0) return [];
  const { holes, complete, more } = findHoles(cover, { holes: budget.gaps, steps: budget.gapSteps });
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
  if (!complete)
    return [...found, unfinished('组合太多，空缺没有查完', 'Too many combinations: the search for gaps was not finished')];
  if (!more) return found;
  return [...found, unfinished(`空缺不止这 ${found.length} 处`, `There are more gaps than these ${found.length}`)];
}

const unfinished = (zh: string, en: string): Problem => problem('warning', 'NOT_ANALYSED', {}, zh, en);

function expectedAtoms(space: Space, at: number): number[] {
  const dimension = space.dimensions[at];
  return Array.from({ length: dimension?.atoms ?? 0 }, (_, atom) => atom).filter((atom) => dimension?.expected(atom));
}
