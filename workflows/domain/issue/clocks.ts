import {
  calendarOfClock,
  type Calendar,
  type Clock,
  type ClockSpec,
  type DueCause,
  type Length,
  extendClock,
  moveDue,
  pauseClock,
  restartClock,
  resumeClock,
  startClock,
  stopClock,
} from '../deadline';
import { acceptSpec, archiveSpec, shareSpec, stageSpec, windowSpec, promiseSpec, type ShareClockKind } from './limits';
import { emit, gradeOf, tell, type Step } from './step';
import type { Assignment, IntakeRecord, Token } from './state';

/** The clocks of an issue (DOMAIN R4): promise, unit, stage and windows apart. What a clock does is the deadline room's. */

export const promiseId = 'promise';
export const archiveId = 'archive';
const acceptId = 'accept';
export const unitClock = (share: string, kind: string): string => `${share}.${kind}`;
const tokenClock = (token: Token, kind: string): string => `${token.id}.${kind}.${token.visit}`;

export const clockOf = (step: Step, id: string): Clock | undefined => step.s.clocks.find((c) => c.id === id);

export function calendarOf(step: Step): Calendar {
  const id = step.desk.plan.policy.calendar;
  const edition = step.s.editions[id] ?? 0;
  const calendar = step.desk.calendar(id, edition);
  if (!calendar) throw new Error(`calendar ${id} edition ${edition} is not held here`);
  return calendar;
}

export function putClock(step: Step, clock: Clock): void {
  const known = step.s.clocks.some((c) => c.id === clock.id);
  step.s.clocks = known ? step.s.clocks.map((c) => (c.id === clock.id ? clock : c)) : [...step.s.clocks, clock];
}

function start(
  step: Step,
  spec: ClockSpec | null,
  id: string,
  more: { owner?: string; cap?: Cap | null; at?: string; cycle?: number } = {},
): void {
  if (!spec) return;
  const { owner, cap, at, cycle } = more;
  putClock(
    step,
    startClock(calendarOfClock(calendarOf(step), { kind: spec.kind, owner }), spec, {
      id,
      cycle: cycle ?? step.s.cycle,
      at: at ?? step.at,
      ...(owner === undefined ? {} : { owner }),
      ...(cap ? { cap } : {}),
    }),
  );
}

export function startStageClock(step: Step, token: Token, limit: string): void {
  start(step, stageSpec(step.desk.plan.policy, limit, gradeOf(step)), tokenClock(token, 'stage'), { owner: token.node });
}

export function startWindowClock(step: Step, token: Token, window: string): void {
  start(step, windowSpec(step.desk.plan.policy, window), tokenClock(token, 'window'), { owner: token.node });
}

/** A token that leaves takes its stage limit and window with it; events tell of them, the state need not. */
export function stopTokenClocks(step: Step, token: string): void {
  step.s.clocks = step.s.clocks.filter((c) => !c.id.startsWith(`${token}.`));
}

/** The first try of a callback meets its stage limit; the question itself stays open. */
export function stopTokenStage(step: Step, token: string): void {
  step.s.clocks = step.s.clocks.filter((c) => !c.id.startsWith(`${token}.stage.`));
}

export function startArchiveClock(step: Step): void {
  start(step, archiveSpec(step.desk.plan.policy), archiveId);
}

/** The reopening ends the archive window, and a later closing starts another. */
export function dropArchiveClock(step: Step): void {
  step.s.clocks = step.s.clocks.filter((c) => c.id !== archiveId);
  step.s.archiveDue = false;
}

export function stopClockNow(step: Step, id: string): void {
  const clock = clockOf(step, id);
  if (clock) putClock(step, stopClock(clock, { at: step.at }));
}

/** At the end of the case: running clocks of closed shares, questions and the promise stop; optional shares keep theirs. */
export function stopAllClocks(step: Step): void {
  const kept = new Set(
    step.s.assignments
      .filter((a) => !['ACCEPTED', 'RETURNED', 'CANCELLED', 'REASSIGNED', 'REPLIED'].includes(a.state))
      .map((a) => a.id),
  );
  step.s.clocks = step.s.clocks.map((c) => (kept.has(c.id.split('.')[0] ?? '') ? c : stopClock(c, { at: step.at })));
}

// the promise (C10, C16, C21)

/** Grade X: so many days from receipt to decide whether it is accepted. */
export function startAcceptance(step: Step): void {
  if (clockOf(step, acceptId) || clockOf(step, promiseId)) return;
  start(step, acceptSpec(step.desk.plan.policy, gradeOf(step)), acceptId);
}

export function startPromise(step: Step, acceptedAt: string = step.at): void {
  if (clockOf(step, promiseId)) return;
  step.s.acceptedAt = acceptedAt;
  stopClockNow(step, acceptId);
  step.s.intakes = step.s.intakes.map((i) => (i.acceptedAt === null ? { ...i, acceptedAt } : i));
  start(step, promiseSpec(step.desk.plan.policy, gradeOf(step)), promiseId, { at: acceptedAt });
  keepEarliestPromise(step);
}

/** What this residents were promised, or would be if it were accepted now (C09: merged before C10). */
export function ownPromise(step: Step): Pick<IntakeRecord, 'promiseDue' | 'promiseBasis'> {
  const promise = clockOf(step, promiseId);
  const spec = promiseSpec(step.desk.plan.policy, gradeOf(step));
  if (promise || !spec) return { promiseDue: promise?.dueAt ?? null };
  const { length, rolled } = spec;
  const { dueAt } = startClock(calendarOf(step), spec, { id: promiseId, cycle: step.s.cycle, at: step.at });
  return { promiseDue: dueAt, promiseBasis: { length, rolled, from: step.at } };
}

/** One promise per issue: the earliest of its intakes (DOMAIN 2.9). */
export function keepEarliestPromise(step: Step): void {
  const promise = clockOf(step, promiseId);
  const dues = step.s.intakes.flatMap(({ promiseDue, promiseBasis }) => (promiseDue ? [{ to: promiseDue, promiseBasis }] : []));
  const [first] = dues.sort((a, b) => (a.to < b.to ? -1 : 1));
  if (!promise || !first || first.to >= promise.dueAt) return;
  const move = first.promiseBasis ? { reckoned: first.promiseBasis } : { to: first.to };
  changeDue(step, promiseId, 'merge', (clock, calendar) => moveDue(calendar, clock, move, { cause: 'merge', at: step.at }));
}

export const stopPromise = (step: Step): void => stopClockNow(step, promiseId);

// a unit's clocks (T01, T04, T05, T08)

type Cap = NonNullable<Clock['cap']>;

/** R4: a replacing unit's due is the promise's, but at least so much from its own dispatch. */
export function capOfReplacement(step: Step): Cap | null {
  const promise = clockOf(step, promiseId);
  if (!promise) return null;
  const { dueAt, provisional } = promise;
  return { promiseDueAt: dueAt, provisional, floor: step.desk.plan.policy.replacement.floor };
}

export function startShareClocks(step: Step, share: Assignment, cap: Cap | null): void {
  const kinds: ShareClockKind[] = ['sign', 'contact', 'reply', 'returnWindow'];
  for (const kind of kinds) {
    const spec = shareSpec(step.desk.plan.policy, kind, share.grade);
    start(step, spec, unitClock(share.id, kind), { owner: share.unit, cap: kind === 'reply' ? cap : null });
  }
}

/** The reply clock of a rework or reopening: so many days from the callback (C18) or the reopening (C24). */
export function startReplyClock(step: Step, share: Assignment, why: 'rework', from: string): void {
  start(step, shareSpec(step.desk.plan.policy, why, share.grade), unitClock(share.id, 'reply'), {
    owner: share.unit,
    at: from,
    cycle: share.cycle,
  });
}

export function startShareClock(step: Step, share: Assignment, kind: 'adjudicate' | 'extension' | 'question'): void {
  start(step, shareSpec(step.desk.plan.policy, kind, share.grade), unitClock(share.id, kind), { owner: share.unit });
}

/** A reply sent back (C15): its clock has run on meanwhile; when the due passed in review, that time is credited as a pause. */
export function restartReplyClock(step: Step, share: Assignment): void {
  const id = unitClock(share.id, 'reply');
  const clock = clockOf(step, id);
  if (clock?.status !== 'stopped') return;
  const credit = clock.dueAt <= step.at ? { reason: 'replyReview', approver: step.actor.id } : null;
  changeDue(step, id, 'pause', (stopped, calendar) => restartClock(calendar, stopped, { at: step.at, credit }));
}

/** R4: when the replacing unit's due passes the promise, the promise is extended once by the same amount, and told. */
export function extendPromiseFor(step: Step, share: Assignment): void {
  const promise = clockOf(step, promiseId);
  const reply = clockOf(step, unitClock(share.id, 'reply'));
  if (!promise || !reply || promise.status === 'stopped' || step.s.routeCorrections > 0 || reply.dueAt <= promise.dueAt) return;
  step.s.routeCorrections += 1;
  const { floor } = step.desk.plan.policy.replacement;
  changeDue(step, promiseId, 'routeCorrection', (c, cal) =>
    moveDue(cal, c, { floor }, { cause: 'routeCorrection', at: step.at }),
  );
}

// changes of a due, each with its cause (DOMAIN 2.7)

type Change = (clock: Clock, calendar: Calendar) => Clock;

/** Applies a change to one clock; a due that moved is an event, and told to unit or residents. */
export function changeDue(step: Step, id: string, cause: DueCause, change: Change): void {
  const clock = clockOf(step, id);
  if (!clock) return;
  const next = change(clock, calendarOfClock(calendarOf(step), clock));
  putClock(step, next);
  if (next.dueAt === clock.dueAt) return;
  emit(step, 'dueChanged', { data: { clock: id, from: clock.dueAt, to: next.dueAt, cause, provisional: next.provisional } });
  tellOfDue(step, next, cause);
}

function tellOfDue(step: Step, clock: Clock, cause: DueCause): void {
  const values = { clock: clock.kind, dueAt: clock.dueAt, cause, provisional: clock.provisional };
  if (clock.id === promiseId) {
    for (const intake of step.s.intakes) tell(step, 'dueChanged', { to: 'resident', intake: intake.no }, values, intake.channel);
  } else if (clock.kind === 'reply' && clock.owner) {
    tell(step, 'dueChanged', { to: 'unit', unit: clock.owner, as: 'liaison' }, values);
  }
}

/** R5: both ways are accepted twice and change nothing the second time. */
export function pauseOne(step: Step, id: string, reason: string): boolean {
  const clock = clockOf(step, id);
  if (!clock) return false;
  const next = pauseClock(clock, { at: step.at, reason, approver: step.actor.id });
  if (next === clock) return false;
  putClock(step, next);
  return true;
}

export function resumeOne(step: Step, id: string): boolean {
  const before = clockOf(step, id);
  if (!before || before.status !== 'paused') return false;
  changeDue(step, id, 'pause', (clock, calendar) => resumeClock(calendar, clock, { at: step.at }));
  return true;
}

/** C28: the pause of a share is over: its reply goes on, and the promise unless another share still holds it; dues move by R5. */
export function resumeShare(step: Step, share: Assignment | null, reason: string): void {
  const held = step.s.assignments.some((other) => other.id !== share?.id && isPaused(step, other));
  const clocks = [...(held ? [] : [promiseId]), ...(share ? [unitClock(share.id, 'reply')] : [])];
  const moved = clocks.filter((id) => resumeOne(step, id));
  if (moved.length > 0)
    emit(step, 'resumed', { ...(share ? { assignment: share.id, unit: share.unit } : {}), data: { clocks: moved, reason } });
}

/** Whether a share's reply clock stands still. */
export const isPaused = (step: Step, share: Assignment): boolean =>
  clockOf(step, unitClock(share.id, 'reply'))?.status === 'paused';

export function extendOne(step: Step, id: string, length: Length): void {
  changeDue(step, id, 'extension', (clock, calendar) =>
    extendClock(calendar, clock, { length, at: step.at, approver: step.actor.id }),
  );
}
