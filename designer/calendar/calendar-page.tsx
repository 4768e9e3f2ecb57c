import { Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { holdsAny, useMe, useRead } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { Loaded, Page, Section } from '../parts';
import { ChangeForms } from './change-forms';
import { LocalDays, UnitHours } from './local-days';
import { describeChange } from './describe';
import { WeekBars } from './week-bars';
import { words } from './words';
import { YearView } from './year-view';

export type Book = ResultOf<Routes['readCalendarBook']>;

/** The calendar in force, year by year, and for its keepers the ways to change it. */
export function CalendarPage() {
  const t = useWords(words);
  const [params, setParams] = useSearchParams();
  const release = useRead(routes.readRelease, { params: { id: 'current' } });
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')}>
      <Loaded query={release}>
        {({ hours }) => {
          const id = hours.find((one) => one.id === params.get('calendar'))?.id ?? hours[0]?.id ?? '';
          return (
            <>
              {hours.length > 1 && <Calendars hours={hours} id={id} onPick={(next) => setParams({ calendar: next })} />}
              <OneCalendar id={id} key={id} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Calendars(props: { hours: Book['hours'][]; id: string; onPick: (id: string) => void }) {
  const t = useWords(words);
  const text = useText();
  const options = props.hours.map(({ id, name }) => ({ value: id, label: text(name) }));
  return (
    <Select aria-label={t('calendar')} value={props.id} options={options} onChange={props.onPick} style={{ minWidth: 220 }} />
  );
}

function OneCalendar({ id }: { id: string }) {
  const me = useMe();
  const t = useWords(words);
  const book = useRead(routes.readCalendarBook, { params: { id } });
  const keeps = holdsAny(me, ['calendarKeeper', 'administrator']);
  return (
    <Loaded query={book}>
      {(read) => (
        <>
          <YearView book={read} />
          <div className="lx-two">
            <div>
              {keeps && (
                <Section title={t('change')} id="change">
                  <ChangeForms book={read} />
                </Section>
              )}
              <WeeklySection book={read} />
            </div>
            <div>
              <LocalDays book={read} keeps={keeps} />
              <UnitHours book={read} keeps={keeps} />
              {holdsAny(me, watchers) && <Changes id={id} />}
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

/** What the current release froze of the calendar, and the way to its draft. */
function WeeklySection({ book }: { book: Book }) {
  const me = useMe();
  const t = useWords(words);
  return (
    <Section title={t('weekly')} id="weekly">
      <p className="lx-hint">{t('weeklyHint')}</p>
      <WeekBars hours={book.hours} />
      {holdsAny(me, ['ruleAuthor', 'administrator']) && (
        <p>
          <Link to={`/studio/calendars/${book.calendar}`}>{t('changeHours')}</Link>
        </p>
      )}
    </Section>
  );
}

const watchers = [
  'calendarKeeper',
  'administrator',
  'citySupervision',
  'districtSupervision',
  'chief',
  'operator',
  'auditor',
  'ruleAuthor',
  'ruleApprover',
] as const;

function Changes({ id }: { id: string }) {
  const t = useWords(words);
  const text = useText();
  const imports = useRead(routes.listImports, { params: { id } });
  return (
    <Section title={t('changes')} id="changes">
      <Loaded query={imports}>
        {({ items }) => (
          <ul className="lx-sentences">
            {items.length === 0 && <li className="lx-quiet">{t('changesNone')}</li>}
            {items.map((one) => (
              <li key={one.id}>
                <Link to={`/calendar/${id}/imports/${one.id}`}>
                  {t('edition', { n: one.edition })} · {describeChange(one.change, t, text)}
                </Link>{' '}
                <span className="lx-chip">{t(`state.${one.state}`)}</span>
                <div className="lx-quiet">{t('previewedBy', { at: momentOf(one.previewedAt), name: one.byName })}</div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
