import { calendarOfClock, clockSpecOf, recompute, type Recompute } from '../deadline';
import { reviewCards } from './cards';
import { calendarOf, changeDue, clockOf, promiseId, putClock } from './clocks';
import type { Step } from './step';
import type { Grade } from './words';

/** Clocks reckoned again from their own start: under another grade, or another edition of the calendar. */

/** C27, C10: a clock under another grade's rule, from its own start (R12 forward, floor R9). */
export function regrade(step: Step, id: string, grade: Grade, kind: string): void {
  const spec = clockSpecOf(step.desk.plan.policy, grade, kind);
  if (spec) reckonAgain(step, id, { mode: 'forward', cause: 'gradeChange', spec });
}

/** Reckons one clock again and says what moved; cards whose rung moved go to review (R9). */
export function reckonAgain(step: Step, id: string, how: Pick<Recompute, 'mode' | 'cause' | 'spec'>): void {
  const clock = clockOf(step, id);
  if (!clock || clock.status === 'stopped') return;
  const promise = clockOf(step, promiseId);
  const asked: Recompute = {
    ...how,
    now: step.at,
    floor: step.desk.plan.policy.recompute.floor,
    ...(promise ? { promiseDueAt: promise.dueAt, promiseProvisional: promise.provisional } : {}),
  };
  const result = recompute(calendarOfClock(calendarOf(step), clock), clock, asked);
  if (!result.changed) return;
  if (result.dueChanged) changeDue(step, id, how.cause, () => result.clock);
  else putClock(step, result.clock);
  reviewCards(step, result.clock, result.review);
}
