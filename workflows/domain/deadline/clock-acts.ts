import { type Clock, type ClockSpec, type DueCause, type MoveRow, type PauseRow, nextStep } from './clock';
import type { Calendar } from './compile';
import type { Due } from './due';
import { type Instant, plusMillis } from './instant';
import type { Length } from './length';
import { cancelRungs, planRungs, replanRungs } from './rungs';
import { afterExtension, afterMove, afterPause, dueOfClock, isLate, startDue } from './story';

/** A due is missed only after it, so its expiry fires one second later (DOMAIN R10). */
const AFTER_DUE_MS = 1000;

export interface ClockStart {
  id: string;
  cycle: number;
  at: Instant;
  owner?: string;
  /** For a unit that replaces another (DOMAIN R4). */
  cap?: NonNullable<Clock['cap']>;
}

/** Starts a clock at an event: its due by R1-R4, its rungs by R8. */
export function startClock(calendar: Calendar, spec: ClockSpec, start: ClockStart): Clock {
  const { id, cycle, at: startedAt, owner, cap } = start;
  const { kind, length, rolled } = spec;
  const given = { ...(owner === undefined ? {} : { owner }), ...(cap === undefined ? {} : { cap }) };
  const due = startDue(calendar, { length, rolled, startedAt, ...given });
  const rungs = planRungs(calendar, spec.ladder, due.dueAt, startedAt);
  const rows = { pauses: [], extensions: [], moves: [] };
  return { id, kind, cycle, ...given, length, rolled, startedAt, ...due, status: 'running', ...rows, rungs };
}

/** Pauses a running or expired clock; any other is returned as it is (DOMAIN R5). Rungs of a paused clock do not fire. */
export function pauseClock(clock: Clock, pause: { at: Instant; reason: string; approver: string }): Clock {
  if (clock.status !== 'running' && clock.status !== 'expired') return clock;
  const row: PauseRow = { step: nextStep(clock), from: pause.at, to: null, reason: pause.reason, approver: pause.approver };
  return { ...clock, status: 'paused', pauses: [...clock.pauses, row] };
}

/**
 * Resumes a paused clock and moves its due by R5; any other is returned as it is. A pause that began after the due was
 * missed leaves the due missed and moves only the rungs to come.
 */
export function resumeClock(calendar: Calendar, clock: Clock, resume: { at: Instant }): Clock {
  const open = clock.pauses.find((row) => row.to === null);
  if (clock.status !== 'paused' || !open) return clock;
  const step = nextStep(clock);
  const pauses = clock.pauses.map((row) => (row === open ? { ...row, step, to: resume.at } : row));
  const again: Clock = { ...clock, pauses, status: clock.expiredAt === undefined ? 'running' : 'expired' };
  if (isLate(open, clock)) return resumeLate(calendar, again, open.from, resume.at);
  const due = afterPause(calendar, clock, dueOfClock(clock), open.from, resume.at);
  return withDue(calendar, again, due, resume.at, false);
}

function resumeLate(calendar: Calendar, clock: Clock, from: Instant, to: Instant): Clock {
  const base = { dueAt: clock.rungBase ?? clock.dueAt, provisional: null };
  const rungBase = afterPause(calendar, clock, base, from, to).dueAt;
  return { ...clock, rungBase, rungs: replanRungs(calendar, clock.rungs, rungBase, to, false) };
}

/** Grants an extension: working days count from the current due by R1, natural days from the unrolled date (DOMAIN R6). */
export function extendClock(
  calendar: Calendar,
  clock: Clock,
  extension: { length: Length; at: Instant; approver: string },
): Clock {
  if (clock.status === 'stopped') return clock;
  const due = afterExtension(calendar, clock.rolled, dueOfClock(clock), extension.length);
  const extensions = [...clock.extensions, { step: nextStep(clock), ...extension }];
  return withDue(calendar, { ...clock, extensions }, due, extension.at, false);
}

/**
 * Where a due is set to: an instant; at least a length from the act (never earlier than it is); at most what another length
 * gives (never later than it is).
 */
export type DueMove =
  { to: Instant; provisional?: string | null } | { floor: Length } | { reckoned: NonNullable<MoveRow['reckoned']> };

/** Sets the due of a clock, e.g. a promise that a replacement extends (`floor`, DOMAIN R4) or the earliest of a merge. */
export function moveDue(calendar: Calendar, clock: Clock, move: DueMove, why: { cause: DueCause; at: Instant }): Clock {
  if (clock.status === 'stopped') return clock;
  const set = 'to' in move ? move : { to: clock.dueAt, ...move };
  const due = afterMove(calendar, clock, dueOfClock(clock), { ...set, at: why.at });
  if (due.dueAt === clock.dueAt) return clock;
  const moves = [...clock.moves, { step: nextStep(clock), at: why.at, cause: why.cause, ...set, to: due.dueAt }];
  return withDue(calendar, { ...clock, moves }, due, why.at, due.dueAt < clock.dueAt);
}

/** Stops a clock for good: its unfired rungs are cancelled. */
export function stopClock(clock: Clock, stop: { at: Instant }): Clock {
  if (clock.status === 'stopped') return clock;
  return { ...clock, status: 'stopped', stoppedAt: stop.at, rungs: cancelRungs(clock.rungs) };
}

export interface ClockRestart {
  at: Instant;
  /** With a credit the time since the stop counts as a pause; with null the clock has run on. */
  credit: { reason: string; approver: string } | null;
}

/** Lets a stopped clock run again toward its due, e.g. when a reply is sent back. Fired rungs never fire twice. */
export function restartClock(calendar: Calendar, clock: Clock, restart: ClockRestart): Clock {
  if (clock.status !== 'stopped' || clock.stoppedAt === undefined) return clock;
  const { stoppedAt, ...rest } = clock;
  const was: Clock = { ...rest, status: clock.expiredAt === undefined ? 'running' : 'expired' };
  const open = clock.pauses.some((row) => row.to === null);
  const paused = open
    ? { ...was, status: 'paused' as const }
    : restart.credit && pauseClock(was, { at: stoppedAt, ...restart.credit });
  const running = paused ? resumeClock(calendar, paused, { at: restart.credit ? restart.at : stoppedAt }) : was;
  const base = running.rungBase ?? running.dueAt;
  return { ...running, rungs: replanRungs(calendar, running.rungs, base, stoppedAt, false) };
}

/**
 * Puts another due into a clock and derives its rungs from it, or from `base` where late pauses moved the rungs alone.
 * A missed due that now lies ahead runs again.
 */
export function withDue(calendar: Calendar, clock: Clock, due: Due, now: Instant, strict: boolean, base = due.dueAt): Clock {
  const { unrolledDueAt: _unrolled, rungBase: _base, expiredAt, ...rest } = clock;
  const rungs = replanRungs(calendar, clock.rungs, base, now, strict);
  const next = { ...rest, ...due, rungs, ...(base === due.dueAt ? {} : { rungBase: base }) };
  if (expiredAt !== undefined && due.dueAt <= now) return { ...next, expiredAt };
  return { ...next, status: clock.status === 'expired' ? 'running' : clock.status };
}

/** Marks a running clock's due as missed. */
export function expireClock(clock: Clock, expiry: { at: Instant }): Clock {
  return clock.status === 'running' ? { ...clock, status: 'expired', expiredAt: expiry.at } : clock;
}

/** Marks a planned rung as fired; a key fires once, so any other is left as it is (DOMAIN R8). */
export function markFired(clock: Clock, key: string, firedAt: Instant): Clock {
  const rungs = clock.rungs.map((rung) =>
    rung.key === key && rung.status === 'planned' ? { ...rung, status: 'fired' as const, firedAt } : rung,
  );
  return { ...clock, rungs };
}

/** What a clock does next by itself. `fireAt` is when its timer goes off, a second late for what belongs to the due itself. */
export type Planned =
  { kind: 'expiry'; plannedAt: Instant; fireAt: Instant } | { kind: 'rung'; key: string; plannedAt: Instant; fireAt: Instant };

/** When `nextPlanned` is planned for, without saying what it is: asked of every clock of an issue after every step. */
export function nextPlannedAt(clock: Clock): Instant | null {
  const { status, dueAt, rungs } = clock;
  if (status !== 'running' && status !== 'expired') return null;
  let at = status === 'running' ? dueAt : null;
  for (const rung of rungs) if (rung.status === 'planned' && (at === null || rung.plannedAt < at)) at = rung.plannedAt;
  return at;
}

/** The earliest unfired rung, or the expiry, which goes before a rung of the same instant; null if nothing is to come. */
export function nextPlanned(clock: Clock): Planned | null {
  if (clock.status !== 'running' && clock.status !== 'expired') return null;
  let rung: Clock['rungs'][number] | null = null;
  for (const one of clock.rungs) if (one.status === 'planned' && (!rung || one.plannedAt < rung.plannedAt)) rung = one;
  const { dueAt } = clock;
  if (clock.status === 'running' && (!rung || dueAt <= rung.plannedAt)) {
    return { kind: 'expiry', plannedAt: dueAt, fireAt: plusMillis(dueAt, AFTER_DUE_MS) };
  }
  if (!rung) return null;
  const fireAt = rung.plannedAt === dueAt ? plusMillis(dueAt, AFTER_DUE_MS) : rung.plannedAt;
  return { kind: 'rung', key: rung.key, plannedAt: rung.plannedAt, fireAt };
}
