import { startClock, stopClock, windowSpecOf } from '../deadline';
import type { NodeOf } from '../flow/document';
import { archiveIfFree } from './closing';
import { calendarOf, clockOf, putClock } from './clocks';
import type { CommandData } from './command';
import type { Actor, CommandInput } from './input';
import { emit, refuse, reporterOf, tell, type Refusal, type Step } from './step';
import type { IntakeRecord, IssueState } from './state';

/**
 * Looking again later (DOMAIN 4 #33): some time after it closed, everybody who reported a long-term case is asked whether it is
 * still fixed. The case is not archived before that is settled. It is CLOSED all the while: what has come back is a new issue
 * that names this one (C24 after the window, DOMAIN 4 #17), and this one keeps its result.
 */
export const followUpId = 'followUp';
export const followUpAnswerId = 'followUp.answer';

/** Long-term is what was on the ledger, or what a unit answered with a measure that it wants looked at again. */
export const isLongTerm = ({ ledger, assignments }: IssueState): boolean =>
  (ledger?.since ?? null) !== null ||
  assignments.some((share) => share.required && share.state === 'ACCEPTED' && share.reply?.longTerm === true);

/** The question is out and nobody has answered it yet. */
export const isAskedAgain = ({ s }: Step): boolean => s.followUp?.state === 'ASKED';

/** At an end whose drawing says so; force-closes and withdrawals are over without it. */
export function planFollowUp(step: Step, { followUp }: NodeOf<'end'>): void {
  if (!followUp || step.s.stage !== 'CLOSED' || !isLongTerm(step.s)) return;
  step.s.followUp = { state: 'PLANNED', answerWindow: followUp.answerWindow, askedAt: null, answer: null, answeredBy: null };
  startWindow(step, followUp.window, followUpId);
}

/** A reopening looks again by itself. */
export function dropFollowUp(step: Step): void {
  delete step.s.followUp;
  step.s.clocks = step.s.clocks.filter(({ id }) => id !== followUpId && id !== followUpAnswerId);
}

function startWindow(step: Step, window: string, id: string): void {
  const spec = windowSpecOf(step.desk.plan.policy, window);
  if (!spec) throw new Error(`a compiled plan has the window ${window}`);
  const calendar = calendarOf(step);
  const from = step.fired?.plannedAt ?? step.at;
  putClock(step, startClock(calendar, { ...spec, kind: id }, { id, cycle: step.s.cycle, at: from }));
}

/** A window of the follow-up is over: the time to ask, or the time to answer. */
export function passFollowUp(step: Step, clock: string): void {
  const { followUp } = step.s;
  if (clock === followUpId && followUp?.state === 'PLANNED') askAgain(step, followUp);
  if (clock === followUpAnswerId && followUp?.state === 'ASKED') settle(step, 'none', {});
}

/** Every reporter who is still in is asked once, and the callback desk may call. */
function askAgain(step: Step, followUp: NonNullable<IssueState['followUp']>): void {
  step.s.followUp = { ...followUp, state: 'ASKED', askedAt: step.at };
  emit(step, 'followUpAsked');
  for (const intake of stillIn(step.s)) tell(step, 'stillFixedAsked', { to: 'resident', intake: intake.no }, {}, intake.channel);
  tell(step, 'followUpDue', { to: 'desk', role: 'callbackAgent', district: null });
  startWindow(step, followUp.answerWindow, followUpAnswerId);
}

const stillIn = ({ intakes }: IssueState): IntakeRecord[] => intakes.filter(({ withdrawnAt }) => withdrawnAt === undefined);

/** Who may answer: a reporter of the case, or the callback agent, who is nobody of a unit that handled it (DOMAIN 4 #30). */
export function mayAnswerAgain(step: Step, actor: Actor): Refusal | null {
  const { assignments } = step.s;
  if (actor.roles.includes('callbackAgent'))
    return actor.unit !== null && assignments.some(({ unit }) => unit === actor.unit)
      ? refuse('SAME_PERSON', `${actor.unit} handled this issue`, { unit: actor.unit })
      : null;
  const reporter = actor.roles.includes('citizen') ? reporterOf(step, actor) : undefined;
  if (reporter && reporter.withdrawnAt === undefined) return null;
  return refuse('FORBIDDEN', 'the follow-up is for its reporters and the callback to answer');
}

/** `rate` by a reporter or `callBack` by the desk, while the question is out; a call that reached nobody is noted. */
export function answerAgain(step: Step, command: CommandInput): Refusal | null {
  const no = mayAnswerAgain(step, command.actor);
  if (no) return no;
  const { answer, satisfaction, note } = command.data as CommandData<'callBack'>;
  if (answer === 'none') emit(step, 'contactTried', { data: { note: note ?? null } });
  else
    settle(step, answer, {
      ...(satisfaction === undefined ? {} : { satisfaction }),
      ...(note === undefined ? {} : { note }),
    });
  return null;
}

function settle(step: Step, answer: 'solved' | 'partly' | 'not' | 'none', data: { satisfaction?: string; note?: string }): void {
  const { followUp } = step.s;
  if (!followUp) return;
  const { actor } = step;
  step.s.followUp = { ...followUp, state: 'DONE', answer, answeredBy: answer === 'none' ? null : actor.id };
  const clock = clockOf(step, followUpAnswerId);
  if (clock) putClock(step, stopClock(clock, { at: step.at }));
  emit(step, 'followedUp', { data: { answer, ...data } });
  if (answer === 'not') tellOfRelapse(step);
  archiveIfFree(step);
}

/** It has come back: whoever reported it is offered a new issue that names this one; lead unit and supervision hear of it. */
function tellOfRelapse(step: Step): void {
  for (const intake of stillIn(step.s))
    tell(step, 'relapseOffered', { to: 'resident', intake: intake.no }, { relapseOf: step.s.no }, intake.channel);
  const lead = step.s.assignments.findLast(({ role, state }) => role === 'lead' && state === 'ACCEPTED');
  if (lead) tell(step, 'notStillFixed', { to: 'unit', unit: lead.unit, as: 'head' }, { assignment: lead.id });
  tell(step, 'notStillFixed', { to: 'desk', role: 'citySupervision', district: null });
}
