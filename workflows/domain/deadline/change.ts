import { z } from 'zod';
import { canonicalJson } from '../canonical';
import { bilingualSchema } from '../text';
import { type CalendarYear, type DayEdition, type WeeklyHours, overrideSchema, rangeSchema, unitDaysSchema } from './calendar';
import { type LocalDate, dateOfDay, dayNumberOf } from './instant';
import { type PlacedDay, daysOfRows, noticeRowSchema, rowFaultCodes } from './notice';

/** What a calendar keeper changes (DOMAIN R7): a year's notice, whole or in part; the city's own days; one unit's working time. */
export const calendarChangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('notice'),
    year: z.int().min(1970).max(2200),
    /** False: the notice settles only some ranges, `covered` or, without it, the rows' own days. The rest stays uncovered. */
    complete: z.boolean(),
    notice: bilingualSchema,
    number: z.string().min(1).max(60).optional(),
    source: z.string().min(1).max(200),
    covered: z.array(rangeSchema).optional(),
    rows: z.array(noticeRowSchema).max(400),
  }),
  /** A sudden closure, or a day opened by local decision; `put` takes the place of what stood there, `drop` takes it away. */
  z.object({
    kind: z.literal('days'),
    put: z.array(overrideSchema).max(62),
    drop: z.array(overrideSchema.shape.date).max(62).default([]),
  }),
  /** One unit's own week and days, in place of what it had; null ends the difference. */
  z.object({ kind: z.literal('unit'), unit: z.string().min(1), own: unitDaysSchema.nullable() }),
]);
export type CalendarChange = z.infer<typeof calendarChangeSchema>;

export const changeFaultCodes = [
  ...rowFaultCodes,
  'ALREADY_ANNOUNCED',
  'NEIGHBOUR_UNKNOWN',
  'NOT_COVERED',
  'NOTHING_CHANGES',
] as const;
export type ChangeFaultCode = (typeof changeFaultCodes)[number];

/** Why a change is refused, with its line where one is at fault. Nothing of a change with a fault is taken. */
export type ChangeFault = { code: ChangeFaultCode; line: number | null; dates: LocalDate[] };

type Changed = { ok: true; edition: DayEdition } | { ok: false; faults: ChangeFault[] };

/** The next edition with a change in it, or everything that is wrong with the change. Pure; the edition given stays. */
export function changeCalendar(edition: DayEdition, week: WeeklyHours['week'], change: CalendarChange): Changed {
  const changed = apply(edition, week, change);
  if (!changed.ok) return changed;
  const same = canonicalJson(contentOf(changed.edition)) === canonicalJson(contentOf(edition));
  return same ? refused({ code: 'NOTHING_CHANGES', line: null, dates: [] }) : changed;
}

const contentOf = ({ years, overrides, units }: DayEdition) => ({ years, overrides, units: units ?? {} });
const refused = (...faults: ChangeFault[]): Changed => ({ ok: false, faults });

function apply(edition: DayEdition, week: WeeklyHours['week'], change: CalendarChange): Changed {
  switch (change.kind) {
    case 'notice':
      return withNotice(edition, week, change);
    case 'days': {
      const gone = new Set([...change.drop, ...change.put.map(({ date }) => date)]);
      const kept = edition.overrides.filter(({ date }) => !gone.has(date));
      const overrides = [...kept, ...change.put].sort((a, b) => (a.date < b.date ? -1 : 1));
      return { ok: true, edition: next(edition, { overrides }) };
    }
    case 'unit': {
      const { [change.unit]: _before, ...others } = edition.units ?? {};
      const units = change.own === null ? others : { ...others, [change.unit]: change.own };
      return { ok: true, edition: next(edition, { units }) };
    }
  }
}

function next({ importedAt: _at, import: _by, ...edition }: DayEdition, more: Partial<DayEdition>): DayEdition {
  return { ...edition, edition: edition.edition + 1, ...more };
}

type Notice = Extract<CalendarChange, { kind: 'notice' }>;

function withNotice(edition: DayEdition, week: WeeklyHours['week'], notice: Notice): Changed {
  const known = edition.years.find(({ year }) => year === notice.year);
  const { days, faults } = daysOfRows(notice.rows, notice.year, week);
  const ranges = notice.complete ? null : coveredBy(notice, days);
  const all = [...faults, ...wholeFaults(edition, notice, days), ...(ranges ? outside(days, ranges, notice.year) : [])];
  if (all.length > 0) return refused(...all);
  const own = days.filter(({ date }) => isOf(date, notice.year));
  const year = ranges ? partOf(notice, own, ranges, known) : wholeOf(notice, own);
  const years = edition.years.map((one) => withDays(one, days)).filter((one) => one.year !== notice.year);
  return { ok: true, edition: next(edition, { years: [...years, year].sort((a, b) => a.year - b.year) }) };
}

const isOf = (date: LocalDate, year: number): boolean => date.startsWith(`${year}-`);
const plain = ({ line: _line, ...day }: PlacedDay) => day;

function wholeFaults(edition: DayEdition, notice: Notice, days: readonly PlacedDay[]): ChangeFault[] {
  const known = edition.years.find(({ year }) => year === notice.year);
  const strangers = days.filter(({ date }) => !isOf(date, notice.year) && !edition.years.some(({ year }) => isOf(date, year)));
  return [
    ...(days.some(({ kind }) => kind === 'holiday') ? [] : [{ code: 'NO_DAY_OFF' as const, line: null, dates: [] }]),
    ...(!notice.complete && known?.status === 'announced' ? [{ code: 'ALREADY_ANNOUNCED' as const, line: null, dates: [] }] : []),
    ...strangers.map(({ line, date }) => ({ code: 'NEIGHBOUR_UNKNOWN' as const, line, dates: [date] })),
  ];
}

type Range = [LocalDate, LocalDate];

/** The ranges that a partial notice settles, cut to its year and joined where they touch. */
function coveredBy({ covered, year, rows }: Notice, days: readonly PlacedDay[]): Range[] {
  const given = covered ?? (days.length > 0 ? rows.map(({ from, to }): Range => [from, to]) : []);
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const cut = given.map(([from, to]): Range => [from < first ? first : from, to > last ? last : to]);
  return joined(cut.filter(([from, to]) => from <= to));
}

function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const last = result.at(-1);
    if (last && from <= dateOfDay(dayNumberOf(last[1]) + 1)) last[1] = to > last[1] ? to : last[1];
    else result.push([from, to]);
  }
  return result;
}

const within = (date: LocalDate, ranges: readonly Range[]): boolean => ranges.some(([from, to]) => from <= date && date <= to);

const outside = (days: readonly PlacedDay[], ranges: readonly Range[], year: number): ChangeFault[] =>
  days
    .filter(({ date }) => isOf(date, year) && !within(date, ranges))
    .map(({ line, date }) => ({ code: 'NOT_COVERED' as const, line, dates: [date] }));

const headOf = ({ year, notice, number, source }: Notice) => ({
  ...{ year, notice, source },
  ...(number === undefined ? {} : { number }),
});

const wholeOf = (notice: Notice, days: readonly PlacedDay[]): CalendarYear => ({
  ...headOf(notice),
  status: 'announced',
  days: days.map(plain),
});

/** A second partial notice adds its ranges to the first's; inside its own ranges it has the last word. */
function partOf(notice: Notice, days: readonly PlacedDay[], ranges: Range[], known: CalendarYear | undefined): CalendarYear {
  const before = known?.status === 'partial' ? known : undefined;
  const kept = (before?.days ?? []).filter(({ date }) => !within(date, ranges));
  return {
    ...headOf(notice),
    status: 'partial',
    covered: joined([...(before?.covered ?? []), ...ranges]),
    days: [...kept, ...days.map(plain)].sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

/** Days of a neighbouring year that the notice names too. */
function withDays(year: CalendarYear, days: readonly PlacedDay[]): CalendarYear {
  const added = days.filter(({ date }) => isOf(date, year.year)).map(plain);
  if (added.length === 0) return year;
  const dates = new Set(added.map(({ date }) => date));
  const all = [...year.days.filter(({ date }) => !dates.has(date)), ...added];
  return { ...year, days: all.sort((a, b) => (a.date < b.date ? -1 : 1)) };
}
