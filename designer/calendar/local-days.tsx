import { Button } from 'antd';
import type { UnitDays, WeeklyHours } from '#domain';
import { useText, useWords } from '../i18n';
import { ProblemNote, Section } from '../parts';
import type { Book } from './calendar-page';
import { hoursText } from './hours-text';
import { usePreview } from './use-preview';
import { WeekBars } from './week-bars';
import { words } from './words';

type Shown = { book: Book; keeps: boolean };

/** Days that differ by the city's own decision. */
export function LocalDays({ book, keeps }: Shown) {
  const t = useWords(words);
  const text = useText();
  const preview = usePreview(book.calendar);
  return (
    <Section title={t('local')} id="local">
      {book.overrides.length === 0 && <p className="lx-quiet">{t('localNone')}</p>}
      <ul className="lx-sentences">
        {book.overrides.map(({ date, kind, name, hours }) => (
          <li key={date}>
            <span className="lx-num">{date}</span> {t(kind)} {hours && <span className="lx-num">{hoursText(hours)}</span>} ·{' '}
            {text(name)}{' '}
            {keeps && (
              <Button
                size="small"
                loading={preview.isPending}
                onClick={() => preview.mutate({ change: { kind: 'days', put: [], drop: [date] } })}
              >
                {t('takeBack')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {preview.error && <ProblemNote error={preview.error} />}
    </Section>
  );
}

/** Units whose working time differs from the city's. */
export function UnitHours({ book, keeps }: Shown) {
  const t = useWords(words);
  const text = useText();
  const preview = usePreview(book.calendar);
  return (
    <Section title={t('units')} id="unit-hours">
      {book.units.length === 0 && <p className="lx-quiet">{t('unitsNone')}</p>}
      <ul className="lx-sentences">
        {book.units.map(({ unit, unitName, own }) => (
          <li key={unit}>
            {text(unitName)} · {text(own.name)}
            {own.week && ` · ${t('ownWeek')}`}
            {own.overrides.length > 0 && ` · ${t('ownDays', { n: own.overrides.length })}`}{' '}
            <OwnHours own={own} hours={book.hours} />
            {keeps && (
              <Button
                size="small"
                loading={preview.isPending}
                onClick={() => preview.mutate({ change: { kind: 'unit', unit, own: null } })}
              >
                {t('endOwn')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {preview.error && <ProblemNote error={preview.error} />}
    </Section>
  );
}

/** What a unit's own time is, day by day. */
function OwnHours({ own, hours }: { own: UnitDays; hours: WeeklyHours }) {
  const t = useWords(words);
  const text = useText();
  return (
    <details>
      <summary>{t('ownShown')}</summary>
      {own.week && <WeekBars hours={{ ...hours, week: own.week }} />}
      <ul className="lx-sentences">
        {own.overrides.map(({ date, kind, name, hours: open }) => (
          <li key={date}>
            <span className="lx-num">{date}</span> {t(kind)} {open && <span className="lx-num">{hoursText(open)}</span>} ·{' '}
            {text(name)}
          </li>
        ))}
      </ul>
    </details>
  );
}
