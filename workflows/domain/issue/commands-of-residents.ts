import { clockOf, dropArchiveClock, archiveId, keepEarliestPromise } from './clocks';
import { resumeShare } from './pauses';
import { archiveIfFree, finish, tellPieces } from './closing';
import type { CommandData } from './command';
import { dropFollowUp } from './follow-up';
import type { CommandInput } from './input';
import { asksOpen, takeOutcome } from './outcomes';
import { routeJoined } from './routing';
import { beginCycle, reopenable } from './shares';
import { emit, gradeOf, refuse, reporterOf, type Refusal, tell, type Step } from './step';
import type { IntakeRecord } from './state';
import { noteSources } from './sources';
import { isInTime } from '../deadline';
import { startToken } from './walk';

/** What residents do (C04, C23, C24), and what reaches an issue from others: a merged clue (C09), a finished piece (C26). */

/** An answer to the desk's question, or to a unit's during handling (C28). */
export function giveInfo(step: Step, command: CommandInput): Refusal | null {
  if (asksOpen(step).some(({ node }) => node.question === 'info')) return takeOutcome(step, command);
  const question = step.s.questions.find((q) => q.kind === 'unit' && q.answeredAt === null);
  if (!question) return refuse('NOT_ALLOWED_IN_STATE', 'nothing was asked');
  const { text } = command.data as CommandData<'giveInfo'>;
  step.s.questions = step.s.questions.map((q) => (q.id === question.id ? { ...q, answer: text, answeredAt: step.at } : q));
  emit(step, 'infoGiven', { ...(question.assignment ? { assignment: question.assignment } : {}), data: { text } });
  const share = step.s.assignments.find((a) => a.id === question.assignment) ?? null;
  resumeShare(step, share, 'answered');
  if (share) tell(step, 'infoGiven', { to: 'unit', unit: share.unit, as: 'liaison' }, { assignment: share.id });
  return null;
}

/** C23: with other reporters, or a matter of public safety (A), the issue stays open and only this reporter leaves it. */
export function withdraw(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.some((r) => r === 'citizen' || r === 'clerk'))
    return refuse('FORBIDDEN', 'a withdrawal is the reporter’s');
  if (step.s.closedAt !== null) return refuse('NOT_ALLOWED_IN_STATE', `the issue is ${step.s.stage}`);
  const leaving = reporterOf(step, command.actor);
  if (leaving?.withdrawnAt) return refuse('NOT_ALLOWED_IN_STATE', 'this reporter has withdrawn already');
  step.s.intakes = step.s.intakes.map((i) => (i === leaving ? { ...i, withdrawnAt: step.at } : i));
  if (step.s.facts['sources'] !== undefined) noteSources(step);
  const staysOpen = step.s.intakes.some((i) => !i.withdrawnAt) || gradeOf(step) === 'A';
  emit(step, 'withdrawn', { data: { staysOpen, reason: (command.data as CommandData<'withdraw'>).reason ?? null } });
  if (staysOpen) return null;
  step.s.tokens = [];
  finish(step, 'WITHDRAWN', 'WITHDRAWN');
  return null;
}

/** C24: within the window from `closedAt`; a case never routed goes back to verifying, any other into a new cycle. */
export function reopen(step: Step, command: CommandInput): Refusal | null {
  const isRejected = step.s.stage === 'REJECTED';
  const may = isRejected ? supervision : ['citizen', 'callbackAgent', ...supervision];
  if (!command.actor.roles.some((r) => may.includes(r)))
    return refuse(
      'FORBIDDEN',
      isRejected ? 'supervision reopens a rejection' : 'reopening is for the resident, the callback and supervision',
    );
  const window = clockOf(step, archiveId);
  if (step.s.stage === 'ARCHIVED' || (step.s.closedAt !== null && window && !isInTime(window, step.at))) {
    return refuse(
      'REOPEN_WINDOW_CLOSED',
      `it could be reopened until ${window?.dueAt ?? 'it was archived'}; file a new issue that names this one`,
      { relapseOf: step.s.no },
    );
  }
  if (step.s.stage !== 'CLOSED' && !isRejected) return refuse('NOT_ALLOWED_IN_STATE', `the issue is ${step.s.stage}`);
  const { reason, falseClosing } = command.data as CommandData<'reopen'>;
  emit(step, 'reopened', { data: { reason, falseClosing: falseClosing ?? false } });
  Object.assign(step.s, { closedAt: null, result: null, answer: null, satisfaction: null });
  dropArchiveClock(step);
  dropFollowUp(step);
  tellPieces(step, 'factsChanged');
  if (isRejected) reviewAgain(step);
  else restart(step);
  return null;
}

const supervision = ['districtSupervision', 'citySupervision'];

/** C29: the first review again; what was signed for the rejection counts no more. */
function reviewAgain(step: Step): void {
  const { nodes, start } = step.desk.plan.flow;
  const review = Object.values(nodes).find((n) => n.kind === 'task' && n.stage === 'FIRST_REVIEW');
  step.s.signatures = {};
  startToken(step, review?.id ?? start);
}

/** A routed case has a share that was not given back: also one that a force-close cancelled. */
function restart(step: Step): void {
  const { nodes, start } = step.desk.plan.flow;
  const end = nodes[step.s.endNode ?? ''];
  const routed = step.s.assignments.find((a) => a.required && reopenable.includes(a.state));
  if (routed) {
    beginCycle(step, step.at);
    startToken(step, (end?.kind === 'end' ? end.reopenTo : undefined) ?? routed.node);
    return;
  }
  const order = step.s.orders.findLast((o) => o.required);
  if (order) {
    beginCycle(step, step.at);
    startToken(step, order.node);
    return;
  }
  const verify = Object.values(nodes).find((n) => n.kind === 'task' && n.stage === 'VERIFYING');
  startToken(step, verify?.id ?? start);
}

/** C09, the target's side: reporters join, the earliest promise counts, a place or unit the case lacks adds a share. */
export function absorb(step: Step, command: CommandInput): Refusal | null {
  if (command.actor.id !== 'system') return refuse('FORBIDDEN', 'issues are merged from the merged one');
  if (step.s.closedAt !== null || step.s.final) return refuse('NOT_ALLOWED_IN_STATE', `${step.s.no} is ${step.s.stage}`);
  const { from, intakes, facts } = command.data as CommandData<'absorb'>;
  const joining = (intakes as IntakeRecord[]).map((i) => ({ ...i, acceptedAt: i.acceptedAt ?? step.at }));
  step.s.intakes = [...step.s.intakes, ...joining.filter((i) => !step.s.intakes.some((k) => k.no === i.no))];
  noteSources(step);
  emit(step, 'absorbed', { data: { from, intakes: joining.map((i) => i.no) } });
  keepEarliestPromise(step);
  routeJoined(step, from, facts);
  return null;
}

/** The publication's last word; a held archive may now happen (C26). */
export function pieceDone(step: Step, command: CommandInput): Refusal | null {
  if (command.actor.id !== 'system') return refuse('FORBIDDEN', 'told by the publication itself');
  const { piece, published } = command.data as CommandData<'pieceDone'>;
  if (!step.s.followUps.some((f) => f.id === piece)) return refuse('NOT_FOUND', `no piece ${piece}`);
  step.s.followUps = step.s.followUps.map((f) => (f.id === piece ? { ...f, done: true } : f));
  if (published) emit(step, 'published', { data: { piece } });
  archiveIfFree(step);
  return null;
}
