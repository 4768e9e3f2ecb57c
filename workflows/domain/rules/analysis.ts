import type { Bits } from './bitset';
import type { Cover } from './cover';
import type { Space } from './space';
import type { DecisionTable } from './table';

/** How much the analysis may do before it says "not analysed"; engineering limits, not policy. */
export type CheckBudget = {
  /** Gaps named; that there are more is said. */
  readonly gaps: number;
  /** Steps of the search for gaps over the whole table. */
  readonly gapSteps: number;
  /** Steps of the search whether earlier rules together hide one rule. */
  readonly shadowSteps: number;
};

export const CHECK_BUDGET: CheckBudget = { gaps: 50, gapSteps: 150_000, shadowSteps: 1_000 };

/** A table, the space its cells cut, and the indexes its questions are asked of. */
export type Analysis = {
  readonly table: DecisionTable;
  readonly space: Space;
  /** For gaps: only atoms that are expected to occur count. */
  readonly cover: Cover;
  /** For hidden rules: every atom counts. */
  readonly full: Cover;
  /** The boxes that share at least one point with a box. */
  readonly touches: (box: number) => Bits;
};

/** Whether a box accepts nothing that can occur. */
export const isNowhere = (space: Space, box: number): boolean =>
  space.dimensions.some((dimension) => dimension.accepts[box]?.length === 0);
