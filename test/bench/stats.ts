/** A figure over several rounds. */
export type Spread = { median: number; min: number; max: number; n: number };

export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('no round was measured');
  return { median: quantile(values, 0.5), min: Math.min(...values), max: Math.max(...values), n: values.length };
}

/** The value below which a share of all values lies, straight between the two nearest ranks. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return below + (above - below) * (place - Math.floor(place));
}
