import type { Bilingual } from '../text';
import { type CalendarYear, type DayEdition, type WeeklyHours, weekdayKey } from './calendar';
import { type LocalDate, dateOfDay, dayNumberOf, timeToMillis, weekdayOfDay, yearOfDay } from './instant';
import { type Zone, DAY_MS, zoneOf } from './zone';

export type DayCode = 'workday' | 'weekend' | 'holiday' | 'makeUpDay' | 'closed' | 'open';

/** Why a day works or not, in words. */
export interface DayReason extends Bilingual {
  code: DayCode;
}

/** One stretch of working time, milliseconds after local midnight. */
export interface HourSpan {
  readonly from: number;
  readonly to: number;
}

/** All that arithmetic asks of one day. Equal days share one object. */
export interface DayFacts {
  readonly working: boolean;
  /** Whether a notice settles this day; else it follows the week (DOMAIN R7). */
  readonly covered: boolean;
  readonly spans: readonly HourSpan[];
  /** Opening and close of hours, milliseconds after local midnight; of a day without hours, of a make-up day. */
  readonly opens: number;
  readonly closes: number;
  readonly reason: DayReason;
}

/** Weekly hours and an edition of days, compiled for fast look-up; immutable in what it answers. */
export interface Calendar {
  readonly id: string;
  readonly edition: number;
  readonly zone: Zone;
  /** Facts of a day counted since 1970-01-01. */
  facts(day: number): DayFacts;
  /** `2027 not announced`, `2027 partly announced`, or null for an announced year. */
  provisionalOfYear(year: number): string | null;
}

const compiled = new WeakMap<WeeklyHours, WeakMap<DayEdition, Calendar>>();

/**
 * Compiles a calendar; the same two documents give the same object. Documents are taken as frozen.
 * Years without a notice follow the week: Monday to Friday work, no holiday is guessed (DOMAIN R7).
 */
export function compileCalendar(hours: WeeklyHours, edition: DayEdition): Calendar {
  const editions = compiled.get(hours) ?? new WeakMap<DayEdition, Calendar>();
  compiled.set(hours, editions);
  const known = editions.get(edition);
  if (known) return known;
  const calendar = build(hours, edition);
  editions.set(edition, calendar);
  return calendar;
}

/** What a calendar says of a date, for people. */
export function dayOf(calendar: Calendar, date: LocalDate) {
  const day = dayNumberOf(date);
  const { working, covered, reason } = calendar.facts(day);
  return { date, working, covered, reason, provisional: calendar.provisionalOfYear(yearOfDay(day)) };
}

/** The reasons why anything reckoned over days `first` to `last` may still move, or null (DOMAIN R7). */
export function provisionalBetween(calendar: Calendar, first: number, last: number): string | null {
  const lastYear = yearOfDay(last);
  let all: string | null = null;
  for (let year = yearOfDay(first); year <= lastYear; year++) all = joinProvisional(all, calendar.provisionalOfYear(year));
  return all;
}

const separator = '; ';

/** Joins reasons, each once. */
export function joinProvisional(a: string | null, b: string | null): string | null {
  if (a === null || b === null || a === b) return a ?? b;
  return [...new Set([...a.split(separator), ...b.split(separator)])].join(separator);
}

/** A provisional reason in both languages. */
export function provisionalText(reason: string): Bilingual {
  const zh = reason
    .split(separator)
    .map((one) =>
      one.replace(/^(\d{4}) not announced$/, '$1年安排未公布').replace(/^(\d{4}) partly announced$/, '$1年安排仅部分公布'),
    )
    .join('；');
  return { zh, en: reason };
}

function build(hours: WeeklyHours, edition: DayEdition): Calendar {
  const years = new Map(edition.years.map((year) => [year.year, year]));
  const weeks = { covered: weekFacts(hours, true), open: weekFacts(hours, false) };
  const special = specialDays(hours, edition);
  const days = new Map<number, DayFacts>();
  const ordinary = (day: number): DayFacts => {
    const covered = isCovered(years.get(yearOfDay(day)), dateOfDay(day));
    return (covered ? weeks.covered : weeks.open)[weekdayOfDay(day)] ?? nowhere();
  };
  const reasons = new Map<number, string | null>();
  return {
    id: hours.id,
    edition: edition.edition,
    zone: zoneOf(hours.zone),
    facts(day) {
      let facts = days.get(day);
      if (!facts) {
        facts = special.get(day) ?? ordinary(day);
        days.set(day, facts);
      }
      return facts;
    },
    provisionalOfYear(year) {
      let reason = reasons.get(year);
      if (reason === undefined) {
        reason = yearReason(years.get(year), year);
        reasons.set(year, reason);
      }
      return reason;
    },
  };
}

function nowhere(): never {
  throw new RangeError('a weekday lies between 0 and 6');
}

function yearReason(year: CalendarYear | undefined, number: number): string | null {
  if (!year) return `${number} not announced`;
  return year.status === 'partial' ? `${number} partly announced` : null;
}

function isCovered(year: CalendarYear | undefined, date: LocalDate): boolean {
  if (!year) return false;
  if (year.status === 'announced') return true;
  return (year.covered ?? []).some(([from, to]) => from <= date && date <= to);
}

const weekdayNames: readonly Bilingual[] = [
  { zh: '周日', en: 'Sunday' },
  { zh: '周一', en: 'Monday' },
  { zh: '周二', en: 'Tuesday' },
  { zh: '周三', en: 'Wednesday' },
  { zh: '周四', en: 'Thursday' },
  { zh: '周五', en: 'Friday' },
  { zh: '周六', en: 'Saturday' },
];

function weekFacts(hours: WeeklyHours, covered: boolean): DayFacts[] {
  return weekdayNames.map((name, weekday) => {
    const spans = hours.week[weekdayKey(weekday)];
    const code = spans.length > 0 ? 'workday' : 'weekend';
    return factsOf(hours, spans, covered, { code, ...name });
  });
}

/** Announced days and local decisions by day number; a local decision has the last word. */
function specialDays(hours: WeeklyHours, edition: DayEdition): Map<number, DayFacts> {
  const special = new Map<number, DayFacts>();
  for (const { date, kind, name } of edition.years.flatMap((year) => year.days)) {
    const day = dayNumberOf(date);
    const off = kind === 'holiday';
    special.set(day, factsOf(hours, off ? [] : openHours(hours, day), true, off ? holiday(name) : makeUp(name)));
  }
  for (const { date, kind, name, hours: own } of edition.overrides) {
    const day = dayNumberOf(date);
    const spans = kind === 'closed' ? [] : (own ?? openHours(hours, day));
    special.set(day, factsOf(hours, spans, true, { code: kind, ...name }));
  }
  return special;
}

const holiday = (name: Bilingual): DayReason => ({ code: 'holiday', zh: `${name.zh}放假`, en: `${name.en} holiday` });

const makeUp = (name: Bilingual): DayReason => ({
  code: 'makeUpDay',
  zh: `调休上班（${name.zh}）`,
  en: `make-up working day (${name.en})`,
});

type Spans = WeeklyHours['makeUp'];

function openHours(hours: WeeklyHours, day: number): Spans {
  const own = hours.week[weekdayKey(weekdayOfDay(day))];
  return own.length > 0 ? own : hours.makeUp;
}

function factsOf(hours: WeeklyHours, given: Spans, covered: boolean, reason: DayReason): DayFacts {
  const spans = given.map(([from, to]) => ({ from: timeToMillis(from), to: timeToMillis(to) }));
  const bounds = spans.length > 0 ? given : hours.makeUp;
  return {
    working: spans.length > 0,
    covered,
    spans,
    opens: timeToMillis(bounds[0]?.[0] ?? '00:00'),
    closes: Math.min(timeToMillis(bounds.at(-1)?.[1] ?? '24:00'), DAY_MS),
    reason,
  };
}
