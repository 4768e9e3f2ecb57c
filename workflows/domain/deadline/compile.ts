import type { Bilingual } from '../text';
import type { CalendarYear, DayEdition, UnitDays, WeeklyHours } from './calendar';
import { type DayFacts, specialDays, weekFacts } from './facts';
import { type LocalDate, dateOfDay, dayNumberOf, weekdayOfDay, yearOfDay } from './instant';
import { type Zone, zoneOf } from './zone';

/** Weekly hours and an edition of days, compiled for fast look-up; immutable in what it answers. */
export interface Calendar {
  readonly id: string;
  readonly edition: number;
  readonly zone: Zone;
  /** Facts of a day counted since 1970-01-01. */
  facts(day: number): DayFacts;
  /** `2027 not announced`, `2027 partly announced`, or null for an announced year. */
  provisionalOfYear(year: number): string | null;
  /** The calendar by which a unit's own clocks run: itself, unless the edition says that the unit's time differs. */
  forUnit(unit: string | null | undefined): Calendar;
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
  const units = new Map<string, Calendar>();
  const calendar: Calendar = {
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
    forUnit(unit) {
      const own = unit ? edition.units?.[unit] : undefined;
      if (!unit || !own) return calendar;
      const known = units.get(unit) ?? build(...ownDocuments(hours, edition, own));
      units.set(unit, known);
      return known;
    },
  };
  return calendar;
}

/** The unit's week in place of the city's, and its days over the city's: the nearer decision has the last word. */
function ownDocuments(hours: WeeklyHours, edition: DayEdition, own: UnitDays): [WeeklyHours, DayEdition] {
  const { units: _units, ...days } = edition;
  const dates = new Set(own.overrides.map(({ date }) => date));
  const overrides = [...edition.overrides.filter(({ date }) => !dates.has(date)), ...own.overrides];
  return [own.week ? { ...hours, week: own.week } : hours, { ...days, overrides }];
}

/** Clocks of a unit's own acts run by the unit's calendar; the desk's duties about it by the city's (DOMAIN R4). */
const unitKinds: ReadonlySet<string> = new Set(['sign', 'contact', 'reply', 'returnWindow', 'reportIn']);

/** The calendar by which a clock runs. */
export const calendarOfClock = (calendar: Calendar, { kind, owner }: { kind: string; owner?: string | undefined }): Calendar =>
  unitKinds.has(kind) ? calendar.forUnit(owner) : calendar;

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
