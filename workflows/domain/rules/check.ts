import { CHECK_BUDGET, type CheckBudget } from './analysis';
import type { Cell } from './cell';
import { checkRegions } from './check-regions';
import { checkShape } from './check-shape';
import { checkAnswers, checkTexts, type KnownFacts } from './check-text';
import type { Problem } from './problem';
import type { DecisionTable } from './table';

/**
 * Everything that can be said against a table without its users: form, texts, answers, and, where the form is sound, the
 * regions its cells cut. Exact for equality, lists, ranges, booleans, dates and list membership; what is none of these is
 * reported as `NOT_ANALYSED`, never passed over (DESIGN 5 and 6, DOMAIN 2.9).
 * @param knownFacts names of the facts an issue has; without them names are not checked
 */
export function checkTable(table: DecisionTable, knownFacts?: KnownFacts, budget: CheckBudget = CHECK_BUDGET): Problem[] {
  const shape = checkShape(table);
  const texts = checkTexts(table, knownFacts);
  if (shape.some((found) => found.code === 'CELL_COUNT')) return [...shape, ...texts];
  const memo = new Map<string, Cell>();
  return [...shape, ...texts, ...checkAnswers(table), ...checkRegions(table, memo, budget)];
}
