import { type ClockPreview, formatDue, provisionalText } from '#domain';
import { useText, useTimeWords, useWords } from '../i18n';
import { DayStrip } from '../issue';
import { useClockName } from './entries';
import { words } from './words';

const MINUTE = 60_000;

/** How the due of one clock came about: each act with the days that it counted and passed over. */
export function WorkingView({ preview, zone }: { preview: ClockPreview; zone: string }) {
  const t = useWords(words);
  const text = useText();
  const time = useTimeWords();
  const name = useClockName();
  const { working, minutes, kind } = preview;
  return (
    <>
      <p className="lx-sum">
        <b>{name(kind)}</b> → <b className="lx-num">{formatDue(zone, working.dueAt)}</b>{' '}
        <span className="lx-quiet">
          {t('takes', { wall: time.length(minutes.wall * MINUTE), hours: hoursOf(minutes.working) })}
        </span>
      </p>
      {working.provisional !== null && (
        <p className="lx-hint">{t('provisionalBecause', { why: text(provisionalText(working.provisional)) })}</p>
      )}
      <ol className="lx-steps">
        {working.steps.map((step, i) => (
          <li key={i}>
            {text(step.text)} → <span className="lx-num">{formatDue(zone, step.dueAt)}</span>
            {step.spans.length > 0 && step.days.length > 0 && (
              <div className="lx-quiet lx-num">
                {step.spans.map(({ from, to }) => `${formatDue(zone, from)}–${formatDue(zone, to).slice(11)}`).join('；')}
              </div>
            )}
            <DayStrip days={step.days} />
          </li>
        ))}
      </ol>
    </>
  );
}

const hoursOf = (minutes: number): string => String(Math.round(minutes / 6) / 10);
