import { type Clock, expireClock } from '../deadline';
import { publish } from './channels';
import { earliest, factsClock, type Due } from './clocks';
import { isSigned } from './guards';
import { emit, tellDesk, type PieceStep } from './step';
import { isReviewStage, proofStepOf, reviewerRole } from './words';

/** Works off every instant that has come, in the order they were planned in; each fires once. */
export function workOff(step: PieceStep, now: string, before: string | null): void {
  for (let due = earliest(step.s); due && hasCome(due, now, before); due = earliest(step.s)) {
    step.fired = { plannedAt: due.plannedAt, firedAt: now };
    if (due.clock) expire(step, due.clock);
    else publish(step);
    step.fired = null;
  }
}

const hasCome = (due: Due, now: string, before: string | null): boolean =>
  due.fireAt <= now && (before === null || due.plannedAt < before);

/** R8: a stage's limit gives no card; it reminds the shift leader, and whoever holds the step loses the hold. */
function expire(step: PieceStep, clock: Clock): void {
  const expired = expireClock(clock, { at: step.at });
  step.s.clocks = step.s.clocks.map((one) => (one.id === clock.id ? expired : one));
  const values = { clock: clock.kind, dueAt: clock.dueAt };
  emit(step, 'limitPassed', values);
  tellDesk(step, 'pieceLate', 'shiftLeader', values);
  if (clock.kind === factsClock) return tellDesk(step, 'pieceLate', 'citySupervision', values);
  const { stage } = step.s;
  if (!isReviewStage(stage)) return;
  if (!isSigned(step.s, stage)) tellDesk(step, 'pieceLate', reviewerRole[stage], values);
  if (!isSigned(step.s, proofStepOf[stage])) tellDesk(step, 'pieceLate', 'proofreader', values);
  lapse(step);
}

function lapse(step: PieceStep): void {
  for (const work of ['review', 'proof'] as const) {
    const hold = step.s.held[work];
    if (hold) emit(step, 'stepReleased', { work, from: hold.by, cause: 'limitPassed' });
  }
  step.s.held = { review: null, proof: null };
}
