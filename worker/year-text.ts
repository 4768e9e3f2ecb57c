import { cohorts, type Figure, kpis, localDateOf, notYet, plusMillis, type YearReport } from '#domain';
import { pickText } from './servers';

/** A year's report as lines to read. */

type Head = {
  release: string;
  zone: string;
  seed: number;
  cost: { cpuSeconds: number; wallSeconds: number; peakMegabytes: number };
};
const t = (zh: string, en: string): string => pickText({ zh, en });

export function yearLines({ release, zone, seed, cost }: Head, report: YearReport): string[] {
  const { from, to, units, turns, events, digest, kpi, stuck, refusals, doubled } = report;
  const [first, last] = [localDateOf(zone, from), localDateOf(zone, plusMillis(to, -1))];
  return [
    t(
      `${release}：${first} 至 ${last}，${kpi.received} 件诉求，${units} 个单位，种子 ${seed}`,
      `${release}: ${first} to ${last}, ${kpi.received} issues, ${units} units, seed ${seed}`,
    ),
    t(
      `${turns} 步，${events} 个事件，指纹 ${digest}；处理器 ${cost.cpuSeconds} 秒，历时 ${cost.wallSeconds} 秒，内存峰值 ${cost.peakMegabytes} MB`,
      `${turns} turns, ${events} events, digest ${digest}; ${cost.cpuSeconds} s of CPU, ${cost.wallSeconds} s, ${cost.peakMegabytes} MB at most`,
    ),
    ...section(t('指标', 'Figures'), kpi.figures.map(figureLine)),
    ...section(
      t('尚无法计算', 'Not yet measured'),
      notYet.map(({ name, missing }) => `${pickText(name)} — ${pickText(missing)}`),
    ),
    ...section(
      t('各环节用时（工作小时）', 'Time by hop (working hours)'),
      kpi.hops.map(
        ({ stage, count, median, p90 }) =>
          `${stage.padEnd(14)} ${pad(count)}  ${t('中位', 'median')} ${pad(fixed(median))}  p90 ${pad(fixed(p90))}`,
      ),
    ),
    ...section(t('时间在谁手里', 'Fair use of time'), custodyLines(kpi.custody)),
    ...section(
      t('超期在办（工作日）', 'Overdue stock (working days)'),
      kpi.overdue.map(
        ({ upTo, count }, i) => (upTo === null ? `> ${kpi.overdue[i - 1]?.upTo ?? 0}` : `≤ ${upTo}`).padEnd(8) + pad(count),
      ),
    ),
    ...section(
      t('单位负荷（前 12）', 'Load per unit (the first 12)'),
      report.load
        .slice(0, 12)
        .map(({ unit, assignments, open, late, yellow, red }) =>
          [
            unit.padEnd(16),
            pad(assignments),
            t('在办', 'open'),
            pad(open),
            t('超期', 'late'),
            pad(late),
            t('黄', 'yellow'),
            pad(yellow),
            t('红', 'red'),
            pad(red),
          ].join(' '),
        ),
    ),
    ...section(
      t('核对', 'Sums'),
      report.balances.map(({ name, left, right }) => `${left === right ? '✓' : '✗'} ${pickText(name)}: ${left} = ${right}`),
    ),
    ...section(
      t('被拒的操作', 'Refused commands'),
      Object.entries(refusals).map(([what, count]) => `${what} ${count}`),
    ),
    ...section(t('卡住', 'Stuck'), [`${stuck.length}`, ...stuck.slice(0, 20).map(({ no, reason }) => `${no} ${reason}`)]),
    ...section(t('重复的效果', 'Duplicate effects'), [`${doubled}`]),
  ];
}

const section = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
const pad = (value: number | string): string => String(value).padStart(8);
const fixed = (value: number): string => value.toFixed(1);
const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;

function figureLine(figure: Figure): string {
  const { id, numerator, denominator, interval, p90, target, met } = figure;
  const { name, formula, cohort, kind } = kpis[id];
  const parts = [
    valueOf(figure).padStart(9),
    pickText(name),
    kind === 'share' && interval ? `[${percent(interval[0])}, ${percent(interval[1])}]` : '',
    p90 === null ? '' : `p90 ${fixed(p90)}`,
    kind === 'share' || kind === 'mean' || kind === 'per100' ? `${short(numerator)}/${denominator}` : '',
    `= ${pickText(formula)}`,
    `(${pickText(cohorts[cohort])})`,
    target ? `${met === false ? '✗' : '✓'} ${target.source}` : '',
  ];
  return parts.filter((part) => part !== '').join('  ');
}

const short = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));

function valueOf({ id, value }: Figure): string {
  if (value === null) return '—';
  return kpis[id].kind === 'share' ? percent(value) : short(value);
}

function custodyLines(custody: YearReport['kpi']['custody']): string[] {
  const names: Record<keyof typeof custody, string> = {
    centre: t('中心', 'centre'),
    unit1: t('一级单位', 'level-1 units'),
    unit2: t('二级单位', 'level-2 units'),
    citizen: t('来件人', 'residents'),
    paused: t('中止', 'paused'),
  };
  const all = Object.values(custody).reduce((a, b) => a + b, 0) || 1;
  return (Object.keys(names) as (keyof typeof names)[]).map((who) => `${percent(custody[who] / all).padStart(7)} ${names[who]}`);
}
