import { type KpiId, kpiIds, kpis } from './catalogue';
import type { KpiRules, KpiTarget } from './rules';
import type { Exclusion } from './setting';
import type { Tally } from './tally';
import { median, quantile, wilson } from './wilson';

/** One figure with all that a reader needs to judge it. `value` is null where there is nothing to divide by. */
export type Figure = {
  id: KpiId;
  numerator: number;
  denominator: number;
  value: number | null;
  /** The Wilson interval of a share. */
  interval: [number, number] | null;
  /** Beside a median. */
  p90: number | null;
  target: KpiTarget | null;
  met: boolean | null;
  excluded: Exclusion[];
};

/** The figures of one group, in the catalogue's order. */
export function figuresOf(tally: Tally, rules: KpiRules, exclusions: readonly Exclusion[]): Figure[] {
  const made = new Map(kpiIds.map((id) => [id, figureOf(id, tally, rules)]));
  made.set('composite', compositeOf(made, rules));
  return kpiIds.map((id) => {
    const figure = made.get(id) ?? figureOf(id, tally, rules);
    const target = rules.targets[id] ?? null;
    return { ...figure, id, target, met: metOf(figure.value, target), excluded: exclusions.filter(({ kpi }) => kpi === id) };
  });
}

type Reckoned = Pick<Figure, 'numerator' | 'denominator' | 'value' | 'interval' | 'p90'>;

function figureOf(id: KpiId, { of, samples }: Tally, rules: KpiRules): Reckoned {
  const { numerator, denominator } = of[id];
  const plain = { numerator, denominator, interval: null, p90: null };
  switch (kpis[id].kind) {
    case 'share': {
      const value = denominator > 0 ? numerator / denominator : null;
      return { ...plain, value, interval: wilson(numerator, denominator, rules.z) };
    }
    case 'per100':
      return { ...plain, value: denominator > 0 ? (100 * numerator) / denominator : null };
    case 'ratio':
      return ratioOf(id, plain, rules);
    case 'mean':
      return { ...plain, value: denominator > 0 ? numerator / denominator : null };
    case 'sum':
    case 'count':
      return { ...plain, value: numerator };
    case 'middle':
      return middleOf(id, samples.get(id) ?? []);
    case 'score':
      return { ...plain, value: null };
  }
}

type Plain = Omit<Reckoned, 'value'>;

function ratioOf(id: KpiId, plain: Plain, { inhabitants }: KpiRules): Reckoned {
  if (id !== 'demandPerHead') return { ...plain, value: plain.denominator > 0 ? plain.numerator / plain.denominator : null };
  return {
    ...plain,
    denominator: inhabitants ?? 0,
    value: inhabitants === undefined ? null : (plain.numerator / inhabitants) * 10_000,
  };
}

/** Lateness is judged at its far end (p99), times by their middle. */
function middleOf(id: KpiId, values: number[]): Reckoned {
  const sorted = Float64Array.from(values).sort();
  const list = [...sorted];
  const value = id === 'lateness' ? quantile(list, 0.99) : median(list);
  return { numerator: list.length, denominator: list.length, value, interval: null, p90: quantile(list, 0.9) };
}

/** 100 × (w1·响应 + w2·解决 + w3·满意); nothing while one of the three is missing. */
function compositeOf(made: ReadonlyMap<KpiId, Reckoned>, { composite }: KpiRules): Reckoned {
  const [response, resolution, satisfaction] = (['response', 'resolution', 'satisfaction'] as const).map(
    (id) => made.get(id)?.value ?? null,
  );
  const isWhole = response != null && resolution != null && satisfaction != null;
  const value = isWhole
    ? 100 * (composite.response * response + composite.resolution * resolution + composite.satisfaction * satisfaction)
    : null;
  return { numerator: value ?? 0, denominator: 100, value, interval: null, p90: null };
}

function metOf(value: number | null, target: KpiTarget | null): boolean | null {
  if (value === null || target === null) return null;
  return (target.atLeast === undefined || value >= target.atLeast) && (target.atMost === undefined || value <= target.atMost);
}
