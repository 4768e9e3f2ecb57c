import { type Calendar, type ClockPreview, type WorkingDay, formatDue, localDateOf } from '#domain';
import { Legend } from '../calendar/year-view';
import { type DayExtra, Month } from '../calendar/month';
import { useWords } from '../i18n';
import { useMarkText } from './mark-text';
import { type Mark, toneOf } from './marks';
import { words } from './words';

/** More months than this are a list, not a view: the rest is left to the words. */
const MOST_MONTHS = 13;

type Props = { calendar: Calendar; marks: readonly Mark[]; preview: ClockPreview };

/** The months from the arrival to the last mark: the days of the calendar, those that one clock counts, and what falls on each. */
export function CalendarStrip({ calendar, marks, preview }: Props) {
  const t = useWords(words);
  const say = useMarkText();
  const zone = calendar.zone.name;
  const { counted, paused } = daysOf(preview);
  const byDate = new Map<string, Mark[]>();
  for (const mark of marks) {
    const date = dateOf(zone, mark);
    byDate.set(date, [...(byDate.get(date) ?? []), mark]);
  }
  const extraOf = (date: string): DayExtra | null => {
    const day = counted.get(date);
    const here = byDate.get(date) ?? [];
    const isPaused = paused.has(date);
    if (!day?.counted && !isPaused && here.length === 0) return null;
    const n = day?.counted ? day.n : undefined;
    const said = [
      n === undefined ? '' : t('countedDay', { n }),
      isPaused ? t('pausedDay') : '',
      ...here.map((mark) => `${mark.n}. ${say(mark)}`),
    ];
    return {
      className: `${n === undefined ? '' : 'counted'} ${isPaused ? 'paused' : ''}`,
      label: said.filter(Boolean).join(' '),
      content: (
        <span className="lx-day-marks" aria-hidden="true">
          {n !== undefined && <em>{n}</em>}
          {here.map((mark) => (
            <i key={mark.id} className={`lx-mark-number ${toneOf(mark)}`}>
              {mark.n}
            </i>
          ))}
        </span>
      ),
    };
  };
  const months = monthsOf([...byDate.keys()]);
  return (
    <>
      <p className="lx-hint">{t('onCalendarHint')}</p>
      <Legend />
      <div className="lx-year lx-deadline-months">
        {months.slice(0, MOST_MONTHS).map(([year, month]) => (
          <Month key={`${year}-${month}`} withYear {...{ calendar, year, month, extraOf }} />
        ))}
      </div>
    </>
  );
}

/** The days that the start and an extension count; those of a pause are credited, not counted. */
function daysOf({ working }: ClockPreview): { counted: ReadonlyMap<string, WorkingDay>; paused: ReadonlySet<string> } {
  const days = (isPause: boolean): WorkingDay[] =>
    working.steps.filter(({ act }) => (act === 'pause') === isPause).flatMap((step) => step.days);
  const counted = new Map(days(false).map((day): [string, WorkingDay] => [day.date, day]));
  return { counted, paused: new Set(days(true).map(({ date }) => date)) };
}

/** The day to which a mark belongs: a due at midnight closes the day before. */
const dateOf = (zone: string, mark: Mark): string =>
  mark.is === 'start' ? localDateOf(zone, mark.at) : formatDue(zone, mark.at).slice(0, 10);

function monthsOf(dates: readonly string[]): [year: number, month: number][] {
  const sorted = [...dates].sort();
  const [first = '', last = ''] = [sorted[0], sorted.at(-1)];
  const index = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  const count = index(last) - index(first) + 1;
  return Array.from({ length: count }, (_, i) => {
    const at = index(first) + i;
    return [Math.floor(at / 12), (at % 12) + 1];
  });
}
