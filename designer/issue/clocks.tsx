import { routes } from '#contract';
import { type ClockView, useNames, useRead } from '../client';
import { clockKindWords, clockStatusWords, dueOf, momentOf, rungWords, useText, useWords } from '../i18n';
import { Due, Loaded, Section } from '../parts';
import { words } from './words';

const DRAWN = 40;

/** Every clock of the issue; running ones first, each with the days that were counted and passed over. */
export function Clocks({ no }: { no: string }) {
  const t = useWords(words);
  const clocks = useRead(routes.readClocks, { params: { no } });
  return (
    <Section title={t('clocks')} id="clocks">
      <Loaded query={clocks}>
        {({ items }) => {
          const running = items.filter((clock) => clock.status === 'running' || clock.status === 'paused');
          const ended = items.filter((clock) => !running.includes(clock));
          return (
            <>
              {items.length === 0 && <p className="lx-quiet">{t('clocksNone')}</p>}
              {running.map((clock) => (
                <ClockCard key={clock.id} clock={clock} />
              ))}
              {ended.length > 0 && (
                <details>
                  <summary>{t('otherClocks', { n: ended.length })}</summary>
                  {ended.map((clock) => (
                    <ClockCard key={clock.id} clock={clock} />
                  ))}
                </details>
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function ClockCard({ clock }: { clock: ClockView }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const kind = clockKindWords[clock.kind] ?? { zh: clock.kind, en: clock.kind };
  const running = clock.status === 'running' || clock.status === 'paused';
  return (
    <div className="lx-clock">
      <div className="lx-clock-head">
        <b>
          {text(kind)} {clock.unit && <span className="lx-quiet">{names.unit(clock.unit)}</span>}
        </b>
        <span className={`lx-chip ${clock.late ? 'late' : clock.status === 'paused' ? 'waiting' : 'going'}`}>
          {text(clockStatusWords[clock.status])}
        </span>
      </div>
      <div className="lx-num">
        {clock.dueText} {running && <Due at={clock.dueAt} paused={clock.status === 'paused'} compact />}
        <div className="lx-quiet">{t('started', { at: momentOf(clock.startedAt) })}</div>
      </div>
      {clock.provisional && <p className="lx-hint">{t('provisional', { reason: text(clock.provisional) })}</p>}
      {clock.pauses.map((pause) => (
        <p key={pause.from} className="lx-hint">
          {t('pausedFrom', { from: momentOf(pause.from), to: pause.to ? momentOf(pause.to) : t('now'), by: pause.approver })}
        </p>
      ))}
      <Working clock={clock} />
      <Rungs clock={clock} />
    </div>
  );
}

/** The reckoning: a sentence and a strip of days for each step. */
function Working({ clock }: { clock: ClockView }) {
  const t = useWords(words);
  const text = useText();
  if (clock.working.length === 0) return null;
  return (
    <details open={clock.kind === 'promise'}>
      <summary>{t('working')}</summary>
      {clock.working.map((step, i) => (
        <div key={i}>
          <p className="lx-hint" style={{ margin: '.3rem 0 0' }}>
            {text(step.text)}
          </p>
          <DayStrip days={step.days} />
        </div>
      ))}
    </details>
  );
}

/** A small calendar: counted days green, passed-over days grey with their reason, the last one full. */
export function DayStrip({ days }: { days: ClockView['working'][number]['days'] }) {
  const t = useWords(words);
  const text = useText();
  if (days.length === 0) return null;
  const lastCounted = days.findLastIndex((day) => day.counted);
  return (
    <ol className="lx-strip">
      {days.slice(0, DRAWN).map((day, i) => (
        <li
          key={day.date}
          className={`lx-day ${day.counted ? 'counted' : ''} ${i === lastCounted ? 'last' : ''}`}
          title={`${day.date} ${text(day.reason)}`}
          aria-label={`${day.date} ${text(day.reason)} ${t(day.counted ? 'counted' : 'passed')}`}
        >
          <b aria-hidden="true">{day.date.slice(5).replace('-', '/')}</b>
          <span aria-hidden="true">{text(day.reason).slice(0, 8)}</span>
        </li>
      ))}
      {days.length > DRAWN && <li className="lx-quiet">{t('moreDays', { n: days.length })}</li>}
    </ol>
  );
}

function Rungs({ clock }: { clock: ClockView }) {
  const t = useWords(words);
  const text = useText();
  if (clock.rungs.length === 0) return null;
  return (
    <details>
      <summary>{t('rungs')}</summary>
      <ul className="lx-sentences">
        {clock.rungs.map((rung, i) => (
          <li key={`${rung.key}-${i}`}>
            {text(rungWords[rung.key] ?? { zh: rung.key, en: rung.key })} · {t(`rung.${rung.status}`)}{' '}
            <span className="lx-num">{rung.firedAt ? momentOf(rung.firedAt) : dueOf(rung.plannedAt)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
