/**
 * The Wilson score interval of a share, as lower and upper bound; null without a sample. `successes` may be weighted (a "partly"
 * counts half): the interval is then an approximation that is on the wide side.
 * @param z the normal quantile, e.g. 1.96 for 95 %
 */
export function wilson(successes: number, n: number, z: number): [low: number, high: number] | null {
  if (n <= 0) return null;
  const p = successes / n;
  const z2 = z * z;
  const middle = p + z2 / (2 * n);
  const reach = z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const bound = (value: number): number => Math.min(1, Math.max(0, value / (1 + z2 / n)));
  return [bound(middle - reach), bound(middle + reach)];
}

/** The value below which a share of sorted values lies, by the nearest rank; null without values. */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted.length === 0 ? null : (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null);
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(sorted: readonly number[]): number | null {
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
