import type { Bilingual } from '../text';
import type { Clock } from './clock';
import type { Calendar } from './compile';
import { type Due, dueOf, localOf } from './due';
import { closingDay, dayAt } from './hours';
import { type Instant, formatDue, formatInstant } from './instant';
import { type Length, lengthText } from './length';
import { type Listing, listing, nothing, pausedHours } from './listing';
import { type StoryRow, afterRow, isLate, startDue, storyOf, wholeDays } from './story';

/** One act of a clock's story and what it made of the due. */
export interface WorkingStep extends Listing {
  act: 'start' | 'pause' | 'extend' | 'move';
  text: Bilingual;
  at: Instant;
  length?: Length;
  dueAt: Instant;
  unrolledDueAt?: Instant;
}

/** How a due came about, to be drawn for people (DESIGN 7, DOMAIN 2.9). */
export interface Working extends Due {
  steps: WorkingStep[];
}

/** The working of one length from an event: the due of `dueOf` with the days and hours counted. */
export function workingOf(calendar: Calendar, length: Length, from: Instant, options: { rolled: boolean }): Working {
  const due = dueOf(calendar, length, from, options);
  return { ...due, steps: [{ ...startStep(calendar, length, from, options.rolled), ...dates(due) }] };
}

/** The whole story of a clock, reckoned again on the calendar edition that its issue uses: start, pauses, extensions, moves. */
export function explainClock(calendar: Calendar, clock: Clock): Working {
  const length = clock.cap?.floor ?? clock.length;
  let due = startDue(calendar, clock);
  const start = startStep(calendar, length, clock.startedAt, clock.rolled);
  const steps: WorkingStep[] = [{ ...start, ...(clock.cap ? { text: capText(calendar, clock.cap) } : {}), ...dates(due) }];
  for (const row of storyOf(clock)) {
    const next = afterRow(calendar, clock, due, row);
    steps.push({ ...rowStep(calendar, clock, due, row), ...dates(next) });
    due = next;
  }
  return { ...due, steps };
}

type Step = Omit<WorkingStep, 'dueAt' | 'unrolledDueAt'>;

const dates = (due: Due): Pick<WorkingStep, 'dueAt' | 'unrolledDueAt'> =>
  due.unrolledDueAt === undefined ? { dueAt: due.dueAt } : { dueAt: due.dueAt, unrolledDueAt: due.unrolledDueAt };

function startStep(calendar: Calendar, length: Length, from: Instant, rolled: boolean): Step {
  const { zh, en } = lengthText(length);
  const when = formatInstant(calendar.zone.name, from);
  const text = { zh: `自${when}起${zh}`, en: `${en} from ${when}` };
  return { act: 'start', text, at: from, length, ...listing(calendar, length, from, dayAt(localOf(calendar, from)), rolled) };
}

function capText(calendar: Calendar, cap: NonNullable<Clock['cap']>): Bilingual {
  const promise = formatDue(calendar.zone.name, cap.promiseDueAt);
  const { zh, en } = lengthText(cap.floor);
  return { zh: `以承诺期限${promise}为限，但不少于${zh}`, en: `the promise's due ${promise}, but at least ${en}` };
}

function rowStep(calendar: Calendar, clock: Clock, due: Due, story: StoryRow): Step {
  switch (story.act) {
    case 'pause':
      return pauseStep(calendar, clock, due, story.row);
    case 'extend':
      return extensionStep(calendar, clock, due, story.row);
    case 'move':
      return moveStep(calendar, clock, story.row);
  }
}

type RowOf<Act extends StoryRow['act']> = Extract<StoryRow, { act: Act }>['row'];

function pauseStep(calendar: Calendar, clock: Clock, due: Due, row: RowOf<'pause'>): Step {
  const zone = calendar.zone.name;
  const [from, to] = [formatInstant(zone, row.from), formatInstant(zone, row.to)];
  const credit = isLate(row, due) ? lateText : creditText(calendar, clock, row);
  const text = {
    zh: `${from}至${to}中止（${row.reason}），${credit.zh}`,
    en: `paused ${from} to ${to} (${row.reason}), ${credit.en}`,
  };
  const byHours = clock.length.unit === 'wd' || clock.length.unit === 'wh';
  return { act: 'pause', text, at: row.to, ...(byHours && !isLate(row, due) ? pausedHours(calendar, row) : nothing) };
}

const lateText: Bilingual = { zh: '期限已过，到期时间不变', en: 'after the due, which stays as it was' };

function creditText(calendar: Calendar, clock: Clock, row: RowOf<'pause'>): Bilingual {
  switch (clock.length.unit) {
    case 'min':
    case 'h':
      return { zh: '期限按中止的实际时间顺延', en: 'due moved by the paused wall time' };
    case 'nd': {
      const days = wholeDays(calendar, row.from, row.to);
      return { zh: `顺延整${days}日`, en: `due moved by ${days} whole days` };
    }
    case 'wh':
      return { zh: '期限按中止的工作时间顺延', en: 'due moved by the paused working time' };
    case 'wd':
      return {
        zh: '期限按中止的工作时间顺延，取整至下班时间',
        en: 'due moved by the paused working time, rounded up to the close of hours',
      };
  }
}

function extensionStep(calendar: Calendar, clock: Clock, due: Due, row: RowOf<'extend'>): Step {
  const base = row.length.unit === 'nd' ? (due.unrolledDueAt ?? due.dueAt) : due.dueAt;
  const { zh, en } = lengthText(row.length);
  const when = formatDue(calendar.zone.name, base);
  const text = { zh: `自${when}起延期${zh}`, en: `extended by ${en} from ${when}` };
  const list = listing(calendar, row.length, base, closingDay(localOf(calendar, base)), clock.rolled);
  return { act: 'extend', text, at: row.at, length: row.length, ...list };
}

const causes: Readonly<Record<RowOf<'move'>['cause'], Bilingual>> = {
  routeCorrection: { zh: '转办更正', en: 'route correction' },
  calendarImport: { zh: '节假日安排更新', en: 'calendar import' },
  pause: { zh: '中止', en: 'pause' },
  extension: { zh: '延期', en: 'extension' },
  migration: { zh: '规则版本迁移', en: 'migration' },
  gradeChange: { zh: '等级调整', en: 'grade change' },
  merge: { zh: '并件', en: 'merge' },
  unmerge: { zh: '取消并件', en: 'un-merge' },
  subDispatch: { zh: '转二级单位', en: 'sub-dispatch' },
};

function moveStep(calendar: Calendar, clock: Clock, row: RowOf<'move'>): Step {
  const cause = causes[row.cause];
  if (row.reckoned) {
    const { length, from, rolled } = row.reckoned;
    const { zh, en } = lengthText(length);
    const when = formatInstant(calendar.zone.name, from);
    const text = { zh: `${cause.zh}：不晚于自${when}起${zh}`, en: `${cause.en}: at most ${en} from ${when}` };
    return { act: 'move', text, at: row.at, length, ...listing(calendar, length, from, dayAt(localOf(calendar, from)), rolled) };
  }
  if (!row.floor)
    return { act: 'move', text: { zh: `${cause.zh}：另定期限`, en: `${cause.en}: due set` }, at: row.at, ...nothing };
  const { zh, en } = lengthText(row.floor);
  const when = formatInstant(calendar.zone.name, row.at);
  const text = { zh: `${cause.zh}：自${when}起不少于${zh}`, en: `${cause.en}: at least ${en} from ${when}` };
  const list = listing(calendar, row.floor, row.at, dayAt(localOf(calendar, row.at)), clock.rolled);
  return { act: 'move', text, at: row.at, length: row.floor, ...list };
}
