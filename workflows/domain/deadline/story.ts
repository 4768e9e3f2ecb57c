import { type Calendar, joinProvisional, provisionalBetween } from './compile';
import type { Clock, MoveRow, PauseRow } from './clock';
import { type Due, dueOf, instantOfLocal, localOf, naturalDayDue, workingDayDue, workingTimeDue } from './due';
import { addWorking, closingDay, dayAt, roundUpToClose, workingBetween } from './hours';
import { type Instant, millisOf, plusMillis } from './instant';
import { type Length, HOUR_MS, MINUTE_MS } from './length';
import { DAY_MS } from './zone';

type Nature = Pick<Clock, 'length' | 'rolled'>;

/** The due at the start of a clock: by its length, or by the cap of a replacing unit (DOMAIN R4). */
export function startDue(calendar: Calendar, clock: Nature & Pick<Clock, 'cap' | 'startedAt'>): Due {
  if (!clock.cap) return dueOf(calendar, clock.length, clock.startedAt, clock);
  return atLeast(dueOf(calendar, clock.cap.floor, clock.startedAt, clock), clock.cap);
}

function atLeast(floor: Due, { promiseDueAt, provisional }: NonNullable<Clock['cap']>): Due {
  return promiseDueAt > floor.dueAt ? { dueAt: promiseDueAt, provisional: provisional ?? null } : floor;
}

/** The due after a pause from `from` to `to` (DOMAIN R5). */
export function afterPause(calendar: Calendar, clock: Nature, due: Due, from: Instant, to: Instant): Due {
  switch (clock.length.unit) {
    case 'min':
    case 'h':
      return { ...due, dueAt: plusMillis(due.dueAt, millisOf(to) - millisOf(from)) };
    case 'nd':
      return addDays(calendar, clock.rolled, due, wholeDays(calendar, from, to));
    case 'wh':
    case 'wd':
      return addPausedWork(calendar, clock.length.unit, due, from, to);
  }
}

/** Complete days of 24 hours between two instants: what "whole paused days" means for natural days (DOMAIN R5). */
export const wholeDays = (calendar: Calendar, from: Instant, to: Instant): number =>
  Math.max(0, Math.floor((localOf(calendar, to) - localOf(calendar, from)) / DAY_MS));

function addPausedWork(calendar: Calendar, unit: 'wh' | 'wd', due: Due, from: Instant, to: Instant): Due {
  const start = localOf(calendar, from);
  const end = localOf(calendar, to);
  const paused = workingBetween(calendar, start, end);
  const touched = joinProvisional(due.provisional, provisionalBetween(calendar, dayAt(start), dayAt(end)));
  if (paused === 0) return { ...due, provisional: touched };
  const old = localOf(calendar, due.dueAt);
  const ran = addWorking(calendar, old, paused);
  const moved = unit === 'wd' ? roundUpToClose(calendar, ran) : ran;
  const provisional = joinProvisional(touched, provisionalBetween(calendar, dayAt(old), dayAt(moved)));
  return { dueAt: instantOfLocal(calendar, moved), provisional };
}

/** Natural days are added to the unrolled date and rolled afresh (DOMAIN R3, R6). */
function addDays(calendar: Calendar, rolled: boolean, due: Due, days: number): Due {
  if (days === 0) return due;
  const day = closingDay(localOf(calendar, due.unrolledDueAt ?? due.dueAt)) + days;
  return naturalDayDue(calendar, day, rolled);
}

/** The due after an extension: working days count from the current due by R1 (DOMAIN R6). */
export function afterExtension(calendar: Calendar, rolled: boolean, due: Due, length: Length): Due {
  const more = extended(calendar, rolled, due, length);
  return length.unit === 'nd' ? more : { ...more, provisional: joinProvisional(due.provisional, more.provisional) };
}

function extended(calendar: Calendar, rolled: boolean, due: Due, length: Length): Due {
  switch (length.unit) {
    case 'min':
      return { dueAt: plusMillis(due.dueAt, length.n * MINUTE_MS), provisional: null };
    case 'h':
      return { dueAt: plusMillis(due.dueAt, length.n * HOUR_MS), provisional: null };
    case 'wh':
      return workingTimeDue(calendar, due.dueAt, length.n * HOUR_MS);
    case 'wd':
      return workingDayDue(calendar, closingDay(localOf(calendar, due.dueAt)), length.n);
    case 'nd':
      return addDays(calendar, rolled, due, length.n);
  }
}

/** The due after it was set: as said, at least a length from the move's instant, or at most what another length gives. */
export function afterMove(calendar: Calendar, clock: Nature, due: Due, move: Omit<MoveRow, 'step' | 'cause'>): Due {
  if (move.reckoned) {
    const other = dueOf(calendar, move.reckoned.length, move.reckoned.from, move.reckoned);
    return other.dueAt < due.dueAt ? other : due;
  }
  if (!move.floor) return { dueAt: move.to, provisional: move.provisional ?? null };
  const floor = dueOf(calendar, move.floor, move.at, clock);
  return floor.dueAt > due.dueAt ? floor : due;
}

export type StoryRow =
  | { act: 'pause'; row: PauseRow & { to: Instant } }
  | { act: 'extend'; row: Clock['extensions'][number] }
  | { act: 'move'; row: MoveRow };

/** The rows of a clock in the order in which they took effect; a pause that lasts has not yet. */
export function storyOf(clock: Clock): StoryRow[] {
  const rows: StoryRow[] = [
    ...clock.pauses.flatMap((row) => (row.to === null ? [] : [{ act: 'pause' as const, row: { ...row, to: row.to } }])),
    ...clock.extensions.map((row) => ({ act: 'extend' as const, row })),
    ...clock.moves.map((row) => ({ act: 'move' as const, row })),
  ];
  return rows.sort((a, b) => a.row.step - b.row.step);
}

/** Whether a pause began after the due: it then moves the rungs to come, never the due, which stays missed. */
export const isLate = (pause: Pick<PauseRow, 'from'>, due: Pick<Due, 'dueAt'>): boolean => pause.from > due.dueAt;

/** The due after one row. */
export function afterRow(calendar: Calendar, clock: Nature, due: Due, story: StoryRow): Due {
  switch (story.act) {
    case 'pause':
      return isLate(story.row, due) ? due : afterPause(calendar, clock, due, story.row.from, story.row.to);
    case 'extend':
      return afterExtension(calendar, clock.rolled, due, story.row.length);
    case 'move':
      return afterMove(calendar, clock, due, story.row);
  }
}

/** Reckons a clock again from its own start, crediting pauses, extensions and moves (DOMAIN R12). */
export function replay(calendar: Calendar, clock: Clock): Due {
  return storyOf(clock).reduce((due, row) => afterRow(calendar, clock, due, row), startDue(calendar, clock));
}

/** The due of a clock as it stands. */
export function dueOfClock(clock: Clock): Due {
  const { dueAt, unrolledDueAt, provisional } = clock;
  return unrolledDueAt === undefined ? { dueAt, provisional } : { dueAt, unrolledDueAt, provisional };
}
