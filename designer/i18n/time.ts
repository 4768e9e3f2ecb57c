import { type Language, useLanguage } from './language';

const ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' });

const local = (instant: string) => {
  const text = formatter.format(new Date(instant));
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
};

/** The local date of an instant in the city's zone, `2026-11-23`. */
export const dateOf = (instant: string): string => local(instant).date;

/** `2026-11-23 09:05` in the city's zone. */
export const momentOf = (instant: string): string => `${local(instant).date} ${local(instant).time}`;

/** As `momentOf`, but midnight is the day before at 24:00 (DOMAIN R10). */
export function dueOf(instant: string): string {
  const { date, time } = local(instant);
  return time === '00:00' ? `${dateOf(new Date(Date.parse(instant) - MINUTE).toISOString())} 24:00` : `${date} ${time}`;
}

const units: Record<Language, { d: string; h: string; m: string; now: string }> = {
  zh: { d: '天', h: '小时', m: '分钟', now: '不到 1 分钟' },
  en: { d: ' d', h: ' h', m: ' min', now: 'under a minute' },
};

/** A length in at most two units: `2天3小时`, `2 d 3 h`. */
export function lengthOf(milliseconds: number, language: Language): string {
  const u = units[language];
  const rest = Math.abs(milliseconds);
  const [d, h, m] = [Math.floor(rest / DAY), Math.floor((rest % DAY) / HOUR), Math.floor((rest % HOUR) / MINUTE)];
  const said = [d > 0 && `${d}${u.d}`, h > 0 && `${h}${u.h}`, d === 0 && m > 0 && `${m}${u.m}`].filter(Boolean);
  return said.length === 0 ? u.now : said.slice(0, 2).join(language === 'zh' ? '' : ' ');
}

export type Urgency = 'overdue' | 'today' | 'soon' | 'calm';

/** How urgent a due is: past, within 8 hours, within two days, or later. Shown as colour and word, never colour alone. */
export function urgencyOf(dueAt: string, now: number): Urgency {
  const left = Date.parse(dueAt) - now;
  if (left < 0) return 'overdue';
  if (left < 8 * HOUR) return 'today';
  return left < 2 * DAY ? 'soon' : 'calm';
}

export function useTimeWords() {
  const language = useLanguage();
  return {
    length: (milliseconds: number) => lengthOf(milliseconds, language),
    remaining: (dueAt: string, now: number) => {
      const left = Date.parse(dueAt) - now;
      const text = lengthOf(left, language);
      if (language === 'zh') return left < 0 ? `已超 ${text}` : `还剩 ${text}`;
      return left < 0 ? `${text} overdue` : `${text} left`;
    },
  };
}
