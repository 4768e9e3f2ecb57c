import type { Bilingual } from '../text';
import announced from 'chinese-days/dist/chinese-days.json';
import type { CalendarYear, DayEdition } from './calendar';

type Entries = Readonly<Record<string, string>>;

/** The package's data file, not its code: the code parses dates by class and guesses uncovered years (DOMAIN 7). */
const holidays: Entries = announced.holidays;
const workdays: Entries = announced.workdays;
const source = 'chinese-days 1.5.7';

/** Notices that the package's days were checked against (DOMAIN 7). */
const notices = new Map<number, Bilingual>([
  [
    2026,
    {
      zh: '国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）',
      en: 'State Council notice of 2025-11-04 on the holidays of 2026',
    },
  ],
]);

/**
 * Edition 1 of a calendar from the package's announced days, both years included. A year without a single
 * holiday in the package is not covered and is left out, never guessed (DOMAIN 7).
 */
export function seedEdition(calendar: string, fromYear: number, toYear: number): DayEdition {
  const years: CalendarYear[] = [];
  for (let year = fromYear; year <= toYear; year++) {
    const off = daysOf(holidays, year, 'holiday');
    if (off.length > 0) years.push(yearOf(year, [...off, ...daysOf(workdays, year, 'workday')]));
  }
  return { calendar, edition: 1, years, overrides: [] };
}

function yearOf(year: number, days: CalendarYear['days']): CalendarYear {
  const notice = notices.get(year) ?? { zh: `${year}年节假日安排`, en: `Holiday arrangement of ${year}` };
  return { year, status: 'announced', notice, source, days: days.sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

function daysOf(entries: Entries, year: number, kind: 'holiday' | 'workday'): CalendarYear['days'] {
  return Object.entries(entries)
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, name]) => ({ date, kind, name: nameOf(name) }));
}

/** The package writes `National Day,国庆节,3`. */
function nameOf(text: string): Bilingual {
  const [en = text, zh = text] = text.split(',');
  return { zh, en };
}
