import { pauseClock, resumeClock } from '../deadline';
import { changeDue, clockOf, promiseId, putClock, replyClocksOf, unitClock } from './clocks';
import { emit, type Step } from './step';
import type { Assignment } from './state';

/** Clocks that stand still for a while (R5, C03, C21, C28). */

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
  if (step.s.ledger?.state === 'OPEN') return;
  const held = step.s.assignments.some(
    (other) => other.id !== share?.id && (other.parentAssignment ?? '') !== share?.id && isPaused(step, other),
  );
  const clocks = [...(held ? [] : [promiseId]), ...(share ? replyClocksOf(step, share) : [])];
  const moved = clocks.filter((id) => resumeOne(step, id));
  if (moved.length > 0)
    emit(step, 'resumed', { ...(share ? { assignment: share.id, unit: share.unit } : {}), data: { clocks: moved, reason } });
}

/** Whether a share's reply clock stands still. */
export const isPaused = (step: Step, share: Assignment): boolean =>
  clockOf(step, unitClock(share.id, 'reply'))?.status === 'paused';
