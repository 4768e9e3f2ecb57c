import type { Bilingual } from '../text';
import { type DayEdition, type WeeklyHours, weekdayKey } from './calendar';
import { dayNumberOf, timeToMillis, weekdayOfDay } from './instant';
import { DAY_MS } from './zone';

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

const weekdayNames: readonly Bilingual[] = [
  { zh: '周日', en: 'Sunday' },
  { zh: '周一', en: 'Monday' },
  { zh: '周二', en: 'Tuesday' },
  { zh: '周三', en: 'Wednesday' },
  { zh: '周四', en: 'Thursday' },
  { zh: '周五', en: 'Friday' },
  { zh: '周六', en: 'Saturday' },
];

/** Facts of each weekday, Sunday first. */
export function weekFacts(hours: WeeklyHours, covered: boolean): DayFacts[] {
  return weekdayNames.map((name, weekday) => {
    const spans = hours.week[weekdayKey(weekday)];
    const code = spans.length > 0 ? 'workday' : 'weekend';
    return factsOf(hours, spans, covered, { code, ...name });
  });
}

/** Announced days and local decisions by day number; a local decision has the last word. */
export function specialDays(hours: WeeklyHours, edition: DayEdition): Map<number, DayFacts> {
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
