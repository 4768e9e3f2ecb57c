import {
  type Calendar,
  type Figure,
  type Grouping,
  type KpiId,
  cohorts,
  compileCalendar,
  instantOf,
  type KpiReport,
  kpiIds,
  kpis,
  localDateOf,
  notYet,
  reckonerOf,
} from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { IssueFilter } from '#store';
import { type Signed, rowScope } from './access';
import type { Deps } from './deps';
import { Refusal } from './problem';
import { lateBefore } from './why';

type Kpis = ResultOf<Routes['readStats']>['kpi'];
type Scope = NonNullable<IssueFilter['scope']> | null;
export type StatsQuery = { from?: string | undefined; to?: string | undefined; by: Grouping };

/** Figures read every row of a period: whoever asks the same within this, real time, gets the same answer. */
const heldMs = 15_000;
const mostHeld = 40;

/** The figures of DOMAIN 3 from the read model, of what the caller may see. */
export function statsOf(deps: Deps): (who: Signed, query: StatsQuery) => Promise<Kpis> {
  const held = new Map<string, { until: number; answer: Promise<Kpis> }>();
  return (who, query) => {
    const scope = rowScope(who);
    const key = JSON.stringify([scope, query]);
    const real = Date.parse(deps.clock.realNow());
    const known = held.get(key);
    if (known && known.until > real) return known.answer;
    const answer = read(deps, scope, query);
    held.delete(key);
    held.set(key, { until: real + heldMs, answer });
    if (held.size > mostHeld) held.delete(held.keys().next().value ?? '');
    answer.catch(() => held.delete(key));
    return answer;
  };
}

async function read(deps: Deps, scope: Scope, query: StatsQuery): Promise<Kpis> {
  const { store, clock } = deps;
  const { document: settings } = await store.settings.get();
  const asOf = clock.now();
  const { from, to } = periodOf(settings.zone, asOf, query);
  const within = scope === null ? {} : { scope };
  const [calendar, stuck] = await Promise.all([
    calendarNow(deps),
    store.issues.count({ ...within, stuck: { lateBefore: await lateBefore(deps) } }),
  ]);
  const reckoner = reckonerOf({ from, to, asOf, rules: settings.kpi, calendar, by: query.by, stuck });
  for await (const row of store.figures.rows({ from, to, ...within })) reckoner.add(row);
  const report = reckoner.report();
  return {
    ...{ from, to, asOf, notYet, catalogue, minimumSample: settings.kpi.minimumSample },
    ...report,
    groups: await namedGroups(deps, visible(report.groups, scope, query.by), query.by),
  };
}

/** Local days, both inclusive; the running month up to today when nothing is said. A period of nothing is `INVALID_INPUT`. */
function periodOf(zone: string, now: string, { from, to }: StatsQuery): { from: string; to: string } {
  const today = localDateOf(zone, now);
  const first = from ?? `${(to ?? today).slice(0, 7)}-01`;
  const last = to ?? today;
  if (first > last) throw new Refusal('INVALID_INPUT', { data: { fields: ['from', 'to'] } });
  return { from: instantOf(zone, first, '00:00'), to: instantOf(zone, last, '24:00') };
}

/** The calendar of the release in force, with its newest days. */
async function calendarNow({ store, city }: Deps): Promise<Calendar> {
  const release = await store.releases.current(city);
  const id = release?.content.policy.calendar;
  const hours = release?.content.hours.find((one) => one.id === id);
  const days = id === undefined ? null : await store.days.latest(id);
  if (!hours || !days) throw new Refusal('UNAVAILABLE', { data: { calendar: id ?? null } });
  return compileCalendar(hours, days);
}

const catalogue = Object.fromEntries(
  kpiIds.map((id) => {
    const { name, formula, cohort, kind } = kpis[id];
    const unit = 'unit' in kpis[id] ? { unit: (kpis[id] as { unit: { zh: string; en: string } }).unit } : {};
    return [id, { name, formula, cohort: cohorts[cohort], kind, ...unit }];
  }),
) as Kpis['catalogue'];

/** What is told of each group: a city has hundreds of units, and most figures say nothing of one of them. */
const ofGroups: ReadonlySet<KpiId> = new Set<KpiId>([
  ...(['composite', 'response', 'resolution', 'satisfaction', 'coverage', 'onTimeReply', 'returnRate'] as const),
  ...(['extension', 'overdue', 'rework', 'yellow', 'red', 'points'] as const),
]);
const brief = (figures: readonly Figure[]): Kpis['groups'][number]['figures'] =>
  figures
    .filter(({ id }) => ofGroups.has(id))
    .map(({ id, numerator, denominator, value, interval }) => ({ id, numerator, denominator, value, interval }));

/** A unit sees itself and its branch, not the units it works beside. */
const visible = (groups: KpiReport['groups'], scope: Scope, by: Grouping): KpiReport['groups'] =>
  by === 'unit' && scope?.units && !scope.districts ? groups.filter(({ key }) => scope.units?.includes(key)) : groups;

async function namedGroups({ store }: Deps, groups: KpiReport['groups'], by: Grouping): Promise<Kpis['groups']> {
  const { districts, categories, sources } = (await store.settings.get()).document;
  const listed = new Map([
    ...districts.map(({ code, name }) => [`district ${code}`, name] as const),
    ...categories.map(({ key, name }) => [`category ${key}`, name] as const),
    ...sources.map(({ key, name }) => [`source ${key}`, name] as const),
  ]);
  const nameOf = async (key: string) =>
    (by === 'unit' ? (await store.directory.unit(key))?.name : listed.get(`${by} ${key}`)) ?? null;
  return Promise.all(groups.map(async (group) => ({ ...group, figures: brief(group.figures), name: await nameOf(group.key) })));
}
