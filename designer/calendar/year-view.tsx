import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { compileCalendar } from '#domain';
import { useNow } from '../client';
import { useList, useText, useWords } from '../i18n';
import { Section } from '../parts';
import type { Book } from './calendar-page';
import { editionOf } from './edition-of';
import { Month, markedDays } from './month';
import { words } from './words';

/** One year in twelve months, with its notice and status. */
export function YearView({ book }: { book: Book }) {
  const t = useWords(words);
  const now = Number(new Date(useNow()).toISOString().slice(0, 4));
  const [at, setAt] = useState(now);
  const calendar = useMemo(() => compileCalendar(book.hours, editionOf(book)), [book]);
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

/** What the colours of the days mean. */
export function Legend() {
  const t = useWords(words);
  return (
    <ul className="lx-legend">
      {markedDays.map((code) => (
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
