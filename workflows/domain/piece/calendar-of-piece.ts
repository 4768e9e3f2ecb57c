import { recompute } from '../deadline';
import { refuse, type Refusal } from '../issue/step';
import type { PieceCommandData } from './command';
import type { PieceCommandInput } from './effect';
import { emit, tellAuthor, tellDesk, type PieceStep } from './step';
import { isReviewStage, reviewerRole } from './words';

/**
 * R7 for a piece: another edition of the calendar: every limit that runs is reckoned again from its own start, none sooner than R9
 * lets a due be, and whose turn it is and the author are told once where one moved. Refuses `NOT_FOUND` for an edition that is not
 * at hand, `NOT_ALLOWED_IN_STATE` for one in use.
 */
export function applyCalendar(step: PieceStep, command: PieceCommandInput): Refusal | null {
  const { calendar: id, edition } = command.data as PieceCommandData<'applyCalendar'>;
  const calendar = step.desk.calendar(id, edition);
  if (!calendar) return refuse('NOT_FOUND', `calendar ${id} has no edition ${edition} here`);
  const inUse = step.s.editions[id] ?? 0;
  if (inUse >= edition) return refuse('NOT_ALLOWED_IN_STATE', `edition ${inUse} is in use`);
  step.s.editions = { ...step.s.editions, [id]: edition };
  if (id !== step.desk.plan.policy.calendar) return null;
  const { floor } = step.desk.plan.policy.recompute;
  step.s.clocks = step.s.clocks.map((clock) => {
    const {
      changed,
      dueChanged,
      clock: next,
    } = recompute(calendar, clock, { mode: 'all', cause: 'calendarImport', now: step.at, floor });
    if (dueChanged) sayMoved(step, { kind: clock.kind, from: clock.dueAt, to: next.dueAt });
    return changed ? next : clock;
  });
  return null;
}

function sayMoved(step: PieceStep, { kind, from, to }: { kind: string; from: string; to: string }): void {
  emit(step, 'dueChanged', { clock: kind, from, to, cause: 'calendarImport' });
  const { stage } = step.s;
  tellDesk(step, 'dueChanged', isReviewStage(stage) ? reviewerRole[stage] : 'editor', { clock: kind, dueAt: to });
  tellAuthor(step, 'dueChanged', { clock: kind, dueAt: to });
}
