import { Button, Input, Spin } from 'antd';
import { useMemo, useState } from 'react';
import { type ArrivalWait, type ClockPreview, formatDue, formatInstant, provisionalText } from '#domain';
import { Field } from '../draft';
import { useText, useTimeWords, useWords } from '../i18n';
import { useClockName } from './entries';
import type { SearchJob } from './search';
import type { DeskCalendar } from './use-calendar';
import type { Look } from './use-look';
import { useSearch } from './use-search';
import { words } from './words';

const TOP = 3;
/** Arrivals that a search may reckon: some decades of any length; a search without end would hold a machine for ever. */
const BUDGET = 200_000;

type Props = { desk: DeskCalendar; preview: ClockPreview; look: Look };

/** The arrivals of a stretch of days that wait longest for one clock's due; a click looks at one. */
export function WorstArrivals({ desk, preview, look }: Props) {
  const t = useWords(words);
  const name = useClockName();
  const year = formatInstant(look.zone, look.at).slice(0, 4);
  const [range, setRange] = useState<{ from: string; to: string } | null>(null);
  const { from, to } = range ?? { from: `${year}-01-01`, to: `${year}-12-31` };
  const { kind, clock } = preview;
  const { n, unit } = clock.length;
  const job = useMemo((): SearchJob | null => {
    if (from === '' || to === '' || from > to) return null;
    const spec = { kind, length: { n, unit }, rolled: clock.rolled };
    return { hours: desk.hours, edition: desk.edition, spec, unit: look.unit, ask: { from, to, top: TOP, budget: BUDGET } };
  }, [desk.hours, desk.edition, kind, n, unit, clock.rolled, look.unit, from, to]);
  return (
    <>
      <p className="lx-hint">{t('worstHint', { clock: name(kind) })}</p>
      <div className="lx-ask">
        {(['from', 'to'] as const).map((end) => (
          <Field key={end} label={t(`worst.${end}`)}>
            {(id) => (
              <Input
                id={id}
                type="date"
                value={end === 'from' ? from : to}
                onChange={(event) => setRange({ from, to, [end]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      {job === null ? <p className="lx-refused">{t('worstRange')}</p> : <Answer job={job} look={look} />}
    </>
  );
}

function Answer({ job, look }: { job: SearchJob; look: Look }) {
  const t = useWords(words);
  const text = useText();
  const searched = useSearch(job);
  if (searched.is === 'failed') return <p className="lx-refused">{t('searchFailed')}</p>;
  if (searched.is === 'searching') {
    return (
      <div role="status">
        <Spin size="small" /> {t('searching')}
      </div>
    );
  }
  const { longest, shortest, provisional, looked, complete, until } = searched.found;
  const isSame = longest[0]?.minutes === shortest[0]?.minutes;
  return (
    <div className="lx-worst">
      {isSame ? (
        <p>{t('alwaysSame')}</p>
      ) : (
        <>
          <h3>{t('longest')}</h3>
          <Waits waits={longest} look={look} />
          <h3>{t('shortest')}</h3>
          <Waits waits={shortest.slice(0, 1)} look={look} />
        </>
      )}
      <h3>{t('provisionalArrivals')}</h3>
      {provisional.length === 0 && <p>{t('provisionalNone')}</p>}
      <ul className="lx-sentences">
        {provisional.map(({ from, to, why }) => (
          <li key={from}>
            <span className="lx-num">{from === to ? from : `${from} – ${to}`}</span> {text(provisionalText(why))}
          </li>
        ))}
      </ul>
      <p className="lx-quiet">
        {t('looked', { n: looked })} {!complete && t('unfinished', { until: until ?? job.ask.from })}
      </p>
    </div>
  );
}

function Waits({ waits, look }: { waits: readonly ArrivalWait[]; look: Look }) {
  const t = useWords(words);
  const time = useTimeWords();
  return (
    <ol className="lx-waits">
      {waits.map(({ at, dueAt, minutes, provisional }) => (
        <li key={at}>
          <Button size="small" onClick={() => look.set({ at })}>
            {formatInstant(look.zone, at)}
          </Button>{' '}
          → <span className="lx-num">{formatDue(look.zone, dueAt)}</span> <b>{time.length(minutes * 60_000)}</b>
          {provisional !== null && <span className="lx-chip waiting">{t('provisional')}</span>}
        </li>
      ))}
    </ol>
  );
}
