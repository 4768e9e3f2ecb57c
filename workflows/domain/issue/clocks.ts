import {
  calendarOfClock,
  type Calendar,
  type Clock,
  type ClockSpec,
  type DueCause,
  type Length,
  dueBefore,
  extendClock,
  instantAt,
  millisOf,
  moveDue,
  restartClock,
  startClock,
  stopClock,
} from '../deadline';
import { acceptSpec, archiveSpec, shareSpec, stageSpec, windowSpec, promiseSpec, type ShareClockKind } from './limits';
import { isOpen } from './share-states';
import { isOpenOrder } from './order';
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

/** Runs to an instant that somebody set, in whole minutes that end exactly there; false for none, or one that is past. */
export function startDateClock(step: Step, token: Token, until: string | null): boolean {
  const due = until === null ? Number.NaN : Date.parse(until);
  if (!(due > millisOf(step.at))) return false;
  const spec = { kind: 'window', length: minutesTo(step.at, due), rolled: false, ladder: [] };
  start(step, spec, tokenClock(token, 'window'), { owner: token.node, at: instantAt(due - spec.length.n * MINUTE_MS) });
  return true;
}

export const MINUTE_MS = 60_000;

/** A length that ends at an instant which the parties set: so many minutes, the first of them perhaps begun. */
export const minutesTo = (from: string, due: number): { n: number; unit: 'min' } => ({
  n: Math.ceil((due - millisOf(from)) / MINUTE_MS),
  unit: 'min',
});

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

/** At the end of the case: running clocks of closed shares, questions and the promise stop; optional shares and open appeals keep theirs. */
export function stopAllClocks(step: Step): void {
  const appealed = step.s.cards.filter((c) => c.state === 'APPEALED');
  const open = [...step.s.assignments.filter(isOpen), ...step.s.orders.filter(isOpenOrder), ...appealed];
  const kept = new Set(open.map((one) => one.id));
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

/**
 * C25: the promise again, from the original acceptance and by the grade, but not sooner than R9 lets a due be; nothing of it fires
 * for the past. Gives the due.
 */
export function restorePromise(step: Step): string | null {
  const accepted = step.s.intakes.flatMap((i) => i.acceptedAt ?? []).sort()[0];
  step.s.clocks = step.s.clocks.filter((c) => c.id !== promiseId);
  startPromise(step, step.s.acceptedAt ?? accepted ?? step.at);
  const clock = clockOf(step, promiseId);
  if (!clock) return null;
  const { floor } = step.desk.plan.policy.recompute;
  const moved = moveDue(calendarOf(step), clock, { floor }, { cause: 'unmerge', at: step.at });
  putClock(step, moved);
  return moved.dueAt;
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

/** C25: the unit of an un-merged issue is due with the promise, but never sooner than R9 lets a due be. */
export function capOfRestored(step: Step): Cap | null {
  const cap = capOfReplacement(step);
  return cap && { ...cap, floor: step.desk.plan.policy.recompute.floor };
}

export function startShareClocks(step: Step, share: Assignment, cap: Cap | null): void {
  const kinds: ShareClockKind[] = ['sign', 'contact', 'reply', 'returnWindow'];
  for (const kind of kinds) {
    const spec = shareSpec(step.desk.plan.policy, kind, share.grade);
    start(step, spec, unitClock(share.id, kind), { owner: share.unit, cap: kind === 'reply' ? cap : null });
  }
}

/** T06: a unit below is due when the unit above says, some working hours before its own due. */
export function dueFromAbove(step: Step, share: Assignment, to: string): void {
  const id = unitClock(share.id, 'reply');
  const clock = clockOf(step, id);
  if (clock) putClock(step, moveDue(calendarOf(step), clock, { to }, { cause: 'subDispatch', at: step.at }));
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
  const next = heldBelow(step, change(clock, calendarOfClock(calendarOf(step), clock)), cause);
  putClock(step, next);
  if (next.dueAt === clock.dueAt) return;
  emit(step, 'dueChanged', { data: { clock: id, from: clock.dueAt, to: next.dueAt, cause, provisional: next.provisional } });
  tellOfDue(step, next, cause);
  if (next.dueAt < clock.dueAt) keepBelow(step, next, cause);
}

/** T06: the latest due of a unit below a share, by the policy's length before its reply (4 wh shipped); null without a reply clock. */
export function limitBelow(step: Step, share: Pick<Assignment, 'id'>): string | null {
  const { n, unit } = step.desk.plan.policy.subDispatch.before;
  const reply = clockOf(step, unitClock(share.id, 'reply'));
  return reply ? dueBefore(calendarOf(step), reply.dueAt, { n: -n, unit }) : null;
}

/** A due below never passes its limit, whatever moved it. */
function heldBelow(step: Step, clock: Clock, cause: DueCause): Clock {
  const share = step.s.assignments.find((a) => clock.id === unitClock(a.id, 'reply'));
  const to = share?.parentAssignment ? limitBelow(step, { id: share.parentAssignment }) : null;
  return to === null || clock.dueAt <= to ? clock : moveDue(calendarOf(step), clock, { to }, { cause, at: step.at });
}

/** When the due above moves earlier, those below still come so much before it. */
function keepBelow(step: Step, above: Clock, cause: DueCause): void {
  const share = step.s.assignments.find((a) => above.id === unitClock(a.id, 'reply'));
  for (const id of share ? replyClocksOf(step, share).slice(1) : []) changeDue(step, id, cause, (clock) => clock);
}

function tellOfDue(step: Step, clock: Clock, cause: DueCause): void {
  const values = { clock: clock.kind, dueAt: clock.dueAt, cause, provisional: clock.provisional };
  if (clock.id === promiseId) {
    for (const intake of step.s.intakes) tell(step, 'dueChanged', { to: 'resident', intake: intake.no }, values, intake.channel);
  } else if (clock.kind === 'reply' && clock.owner) {
    tell(step, 'dueChanged', { to: 'unit', unit: clock.owner, as: 'liaison' }, values);
  }
}

/** A share's reply clock, with those of the units it passed the work on to (T06): they wait for the same. */
export const replyClocksOf = (step: Step, share: Assignment): string[] =>
  [share, ...step.s.assignments.filter((a) => a.parentAssignment === share.id && isOpen(a))].map((a) => unitClock(a.id, 'reply'));

export function extendOne(step: Step, id: string, length: Length): void {
  changeDue(step, id, 'extension', (clock, calendar) =>
    extendClock(calendar, clock, { length, at: step.at, approver: step.actor.id }),
  );
}
