import type { NodeOf } from '../flow/document';
import { startArchiveClock, stopAllClocks } from './clocks';
import { isOpenOrder, isRateable } from './order';
import { allOrderClocks, stopOrderClocks } from './order-clocks';
import { isGone, isOpen } from './share-states';
import { emit, patchAssignment, patchOrder, send, tell, textFact, type Step } from './step';
import type { Token } from './state';
import type { CaseState, ResultCode } from './words';

const archivedLater: readonly CaseState[] = ['CLOSED', 'MERGED', 'REJECTED'];

/**
 * The case ends (C05, C06, C08, C09, C17, C20): every clock but the reopening window stops, required shares are over,
 * optional ones go on or are cancelled as their node says, and each reporter is told once, by the channel given.
 */
export function closeCase(step: Step, token: Token, node: NodeOf<'end'>): void {
  const s = step.s;
  s.tokens = s.tokens.filter((t) => t.id === token.id || goesOn(step, t));
  s.tokens = s.tokens.filter((t) => t.id !== token.id);
  finish(step, node.stage, node.result ?? s.result ?? resultOfReplies(step), node.id);
}

/** Closes from anywhere: a withdrawal, a supervisor's force-close. */
export function finish(step: Step, stage: CaseState, result: ResultCode | null, node?: string): void {
  const s = step.s;
  s.stage = stage;
  s.result = stage === 'REJECTED' || stage === 'MERGED' ? null : result;
  s.closedAt = step.at;
  s.endNode = node ?? null;
  if (s.ledger?.state === 'OPEN') s.ledger = { ...s.ledger, state: 'CLOSED', closedAt: step.at, how: 'caseEnded' };
  endShares(step);
  endOrders(step);
  stopAllClocks(step);
  if (stage === 'CLOSED') {
    emit(step, 'closed', { ...(node ? { node } : {}), data: { result: s.result } });
    tellPieces(step, 'replyApproved');
  }
  tellReporters(step, stage);
  if (archivedLater.includes(stage)) startArchiveClock(step);
  else s.final = true;
}

/** Archives once the window has passed and nothing hangs on the issue any more (C26). */
export function archiveIfFree(step: Step): void {
  if (!step.s.archiveDue || isHeldOpen(step)) return;
  step.s.stage = 'ARCHIVED';
  step.s.final = true;
  emit(step, 'archived');
}

const isHeldOpen = (step: Step): boolean =>
  step.s.followUps.some((f) => !f.done) ||
  (step.s.followUp !== undefined && step.s.followUp.state !== 'DONE') ||
  step.s.cards.some((c) => c.state === 'APPEALED') ||
  step.s.assignments.some(isOpen) ||
  step.s.orders.some(isOpenOrder);

function goesOn(step: Step, token: Token): boolean {
  const node = step.desk.plan.flow.nodes[token.node];
  return (node?.kind === 'assign' || node?.kind === 'offer') && !node.required && node.onClose === 'continue';
}

function endShares(step: Step): void {
  for (const share of step.s.assignments) {
    if (!isOpen(share) || (!share.required && share.onClose === 'continue')) continue;
    patchAssignment(step, share.id, { state: 'CANCELLED' });
    tell(step, 'shareCancelled', { to: 'unit', unit: share.unit, as: 'liaison' }, { assignment: share.id });
  }
}

/** As shares; what was served keeps its time to be rated, or its volunteers would lose their hours. */
function endOrders(step: Step): void {
  for (const order of step.s.orders) {
    if (!isOpenOrder(order) || isRateable(order) || (!order.required && order.onClose === 'continue')) continue;
    stopOrderClocks(step, order, ...allOrderClocks);
    patchOrder(step, order.id, { state: 'CANCELLED', settledAt: step.at });
    const told = order.holder === null ? order.teams : [order.holder];
    for (const unit of told) tell(step, 'orderCancelled', { to: 'unit', unit, as: 'liaison' }, { order: order.id });
  }
}

/** What the approved replies amount to: the lead's word, else the first that was given. */
function resultOfReplies(step: Step): ResultCode | null {
  const word = textFact(step.s, 'replyResult');
  return (word as ResultCode | null) ?? null;
}

function tellReporters(step: Step, stage: CaseState): void {
  for (const intake of step.s.intakes) {
    tell(
      step,
      `closed.${stage}`,
      { to: 'resident', intake: intake.no },
      { result: step.s.result, stage, mergedInto: step.s.mergedInto },
      intake.channel,
    );
  }
}

/** Every required share's reply is approved (C16), or the case is over: a story begun now may be signed (DOMAIN 2.5). */
export function isReplyApproved(step: Step): boolean {
  const required = step.s.assignments.filter((a) => a.required && !isGone(a));
  return step.s.closedAt !== null || (required.length > 0 && required.every((a) => a.state === 'ACCEPTED'));
}

/** Stories learn that the reply is approved, or that the facts changed; the published ones too, for they may have to be corrected (DOMAIN 2.5). */
export function tellPieces(step: Step, message: 'replyApproved' | 'factsChanged'): void {
  for (const piece of step.s.followUps) {
    send(step, {
      key: `${step.s.no}:${piece.id}:${message}:${step.at}`,
      kind: 'tellPiece',
      piece: piece.id,
      message,
      at: step.at,
    });
  }
}
