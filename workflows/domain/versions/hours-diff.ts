import type { WeeklyHours } from '../deadline';
import { weekdayKey } from '../deadline/calendar';
import type { Bilingual } from '../text';
import { asWritten, fieldChange, kindOf, paired } from './apart';
import { labelOf } from './field-words';
import type { FieldChange, HoursDiff } from './shapes';

const days: readonly Bilingual[] = [
  { zh: '星期日', en: 'Sunday' },
  { zh: '星期一', en: 'Monday' },
  { zh: '星期二', en: 'Tuesday' },
  { zh: '星期三', en: 'Wednesday' },
  { zh: '星期四', en: 'Thursday' },
  { zh: '星期五', en: 'Friday' },
  { zh: '星期六', en: 'Saturday' },
];
/** Monday first, as a calendar is read. */
const inOrder = [1, 2, 3, 4, 5, 6, 0];

/** Weekly hours that are not as they were, day by day in words. The days of a year are live data and stand in no release. */
export function diffHours(before: readonly WeeklyHours[], after: readonly WeeklyHours[]): HoursDiff[] {
  return paired(before, after, ({ id }) => id).flatMap((pair): HoursDiff[] => {
    const one = pair.after ?? pair.before;
    if (!one) return [];
    const fields = changesOf(pair.before, pair.after);
    return fields.length === 0 ? [] : [{ id: pair.id, name: one.name, change: kindOf(pair), fields }];
  });
}

function changesOf(before: WeeklyHours | undefined, after: WeeklyHours | undefined): FieldChange[] {
  const words = { label: labelOf('name'), say: (value: unknown) => value as Bilingual };
  const text = { label: labelOf('zone'), say: (value: unknown) => asWritten(String(value)) };
  return [
    ...fieldChange(['name'], before?.name, after?.name, words),
    ...fieldChange(['zone'], before?.zone, after?.zone, text),
    ...inOrder.flatMap((weekday) => {
      const key = weekdayKey(weekday);
      const label = days[weekday] ?? asWritten(key);
      return fieldChange(['week', key], before?.week[key], after?.week[key], { label, say: spansWords });
    }),
    ...fieldChange(['makeUp'], before?.makeUp, after?.makeUp, { label: labelOf('makeUp'), say: spansWords }),
  ];
}

/** `09:00–12:00、13:00–17:00`; a day without hours is off. */
function spansWords(value: unknown): Bilingual {
  const spans = value as WeeklyHours['makeUp'];
  if (spans.length === 0) return { zh: '休息', en: 'off' };
  const said = spans.map(([from, to]) => `${from}–${to}`);
  return { zh: said.join('、'), en: said.join(', ') };
}
