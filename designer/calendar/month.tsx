import type { ReactNode } from 'react';
import { type Calendar, dayOf } from '#domain';
import { useText, useWords } from '../i18n';
import { words } from './words';

/** Days that a notice or a local decision makes, which are marked with a word. */
export const markedDays = ['holiday', 'makeUpDay', 'closed', 'open'] as const;

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** What else a day is, beside what the calendar says of it. */
export type DayExtra = { className: string; label: string; content: ReactNode };

const pad = (n: number): string => String(n).padStart(2, '0');
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
/** Monday first. */
const leading = (year: number, month: number): number => (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;

type Props = {
  calendar: Calendar;
  year: number;
  month: number;
  /** Names the year too, where months of several years stand side by side. */
  withYear?: boolean;
  extraOf?: (date: string) => DayExtra | null;
};

/** One month: each day with what the calendar says of it, and what a room adds. */
export function Month({ calendar, year, month, withYear = false, extraOf }: Props) {
  const text = useText();
  const name = monthNames[month - 1] ?? '';
  const title = withYear ? { zh: `${year}年${month}月`, en: `${name} ${year}` } : { zh: `${month}月`, en: name };
  return (
    <section aria-label={`${year}-${pad(month)}`}>
      <h3>{text(title)}</h3>
      <ol className="lx-month">
        {Array.from({ length: leading(year, month) }, (_, i) => (
          <li key={`lead-${i}`} aria-hidden="true" />
        ))}
        {Array.from({ length: daysIn(year, month) }, (_, i) => {
          const date = `${year}-${pad(month)}-${pad(i + 1)}`;
          return <Day key={i} calendar={calendar} date={date} extra={extraOf?.(date) ?? null} />;
        })}
      </ol>
    </section>
  );
}

function Day({ calendar, date, extra }: { calendar: Calendar; date: string; extra: DayExtra | null }) {
  const t = useWords(words);
  const text = useText();
  const { reason, covered, working } = dayOf(calendar, date);
  const code = markedDays.find((one) => one === reason.code);
  const kind = code ?? (working ? 'plain' : 'rest');
  const said = [date, text(reason), extra?.label ?? ''].filter(Boolean).join(' ');
  return (
    <li className={`lx-date ${kind} ${covered ? '' : 'unsettled'} ${extra?.className ?? ''}`} title={said} aria-label={said}>
      <span aria-hidden="true">{Number(date.slice(8))}</span>
      {code && <small aria-hidden="true">{t(`day.${code}`)}</small>}
      {extra?.content}
    </li>
  );
}
