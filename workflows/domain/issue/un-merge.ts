import { dropArchiveClock, restorePromise } from './clocks';
import type { CommandData } from './command';
import type { Answer } from './effect';
import type { CommandInput } from './input';
import { settleReplies } from './routing';
import { isOpen } from './share-states';
import { endShare } from './shares';
import { noteSources } from './sources';
import { askOutside, emit, listFact, refuse, setFacts, tell, type Refusal, type Step } from './step';
import type { IssueState, PendingAsk } from './state';
import type { Role } from './words';
import { startToken } from './walk';

/** C25: supervision takes a merge back. The merged issue asks the other to give its reporters back, and is reviewed again. */

const supervision: readonly Role[] = ['districtSupervision', 'citySupervision'];

export function unmerge(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.some((role) => supervision.includes(role)))
    return refuse('FORBIDDEN', `un-merging is for ${supervision.join(', ')}`, { roles: [...supervision] });
  const target = step.s.mergedInto;
  if (step.s.stage !== 'MERGED' || target === null) return refuse('NOT_ALLOWED_IN_STATE', `the issue is ${step.s.stage}`);
  const { reason } = command.data as CommandData<'unmerge'>;
  askOutside(step, 'giveBack', null, { target, reason, by: command.actor.id }, (id) => ({
    ...{ id, kind: 'giveBack', at: step.at, target, to: step.s.no },
    intakes: step.s.intakes.map((intake) => intake.no),
  }));
  return null;
}

/** The reporters are back; who withdrew in the meantime stays withdrawn. The promise counts from the original acceptance. */
export function givenBackTo(step: Step, ask: PendingAsk, { withdrawn }: Extract<Answer, { kind: 'giveBack'; ok: true }>): void {
  const at = new Map(withdrawn.map((one) => [one.no, one.at]));
  step.s.intakes = step.s.intakes.map(({ promiseDue: _theirs, ...intake }) => {
    const withdrawnAt = at.get(intake.no) ?? intake.withdrawnAt;
    return withdrawnAt === undefined ? intake : { ...intake, withdrawnAt };
  });
  Object.assign(step.s, { mergedInto: null, closedAt: null, result: null, endNode: null, unmergedAt: step.at });
  dropArchiveClock(step);
  const { target, reason, by } = ask.data as { target: string; reason: string; by: string };
  const dueAt = restorePromise(step);
  emit(step, 'unmerged', { by, data: { target, reason, promiseDue: dueAt } });
  for (const intake of step.s.intakes)
    if (intake.withdrawnAt === undefined)
      tell(step, 'unmerged', { to: 'resident', intake: intake.no }, { target, dueAt }, intake.channel);
  const { nodes, start } = step.desk.plan.flow;
  const review = Object.values(nodes).find((node) => node.kind === 'task' && node.stage === 'FIRST_REVIEW');
  startToken(step, review?.id ?? start);
}

/** Which of these reporters have withdrawn from an issue, and when: asked before it gives them back. */
export const withdrawnAmong = (state: Pick<IssueState, 'intakes'> | null | undefined, intakes: readonly string[]) =>
  (state?.intakes ?? []).flatMap(({ no, withdrawnAt }) =>
    withdrawnAt !== undefined && intakes.includes(no) ? [{ no, at: withdrawnAt }] : [],
  );

/**
 * The other side: reporters leave, and what was added for them with them. The promise stays as it was told, also where theirs
 * had made it earlier: a promise is never put off because somebody else left.
 */
export function giveBack(step: Step, command: CommandInput): Refusal | null {
  if (command.actor.id !== 'system') return refuse('FORBIDDEN', 'issues are un-merged from the merged one');
  const { to, intakes } = command.data as CommandData<'giveBack'>;
  step.s.intakes = step.s.intakes.filter((intake) => !intakes.includes(intake.no));
  noteSources(step);
  const by = step.s.facts['mergedBy'] as Record<string, string> | undefined;
  if (by) setFacts(step, { mergedUnits: listFact(step.s, 'mergedUnits').filter((unit) => by[unit] !== to) });
  emit(step, 'givenBack', { data: { to, intakes } });
  for (const share of step.s.assignments.filter((a) => a.forIntake === to && isOpen(a))) {
    endShare(step, share, 'CANCELLED');
    tell(step, 'shareCancelled', { to: 'unit', unit: share.unit, as: 'liaison' }, { assignment: share.id });
    settleReplies(step, share);
  }
  return null;
}
