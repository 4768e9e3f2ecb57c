import type { Calendar } from '../../deadline';
import { type IssueFacts, type KpiReport, type KpiRules, reckon } from '../../kpi';
import type { Bilingual } from '../../text';
import type { YearPlayed } from './simulate';

/** Two counts of the same thing that were made in different ways. */
export type Balance = { name: Bilingual; left: number; right: number };

/** What a year came to. The same seed gives the same report, byte for byte. */
export type YearReport = Omit<YearPlayed, 'rows'> & {
  kpi: KpiReport;
  /** Sums that must come out even; one that does not is an error of the engine or of the figures. */
  balances: Balance[];
  /** What each unit had: the most loaded first. */
  load: { unit: string; assignments: number; open: number; late: number; yellow: number; red: number }[];
};

/** The figures of a played year, as of its end. */
export function yearReportOf(played: YearPlayed, { rules, calendar }: { rules: KpiRules; calendar: Calendar }): YearReport {
  const { rows, ...rest } = played;
  const { from, to, stuck } = played;
  const kpi = reckon(rows, { from, to, asOf: to, rules, calendar, by: 'unit', stuck: stuck.length });
  return { ...rest, kpi, balances: balancesOf(played, kpi), load: loadOf(rows, to) };
}

const finished: readonly string[] = ['CLOSED', 'ARCHIVED', 'MERGED', 'REJECTED', 'REFERRED_OUT', 'WITHDRAWN'];

/** What the events said, the rows hold, and the figures add up to: counted apart, and equal. */
function balancesOf({ rows, told }: YearPlayed, { figures, groups, stages, received }: KpiReport): Balance[] {
  const open = rows.filter(({ stage }) => !finished.includes(stage)).length;
  const over = finished.reduce((sum, stage) => sum + stages[stage as keyof typeof stages], 0);
  const sumOf = (count: (row: IssueFacts) => number): number => rows.reduce((sum, row) => sum + count(row), 0);
  const numerator = (id: string): number => figures.find((figure) => figure.id === id)?.numerator ?? 0;
  const dispatches = sumOf(({ duties }) => duties.filter((duty) => duty.first).length);
  const balance = (zh: string, en: string, left: number | undefined, right: number): Balance => ({
    name: { zh, en },
    left: left ?? 0,
    right,
  });
  return [
    balance(
      '收到 = 已结（办结、归档、并件、不予受理、转出、撤回） + 在办',
      'received = over (closed, archived, merged, rejected, referred, withdrawn) + open',
      received,
      over + open,
    ),
    balance('“收到”事件 = 行数', '`received` events = rows', told.received, new Set(rows.map(({ no }) => no)).size),
    balance('“转办”事件 = 转办件', '`dispatched` events = assignments', told.dispatched, dispatches),
    balance(
      '转办件 = 各单位之和',
      'assignments = the sum over units',
      dispatches,
      groups.reduce((sum, { cases }) => sum + cases, 0),
    ),
    balance(
      '“发牌”事件 = 各单位黄牌、红牌之和',
      '`cardIssued` events = yellow + red over units',
      told.cardIssued,
      numerator('yellow') + numerator('red'),
    ),
    balance(
      '“办结”事件 = 各件办结次数之和',
      '`closed` events = closings of all issues',
      told.closed,
      sumOf(({ closings }) => closings.length),
    ),
    balance(
      '“回访、评价”事件 = 有回答的回访',
      '`calledBack` and `rated` events = answers',
      (told.calledBack ?? 0) + (told.rated ?? 0),
      sumOf(({ callbacks }) => callbacks.filter(({ answer }) => answer !== 'none').length),
    ),
  ];
}

function loadOf(rows: readonly IssueFacts[], to: string): YearReport['load'] {
  const units = new Map<string, YearReport['load'][number]>();
  const of = (unit: string): YearReport['load'][number] => {
    const known = units.get(unit) ?? { unit, assignments: 0, open: 0, late: 0, yellow: 0, red: 0 };
    units.set(unit, known);
    return known;
  };
  for (const { duties, cards } of rows) {
    for (const { unit, first, repliedAt, ended, due } of duties) {
      const load = of(unit);
      if (first) load.assignments += 1;
      if (repliedAt === null && ended === null) load.open += 1;
      if (due !== null && (repliedAt ?? ended?.at ?? to) > due) load.late += 1;
    }
    for (const { unit, colour } of cards) of(unit)[colour] += 1;
  }
  return [...units.values()].sort((a, b) => b.assignments - a.assignments || (a.unit < b.unit ? -1 : 1));
}
