import type { Bilingual } from '../text';
import type { Calendar } from './compile';
import { localOf } from './due';
import { closingDay, dayAt } from './hours';
import { type Instant, dateOfDay } from './instant';
import type { RungRule } from './ladder';
import { lengthText } from './length';
import { type WorkingDay, daysBetween } from './listing';
import { DAY_MS } from './zone';

/** Why a rung comes when it comes, in a sentence (DOMAIN R8). `due` is what its ladder hangs on. */
export function rungReason(calendar: Calendar, rule: RungRule, due: Instant): Bilingual {
  const { n, unit } = rule.offset;
  if (n === 0) return { zh: '到期之时', en: 'at the due' };
  const { zh, en } = lengthText({ n: Math.abs(n), unit });
  const side = n < 0 ? { zh: '前', en: 'before' } : { zh: '后', en: 'after' };
  if (unit === 'min' || unit === 'h') {
    return { zh: `到期${side.zh}${zh}，昼夜连续计算`, en: `${en} ${side.en} the due, day and night` };
  }
  if (unit === 'wh') return { zh: `到期${side.zh}${zh}，只计上班时间`, en: `${en} ${side.en} the due, in hours of work only` };
  const day = dateOfDay(closingDay(localOf(calendar, due)));
  const time = timeOf(rule);
  return {
    zh: `自到期日${day}往${side.zh}数${zh}，当天${time.zh}`,
    en: `${en} ${side.en} ${day}, the day of the due, ${time.en}`,
  };
}

function timeOf({ time, offset }: RungRule): Bilingual {
  const at = time ?? (offset.unit === 'wd' ? 'close' : '24:00');
  if (at === 'open') return { zh: '上班时', en: 'at the opening of hours' };
  return at === 'close' ? { zh: '下班时', en: 'at the close of hours' } : { zh: at, en: `at ${at}` };
}

/** The days from the due to the rung: counted as the n-th, or passed over; none for hours. */
export function rungDays(calendar: Calendar, { offset }: RungRule, due: Instant): WorkingDay[] {
  if (offset.n === 0 || (offset.unit !== 'wd' && offset.unit !== 'nd')) return [];
  return daysBetween(calendar, closingDay(localOf(calendar, due)), offset.n, offset.unit);
}

/** Whether an instant lies in hours of work; the minute of the opening and that of the close do. */
export function isWithinHours(calendar: Calendar, at: Instant): boolean {
  const local = localOf(calendar, at);
  const within = (day: number): boolean =>
    calendar.facts(day).spans.some(({ from, to }) => day * DAY_MS + from <= local && local <= day * DAY_MS + to);
  return within(dayAt(local)) || within(closingDay(local));
}
