import { type Clock, expireClock, markFired, nextPlanned, nextPlannedAt, type Planned } from '../deadline';
import { archiveIfFree } from './closing';
import { archiveId, putClock } from './clocks';
import { resumeShare } from './pauses';
import { expireAppeal } from './commands-of-cards';
import { refuseReturn } from './commands-of-units';
import { trackCustody } from './custody';
import { followUpAnswerId, followUpId, passFollowUp } from './follow-up';
import { isLedgerClock, isLedgerNode, passLedgerClock } from './ledger';
import { fireRung } from './rungs';
import { expireOrderClock } from './orders-closing';
import { emit, patchAssignment, patchToken, tell, type Step } from './step';
import type { Assignment, IssueState } from './state';
import { leave, nodeAt } from './walk';
import { missReportIn } from './whistles';

/** Planned instants: which comes next, and what happens when it has come (DOMAIN R8, R10). */

type Due = { clock: Clock; planned: Planned };

/** The clock that acts next, with what it does. */
export function earliest(state: IssueState): Due | null {
  let first: Clock | null = null;
  let firstAt = '';
  for (const clock of state.clocks) {
    const at = nextPlannedAt(clock);
    if (at !== null && (!first || at < firstAt)) [first, firstAt] = [clock, at];
  }
  const planned = first && nextPlanned(first);
  return first && planned && { clock: first, planned };
}

/** When the issue next does something by itself; `null` when it waits for people alone. */
export function nextWake(state: IssueState): { plannedAt: string; fireAt: string } | null {
  const due = state.final ? null : earliest(state);
  return due && { plannedAt: due.planned.plannedAt, fireAt: due.planned.fireAt };
}

/** Works off every instant that has come, in the order they were planned in; each fires once. */
export function workOff(step: Step, now: string, before: string | null): void {
  for (let due = earliest(step.s); due && hasCome(due, now, before) && !step.s.final; due = earliest(step.s)) {
    step.fired = { plannedAt: due.planned.plannedAt, firedAt: now };
    fire(step, due);
    step.fired = null;
    trackCustody(step, due.planned.plannedAt);
  }
}

const hasCome = ({ planned }: Due, now: string, before: string | null): boolean =>
  planned.fireAt <= now && (before === null || planned.plannedAt < before);

function fire(step: Step, { clock, planned }: Due): void {
  if (planned.kind === 'rung') {
    putClock(step, markFired(clock, planned.key, step.at));
    fireRung(step, clock, planned.key);
    return;
  }
  putClock(step, expireClock(clock, { at: step.at }));
  const share = step.s.assignments.find((a) => clock.id.startsWith(`${a.id}.`));
  const order = step.s.orders.find((o) => clock.id.startsWith(`${o.id}.`));
  if (order) expireOrderClock(step, clock, order);
  else if (clock.id === archiveId) expireArchive(step);
  else if (clock.id === followUpId || clock.id === followUpAnswerId) passFollowUp(step, clock.id);
  else if (clock.kind === 'reportIn') missReportIn(step, clock.id);
  else if (clock.kind === 'appeal') expireAppeal(step, clock.id);
  else if (share) expireShareClock(step, clock, share);
  else if (isLedgerClock(clock)) expireLedger(step, clock);
  else if (clock.kind === 'window') expireWindow(step, clock);
}

function expireArchive(step: Step): void {
  step.s.archiveDue = true;
  archiveIfFree(step);
}

/** T03, T04, T07, C28: what ends with a unit's side clocks; sign, contact and reply act by their ladders. */
function expireShareClock(step: Step, clock: Clock, share: Assignment): void {
  if (clock.kind === 'returnWindow' && !share.designated && share.state !== 'RETURN_REQUESTED') designate(step, share);
  if (clock.kind === 'adjudicate' && share.state === 'RETURN_REQUESTED') refuseReturn(step, share, 'expired');
  if (clock.kind === 'extension')
    tell(step, 'extensionUndecided', { to: 'desk', role: 'citySupervision', district: null }, { assignment: share.id });
  if (clock.kind === 'reply' && share.extension?.decision === null) lapse(step, share);
  if (clock.kind === 'window') answerOverdue(step, share);
}

/** T04: the window to return closes, so the unit keeps the case. */
function designate(step: Step, share: Assignment): void {
  patchAssignment(step, share.id, { designated: true });
  emit(step, 'designated', { assignment: share.id, unit: share.unit, data: { because: 'windowClosed' } });
}

/** T07: undecided at the due, the due holds and the request is over. */
function lapse(step: Step, share: Assignment): void {
  patchAssignment(step, share.id, { extension: share.extension && { ...share.extension, decision: 'lapsed' } });
  emit(step, 'extensionRefused', { assignment: share.id, unit: share.unit, data: { how: 'lapsed' } });
}

/** C28: the resident has not answered the unit's question; its clocks go on. */
function answerOverdue(step: Step, share: Assignment): void {
  resumeShare(step, share, 'windowOver');
  tell(step, 'questionOver', { to: 'unit', unit: share.unit, as: 'liaison' }, { assignment: share.id });
}

/** C22: a review or milestone that passed; at the hard stop the case goes on. */
function expireLedger(step: Step, clock: Clock): void {
  const token = step.s.tokens.find((t) => clock.id.startsWith(`${t.id}.`));
  const node = token && nodeAt(step, token.node);
  if (!token || !isLedgerNode(node)) return;
  if (clock.kind === 'ledger') leave(step, token.id, 'expired');
  else passLedgerClock(step, clock, token, node);
}

/** C05, C17: nobody answered in time. A question for information first gives the desk its tries, when it has any. */
function expireWindow(step: Step, clock: Clock): void {
  const token = step.s.tokens.find((t) => clock.id.startsWith(`${t.id}.`));
  if (!token) return;
  const node = nodeAt(step, token.node);
  if (node.kind === 'ask' && node.question === 'info' && node.tries) {
    patchToken(step, token.id, { data: { ...token.data, windowOver: true, tries: 0, triedOn: [] } });
    emit(step, 'limitPassed', { node: node.id, data: { clock: clock.id } });
    for (const role of node.roles.filter((r) => r !== 'citizen'))
      tell(step, 'triesDue', { to: 'desk', role, district: null }, { node: node.id });
    return;
  }
  if (node.kind === 'ask' && node.question === 'rating') step.s.answer = 'none';
  leave(step, token.id, 'expired');
}
