import type { Noise } from './machine';
import type { Spread } from './stats';

/** One line of the table: a figure of product and baseline, or of one alone. */
export type Line = {
  what: string;
  unit: string;
  product: Spread;
  baseline?: Spread;
  /** Product over baseline, of each pair of rounds. */
  ratio?: Spread;
  /** What the project wants of the ratio, or of the product's own figure. */
  goal?: { of: 'ratio' | 'product'; atLeast?: number; atMost?: number; equal?: boolean };
};

/** What a bench found, and under which conditions. */
export type Result = { name: string; title: string; seconds: number; lines: Line[]; noise: Noise[]; notes: string[] };

/** Whether the median meets its goal; `null` when there is none. */
export function isMet({ goal, ratio, product, baseline }: Line): boolean | null {
  if (!goal) return null;
  if (goal.equal === true) return product.median === baseline?.median;
  const value = (goal.of === 'ratio' ? ratio : product)?.median;
  if (value === undefined) return null;
  return (goal.atLeast === undefined || value >= goal.atLeast) && (goal.atMost === undefined || value <= goal.atMost);
}
