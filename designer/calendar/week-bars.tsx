import type { WeeklyHours } from '#domain';
import { useWords } from '../i18n';
import { hoursText } from './hours-text';
import { words } from './words';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Spans = WeeklyHours['makeUp'];

/** The first break between two spans of a day, such as the noon break; null for none. */
export function breakOf(spans: Spans): [from: string, to: string] | null {
  const [first, second] = spans;
  return first && second ? [first[1], second[0]] : null;
}

const share = (time: string): number => ((Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) / 1440) * 100;

/** A week's hours as bars over the day; the hours stand beside them in words. */
export function WeekBars({ hours }: { hours: WeeklyHours }) {
  const t = useWords(words);
  const rows = [...weekdays.map((day) => ({ key: day, label: t(`week.${day}`), spans: hours.week[day] }))];
  return (
    <ul className="lx-week">
      {[...rows, { key: 'makeUp', label: t('makeUpHours'), spans: hours.makeUp }].map(({ key, label, spans }) => (
        <li key={key}>
          <span>{label}</span>
          <span className="lx-week-bar" aria-hidden="true">
            {spans.map(([from, to]) => (
              <i key={from} style={{ insetInlineStart: `${share(from)}%`, width: `${share(to) - share(from)}%` }} />
            ))}
          </span>
          <span className="lx-num">{spans.length === 0 ? t('dayOff') : hoursText(spans)}</span>
        </li>
      ))}
    </ul>
  );
}
