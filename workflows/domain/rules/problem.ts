import type { FeelJson } from './feel-value';
import type { Bilingual } from './table';

export type ProblemCode =
  | 'CELL_COUNT'
  | 'DUPLICATE_ID'
  | 'AGGREGATION_MISUSED'
  | 'PRIORITY_UNKNOWN'
  | 'VALIDITY_REVERSED'
  | 'CELL_SYNTAX'
  | 'CELL_FAILS'
  | 'UNKNOWN_NAME'
  | 'OUTPUT_NOT_ALLOWED'
  | 'OVERLAP_DIFFERENT'
  | 'OVERLAP_SAME'
  | 'GAP'
  | 'DEAD_RULE'
  | 'SHADOWED_RULE'
  | 'NOT_ANALYSED';

/** A finding of `checkTable`: what is wrong, where, and the sentence that says the mend. Errors block publishing (DOMAIN 2.9). */
export type Problem = {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  /** `rule` counts from 1; `column` is an input's or output's id; `from` and `to` are characters of the cell. */
  readonly at: { readonly rule?: number; readonly column?: string; readonly from?: number; readonly to?: number };
  readonly message: Bilingual;
  /** Facts that show it; an input that is no plain name stands under its expression. */
  readonly example?: Readonly<Record<string, FeelJson>>;
  /** A date on which it shows, for tables with dates of validity. */
  readonly on?: string;
  /** Other rules it concerns, from 1. */
  readonly others?: readonly number[];
  /** For a gap: the `when` cells of a row that would close it. */
  readonly row?: readonly string[];
};

export const problem = (
  severity: 'error' | 'warning',
  code: ProblemCode,
  at: Problem['at'],
  zh: string,
  en: string,
  more: Partial<Problem> = {},
): Problem => ({ code, severity, at, message: { zh, en }, ...more });
