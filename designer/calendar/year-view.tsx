import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { type Calendar, type DayEdition, compileCalendar, dayOf } from '#domain';
import { useNow } from '../client';
import { useList, useText, useWords } from '../i18n';
import { Section } from '../parts';
import type { Book } from './calendar-page';
import { words } from './words';

/** The calendar as the domain reckons by it, from what the server says. */
function calendarOf({ calendar, edition, hours, years, overrides }: Book): Calendar {
  const known = years.flatMap(({ status, notice, number, source, covered, ...year }) =>
    status === 'none' || !notice || !source
      ? []
      : [{ ...year, status, notice, source, ...(covered ? { covered } : {}), ...(number === null ? {} : { number }) }],
  );
  const document: DayEdition = { calendar, edition: Math.max(1, edition), years: known, overrides };
  return compileCalendar(hours, document);
}

/** One year in twelve months, with its notice and status. */
export function YearView({ book }: { book: Book }) {
  const t = useWords(words);
  const now = Number(new Date(useNow()).toISOString().slice(0, 4));
  const [at, setAt] = useState(now);
  const calendar = useMemo(() => calendarOf(book), [book]);
  const year = book.years.find((one) => one.year === at) ?? book.years.at(-1);
  if (!year) return null;
  return (
    <Section
      title={<span className="lx-num">{year.year}</span>}
      id="year"
      extra={<span className="lx-quiet">{t('edition', { n: book.edition })}</span>}
    >
      <div className="lx-years" role="group" aria-label={t('year')}>
        {book.years.map((one) => (
          <Button
            key={one.year}
            size="small"
            type={one.year === year.year ? 'primary' : 'default'}
            aria-pressed={one.year === year.year}
            onClick={() => setAt(one.year)}
          >
            {one.year}
            {one.status !== 'announced' && ` · ${t(`status.${one.status}`)}`}
          </Button>
        ))}
      </div>
      <Notice year={year} />
      <Legend />
      <div className="lx-year">
        {Array.from({ length: 12 }, (_, month) => (
          <Month key={month} calendar={calendar} year={year.year} month={month + 1} />
        ))}
      </div>
    </Section>
  );
}

function Notice({ year }: { year: Book['years'][number] }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const off = year.days.filter(({ kind }) => kind === 'holiday').length;
  if (year.status === 'none') return <p className="lx-hint">{t('noneHint')}</p>;
  return (
    <p className="lx-hint">
      <span className={`lx-chip ${year.status === 'announced' ? 'done' : 'waiting'}`}>{t(`status.${year.status}`)}</span>{' '}
      {year.notice && text(year.notice)}
      {year.number && ` · ${t('number')} ${year.number}`} · {t('source')} {year.source} ·{' '}
      {t('counts', { off, makeUp: year.days.length - off })}
      {year.status === 'partial' && year.covered && (
        <> · {t('covered', { ranges: list(year.covered.map(([from, to]) => `${from}–${to}`)) })}</>
      )}
    </p>
  );
}

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

const marked = ['holiday', 'makeUpDay', 'closed', 'open'] as const;

function Legend() {
  const t = useWords(words);
  return (
    <ul className="lx-legend">
      {marked.map((code) => (
        <li key={code}>
          <i className={`lx-date ${code}`} aria-hidden="true" /> {t(`legend.${code}`)}
        </li>
      ))}
      <li>
        <i className="lx-date unsettled" aria-hidden="true" /> {t('legend.unsettled')}
      </li>
    </ul>
  );
}

const pad = (n: number): string => String(n).padStart(2, '0');
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
/** Monday first. */
const leading = (year: number, month: number): number => (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;

function Month({ calendar, year, month }: { calendar: Calendar; year: number; month: number }) {
  const text = useText();
  return (
    <section aria-label={`${year}-${pad(month)}`}>
      <h3>{text({ zh: `${month}月`, en: monthNames[month - 1] ?? '' })}</h3>
      <ol className="lx-month">
        {Array.from({ length: leading(year, month) }, (_, i) => (
          <li key={`lead-${i}`} aria-hidden="true" />
        ))}
        {Array.from({ length: daysIn(year, month) }, (_, i) => (
          <Day key={i} calendar={calendar} date={`${year}-${pad(month)}-${pad(i + 1)}`} />
        ))}
      </ol>
    </section>
  );
}

function Day({ calendar, date }: { calendar: Calendar; date: string }) {
  const t = useWords(words);
  const text = useText();
  const { reason, covered, working } = dayOf(calendar, date);
  const code = marked.find((one) => one === reason.code);
  const kind = code ?? (working ? 'plain' : 'rest');
  return (
    <li
      className={`lx-date ${kind} ${covered ? '' : 'unsettled'}`}
      title={`${date} ${text(reason)}`}
      aria-label={`${date} ${text(reason)}`}
    >
      <span aria-hidden="true">{Number(date.slice(8))}</span>
      {code && <small aria-hidden="true">{t(`day.${code}`)}</small>}
    </li>
  );
}
