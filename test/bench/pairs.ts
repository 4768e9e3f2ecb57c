import { type Noise, watchNoise } from './machine';
import { type Spread, spreadOf } from './stats';

/** Named figures of one round. */
export type Figures = Record<string, number>;

export type Side = {
  /** Does about so many seconds of work and says what it measured. */
  round: (count: number) => Promise<Figures>;
  /** How many pieces of work one round takes. */
  count: number;
};

export type Pairs = {
  product: (figure: string) => Spread;
  baseline: (figure: string) => Spread;
  ratio: (figure: string) => Spread;
  noise: Noise[];
};

/**
 * Product and baseline in turn, and who begins changes with each pair: what drifts on the machine meets both alike. The ratio
 * is taken within each pair, so a slow minute slows both of its sides. No pair begins after `untilMs` but the first two.
 */
export async function inPairs(
  sides: { product: Side; baseline: Side },
  { pairs, untilMs, pids }: { pairs: number; untilMs: number; pids: readonly (number | undefined)[] },
): Promise<Pairs> {
  const measured: { product: Figures; baseline: Figures }[] = [];
  const noise: Noise[] = [];
  for (let n = 0; n < pairs && (n < 2 || performance.now() < untilMs); n += 1) {
    const found: Partial<Record<'product' | 'baseline', Figures>> = {};
    for (const side of n % 2 === 0 ? (['product', 'baseline'] as const) : (['baseline', 'product'] as const)) {
      const heard = watchNoise(pids);
      found[side] = await sides[side].round(sides[side].count);
      noise.push(heard());
    }
    measured.push({ product: found.product ?? {}, baseline: found.baseline ?? {} });
  }
  const of = (take: (pair: (typeof measured)[number]) => number): Spread => spreadOf(measured.map(take));
  return {
    product: (figure) => of(({ product }) => product[figure] ?? NaN),
    baseline: (figure) => of(({ baseline }) => baseline[figure] ?? NaN),
    ratio: (figure) => of(({ product, baseline }) => (product[figure] ?? NaN) / (baseline[figure] ?? NaN)),
    noise,
  };
}

/** Warms a side up, and finds how many pieces of work fill a round of so many seconds. */
export async function countFor(round: (count: number) => Promise<Figures>, rate: string, seconds: number, least: number) {
  await round(least);
  const warm = await round(least);
  return Math.max(least, Math.round((warm[rate] ?? 0) * seconds));
}
