import { FeelDate, type FeelDateTime, type FeelDuration, type FeelTime } from 'feelin';
import { FeelStop } from '../../feel-budget';
import { identical } from '../compare';
import type { Run } from '../scope';
import * as temporal from '../temporal';
import { builtInFunction, form, type Library } from './define';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** The present, which an evaluation is given as an argument. */
function present(run: Run): FeelDateTime {
  const now = run.now === undefined ? null : temporal.readDateTime(run.now);
  if (now !== null) return now;
  throw new FeelStop('FEEL_CLOCK', { zh: '此处没有给出当前时间', en: 'No present time was given here' });
}

type Day = FeelDate | FeelDateTime;

const dayOf = (value: Day): FeelDate => (value instanceof FeelDate ? value : temporal.dateOf(value));

/** A function of a date, or of the date of a date and time. */
const ofDay = (compute: (day: FeelDate) => unknown) =>
  builtInFunction(
    form('date: date', ([date]: [FeelDate]) => compute(date)),
    form('date: date and time', ([date]: [FeelDateTime]) => compute(dayOf(date))),
  );

const timeFrom = ([hour, minute, second, offset]: [number, number, number, FeelDuration | null | undefined]) =>
  temporal.makeTime(hour, minute, second, offset ?? null);

const midnight = ([date]: [FeelDate]) => temporal.timeOf(temporal.midnightOf(date));

const combined = ([date, time]: [Day, FeelTime]) => temporal.combine(dayOf(date), time);

const months = ([from, to]: [Day, Day]) => temporal.monthsBetween(from, to);

/** Conversions to dates and times (DMN 1.5, 10.3.4.1), their parts (10.3.4.8), `is`, `now`, `today`. */
export const dates: Library = {
  date: builtInFunction(
    form('from: string', ([from]: [string]) => temporal.readDate(from)),
    form('from: date', ([from]: [FeelDate]) => from),
    form('from: date and time', ([from]: [FeelDateTime]) => temporal.dateOf(from)),
    form('year: number, month: number, day: number', ([year, month, day]: [number, number, number]) =>
      temporal.makeDate(year, month, day),
    ),
  ),
  time: builtInFunction(
    form('from: string', ([from]: [string]) => temporal.readTime(from)),
    form('from: time', ([from]: [FeelTime]) => from),
    form('from: date', midnight),
    form('from: date and time', ([from]: [FeelDateTime]) => temporal.timeOf(from)),
    form('hour: number, minute: number, second: number, offset?: days and time duration|null', timeFrom),
  ),
  'date and time': builtInFunction(
    form('from: string', ([from]: [string]) => temporal.readDateTime(from)),
    form('from: date', ([from]: [FeelDate]) => temporal.midnightOf(from)),
    form('from: date and time', ([from]: [FeelDateTime]) => from),
    form('date: date, time: time', combined),
    form('date: date and time, time: time', combined),
  ),
  duration: builtInFunction(
    form('from: string', ([from]: [string]) => temporal.readDuration(from)),
    form('from: duration', ([from]: [FeelDuration]) => from),
  ),
  'years and months duration': builtInFunction(
    form('from: date, to: date', months),
    form('from: date, to: date and time', months),
    form('from: date and time, to: date', months),
    form('from: date and time, to: date and time', months),
  ),
  'day of year': ofDay((day) => day.unwrap().dayOfYear),
  'day of week': ofDay((day) => WEEKDAYS[day.unwrap().dayOfWeek - 1]),
  'month of year': ofDay((day) => MONTHS[day.unwrap().month - 1]),
  'week of year': ofDay((day) => day.unwrap().weekOfYear),
  is: builtInFunction(form('value1?: Any, value2?: Any', ([a, b]: [unknown, unknown]) => identical(a ?? null, b ?? null))),
  now: builtInFunction(form('', (_: [], run) => present(run))),
  today: builtInFunction(form('', (_: [], run) => temporal.dateOf(present(run)))),
};
