import type { CaseState } from '../issue/words';
import { caseStates } from '../issue/words';
import { type Context, countRow } from './count';
import { type Figure, figuresOf } from './figure';
import type { IssueFacts } from './facts';
import type { Holder } from './hops';
import { meterOf } from './meter';
import { type Exclusion, type KpiSetting, withoutExclusions } from './setting';
import { countInto, newTally, type Tallies } from './tally';
import { median, quantile } from './wilson';

export type KpiGroup = {
  key: string;
  /** Cases in the group's sample: assignments dispatched in the period. */
  cases: number;
  /** By the composite among the groups with a large enough sample, 1 first; null without rank. */
  rank: number | null;
  figures: Figure[];
};

export type KpiReport = {
  figures: Figure[];
  groups: KpiGroup[];
  /** Open assignments past due by age: up to so many working days; the last band has no end. */
  overdue: { upTo: number | null; count: number }[];
  /** Time spent at each stage by issues closed in the period, in working hours. */
  hops: { stage: CaseState; count: number; median: number; p90: number }[];
  /** Working hours that each holder had these issues (DOMAIN 3, fair use of time). */
  custody: Record<Holder, number>;
  /** Where every issue received in the period stands: the sums that must come out even. */
  stages: Record<CaseState, number>;
  received: number;
};

/** Takes rows one by one, in any order, and makes the report when all have passed: a hundred thousand need not be held at once. */
export type Reckoner = { add: (row: IssueFacts) => void; report: () => KpiReport };

export function reckonerOf(setting: KpiSetting): Reckoner {
  const found: Exclusion[] = [...(setting.exclusions ?? [])];
  const context = contextOf(setting);
  const tallies: Tallies = { all: newTally(), groups: new Map() };
  const hops = new Map<CaseState, number[]>();
  const custody: KpiReport['custody'] = { centre: 0, unit1: 0, unit2: 0, citizen: 0, paused: 0 };
  const stages = Object.fromEntries(caseStates.map((stage) => [stage, 0])) as KpiReport['stages'];
  const add = (row: IssueFacts): void => {
    const own = holding(row.exclusions ?? [], setting);
    found.push(...own);
    for (const { kpi, no } of own) context.left.add(`${kpi} ${no}`);
    countRow(row, countInto(tallies, row, setting), context);
    if (context.isIn(row.openedAt)) stages[row.stage] += 1;
    if (row.stage === 'ON_LEDGER') tallies.all.of.ledger.numerator += 1;
    if (row.closings.some(({ at }) => context.isIn(at))) countHops(row, context, hops, custody);
  };
  const report = (): KpiReport => {
    tallies.all.of.stuck.numerator = setting.stuck ?? 0;
    return {
      figures: figuresOf(tallies.all, setting.rules, holding(found, setting)),
      groups: groupsOf(tallies, setting),
      overdue: bandsOf(tallies.all.samples.get('overdue') ?? [], setting.rules.overdueBands),
      hops: [...hops].map(([stage, hours]) => hopOf(stage, hours)),
      custody,
      stages,
      received: tallies.all.of.demand.numerator,
    };
  };
  return { add, report };
}

/** Figures over rows in any order, in one pass. */
export function reckon(rows: Iterable<IssueFacts>, setting: KpiSetting): KpiReport {
  const { add, report } = reckonerOf(setting);
  for (const row of rows) add(row);
  return report();
}

/** Exclusions that hold at the moment looked at, of figures that allow one. */
const holding = (exclusions: readonly Exclusion[], { asOf }: KpiSetting): Exclusion[] =>
  exclusions.filter(({ kpi, until }) => !withoutExclusions.has(kpi) && (until === null || until > asOf));

function contextOf(setting: KpiSetting): Context & { left: Set<string> } {
  const { from, to } = setting;
  const left = new Set(holding(setting.exclusions ?? [], setting).map(({ kpi, no }) => `${kpi} ${no}`));
  return {
    ...setting,
    left,
    meter: meterOf(setting.calendar),
    isIn: (at) => at != null && at >= from && at < to,
    isExcluded: (kpi, no) => left.size > 0 && left.has(`${kpi} ${no}`),
  };
}

function groupsOf({ groups }: Tallies, { rules }: KpiSetting): KpiGroup[] {
  const made = [...groups]
    .map(([key, tally]) => ({ key, cases: tally.cases, rank: null, figures: figuresOf(tally, rules, []) }))
    .sort((a, b) => b.cases - a.cases || (a.key < b.key ? -1 : 1));
  const scoreOf = ({ figures }: KpiGroup): number => figures.find(({ id }) => id === 'composite')?.value ?? -1;
  const ranked = made.filter((group) => group.cases >= rules.minimumSample && scoreOf(group) >= 0);
  return made.map((group) => ({
    ...group,
    rank: ranked.includes(group) ? 1 + ranked.filter((other) => scoreOf(other) > scoreOf(group)).length : null,
  }));
}

function bandsOf(ages: readonly number[], ends: readonly number[]): KpiReport['overdue'] {
  const bounds = [-1, ...ends];
  const within = (from: number, to: number): number => ages.filter((age) => age > from && age <= to).length;
  return [
    ...ends.map((upTo, i) => ({ upTo, count: within(bounds[i] ?? -1, upTo) })),
    { upTo: null, count: within(ends.at(-1) ?? -1, Infinity) },
  ];
}

function countHops(
  row: IssueFacts,
  { meter, asOf }: Context,
  hops: Map<CaseState, number[]>,
  custody: KpiReport['custody'],
): void {
  const hours = new Map<CaseState, number>();
  for (const { stage, holder, from, to } of row.hops) {
    const spent = meter(from, to ?? asOf);
    custody[holder] += spent;
    hours.set(stage, (hours.get(stage) ?? 0) + spent);
  }
  for (const [stage, spent] of hours) {
    const known = hops.get(stage);
    if (known) known.push(spent);
    else hops.set(stage, [spent]);
  }
}

function hopOf(stage: CaseState, hours: number[]): KpiReport['hops'][number] {
  const sorted = [...Float64Array.from(hours).sort()];
  return { stage, count: sorted.length, median: median(sorted) ?? 0, p90: quantile(sorted, 0.9) ?? 0 };
}
