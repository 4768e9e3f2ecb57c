import { type Clock, type Length, nextPlanned, startClock } from '../deadline';
import { count, type PieceStep } from './step';
import type { PieceState } from './state';
import { limitOf, type ReviewStage } from './words';

/** The limits of a piece: one for the stage it stands at, one for the decision on changed facts (`policy.publication`). */

export const factsClock = 'factsChanged';

function start(step: PieceStep, kind: string, length: Length): void {
  const { policy } = step.desk.plan;
  const edition = step.s.editions[policy.calendar] ?? 0;
  const calendar = step.desk.calendar(policy.calendar, edition);
  if (!calendar) throw new Error(`calendar ${policy.calendar} edition ${edition} is not held here`);
  const spec = { kind, length, rolled: false, ladder: [] };
  const clock = startClock(calendar, spec, { id: `${kind}.${count(step, `clock.${kind}`)}`, cycle: 1, at: step.at });
  step.s.clocks = [...step.s.clocks, clock];
}

/** R1 4 wh, R2 4 wh, R3 1 wd; the fast track for the grades that the policy names (DOMAIN 2.5). */
export function startStageClock(step: PieceStep, stage: ReviewStage): void {
  const { steps, fast, fastGrades } = step.desk.plan.policy.publication;
  start(step, limitOf[stage], (fastGrades.includes(step.s.grade) ? fast : steps)[limitOf[stage]]);
}

export const startFactsClock = (step: PieceStep): void => start(step, factsClock, step.desk.plan.policy.publication.factsChanged);

/** A stage that is left takes its limit with it; events tell of it, the state need not. */
export function dropStageClock(step: PieceStep): void {
  step.s.clocks = step.s.clocks.filter((clock) => clock.kind === factsClock);
}

export function dropFactsClock(step: PieceStep): void {
  step.s.clocks = step.s.clocks.filter((clock) => clock.kind !== factsClock);
}

export type Due = { plannedAt: string; fireAt: string; clock: Clock | null };

export function earliest(state: PieceState): Due | null {
  let first: Due | null =
    state.stage === 'SCHEDULED' && state.scheduledAt !== null
      ? { plannedAt: state.scheduledAt, fireAt: state.scheduledAt, clock: null }
      : null;
  for (const clock of state.clocks) {
    const planned = nextPlanned(clock);
    if (planned && (!first || planned.plannedAt < first.plannedAt))
      first = { plannedAt: planned.plannedAt, fireAt: planned.fireAt, clock };
  }
  return first;
}

/** When the piece next does something by itself; `null` when it waits for people alone. */
export function nextPieceWake(state: PieceState): { plannedAt: string; fireAt: string } | null {
  const due = state.final ? null : earliest(state);
  return due && { plannedAt: due.plannedAt, fireAt: due.fireAt };
}
