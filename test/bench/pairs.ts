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

/**
 * Runs a side until it is warm (compilers of Node and Java take their time), and says how many pieces of work fill a round of so
 * many seconds at the rate of the last of it.
 */
export async function countFor(
  round: (count: number) => Promise<Figures>,
  { seconds, warmSeconds, least }: { seconds: number; warmSeconds: number; least: number },
): Promise<number> {
  const until = performance.now() + warmSeconds * 1000;
  await round(least);
  for (;;) {
    const { rate = 0 } = await round(least);
    if (performance.now() >= until) return Math.max(least, Math.round(rate * seconds));
  }
}
