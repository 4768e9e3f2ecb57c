import type { NodeOf } from '../flow/document';
import { activeUnits, conflictFilter } from '../directory';
import type { DirectorySlice } from '../directory/unit';
import {
  capOfReplacement,
  capOfRestored,
  dueFromAbove,
  extendPromiseFor,
  restartReplyClock,
  startReplyClock,
  startShareClocks,
  stopClockNow,
  unitClock,
} from './clocks';
import { isPaused, resumeShare } from './pauses';
import { hasReplied, isGone, isOpen } from './share-states';
import { type EventParts, emit, gradeOf, listFact, nextId, patchAssignment, setFacts, tell, textFact, type Step } from './step';
import type { Assignment, Token } from './state';
import { grades } from './words';

/** Shares (转办件): one unit's part of a case, from dispatch to acceptance (DOMAIN 2.4). */

export const sharesAt = (step: Step, node: string): Assignment[] => step.s.assignments.filter((a) => a.node === node);

type Share = {
  unit: string;
  role: Assignment['role'];
  required: boolean;
  replaces: Assignment | null;
  forIntake: string | null;
  /** T06: passed on by a level-1 unit, due at the latest then. */
  below?: { parent: string; dueAt: string };
};

/** Gives the case to units (C12): conflict filter and active units first; each share with its own clocks. */
export function dispatchShares(
  step: Step,
  token: Token,
  node: NodeOf<'assign'>,
  slice: DirectorySlice,
  wanted: string[],
  lead: string | null,
): boolean {
  const allowed = conflictFilter(slice, wanted, listFact(step.s, 'accused'));
  const { active, inactive } = activeUnits(slice, allowed.units);
  if (allowed.removed.length + inactive.length > 0) {
    emit(step, 'escalationFallback', { node: node.id, data: { removed: allowed.removed, inactive, fallback: allowed.fallback } });
  }
  if (active.length === 0) return false;
  const first = lead !== null && active.includes(lead) ? lead : active[0];
  for (const unit of active) {
    addShare(step, token, node, {
      unit,
      role: unit === first ? 'lead' : 'joint',
      required: node.required,
      replaces: null,
      forIntake: null,
    });
  }
  return true;
}

/**
 * V and M are grades of orders, not of a unit's share: one that comes of such an issue is general. So is one that a dispute adds,
 * unless the grade is higher (DOMAIN 2.9).
 */
function gradeOfShare(step: Step): Assignment['grade'] {
  const grade = gradeOf(step);
  const { defaultGrade } = step.desk.plan.policy;
  if (grade === 'V' || grade === 'M') return defaultGrade;
  return step.s.facts['disputed'] === true && grades.indexOf(grade) > grades.indexOf(defaultGrade) ? defaultGrade : grade;
}

/** One more share: a first dispatch, a replacement (R4), or what a merged intake adds (C09). */
export function addShare(step: Step, token: Pick<Token, 'id'>, node: NodeOf<'assign'>, share: Share): Assignment {
  const designated = step.s.acceptedReturns >= step.desk.plan.policy.returns.designateAfter;
  const made: Assignment = {
    id: nextId(step, 'a'),
    node: node.id,
    token: token.id,
    unit: share.unit,
    lane: node.lane,
    role: share.role,
    required: share.required,
    state: 'DISPATCHED',
    cycle: step.s.cycle,
    grade: gradeOfShare(step),
    parentAssignment: share.below?.parent ?? null,
    forIntake: share.forIntake,
    dispatchedAt: step.at,
    signedAt: null,
    signedBySystem: false,
    contactedAt: null,
    designated,
    return: null,
    extension: null,
    extensionsGranted: 0,
    reply: null,
    replyPending: false,
    overridden: false,
    onClose: share.below ? 'cancel' : node.onClose,
  };
  step.s.assignments = [...step.s.assignments, made];
  const replacing = share.replaces !== null || (step.s.acceptedReturns > 0 && share.forIntake === null);
  startShareClocks(step, made, share.required ? capOf(step, replacing) : null);
  if (share.below) dueFromAbove(step, made, share.below.dueAt);
  emit(step, 'dispatched', {
    node: node.id,
    assignment: made.id,
    unit: made.unit,
    data: { role: made.role, required: made.required, lane: made.lane, ...(share.below ? { under: share.below.parent } : {}) },
  });
  if (designated) emit(step, 'designated', { assignment: made.id, unit: made.unit, data: { because: 'acceptedReturns' } });
  if (replacing && share.required) extendPromiseFor(step, made);
  tell(step, 'dispatched', { to: 'unit', unit: made.unit, as: 'liaison' }, { assignment: made.id });
  return made;
}

/** R4: a replacement is due with the promise; so is the first dispatch of an un-merged issue (C25). */
function capOf(step: Step, replacing: boolean): ReturnType<typeof capOfReplacement> {
  if (replacing) return capOfReplacement(step);
  return step.s.unmergedAt !== null && step.s.cycle === 1 ? capOfRestored(step) : null;
}

/**
 * Shares of an earlier cycle go on instead of a new dispatch: after a rework (C19) or a reopening (C24) the lead's share (or
 * the units supervision named) with a new due from the instant the cycle began; after returned replies (C15) they are open already.
 */
export function reopenShares(step: Step, token: Token, node: NodeOf<'assign'>): boolean {
  const here = sharesAt(step, node.id).filter((a) => a.parentAssignment === null);
  if (here.some((a) => isOpen(a) && a.cycle === step.s.cycle)) {
    rebind(step, here, token.id);
    return true;
  }
  if (here.some((a) => a.cycle === step.s.cycle)) return false;
  const done = here.filter((a) => reopenable.includes(a.state));
  const named = listFact(step.s, 'reworkUnits');
  const again = done.filter((a) => (named.length > 0 ? named.includes(a.unit) : a.role === 'lead'));
  for (const share of again.length > 0 ? again : done.slice(0, 1)) reopenShare(step, share, token.id);
  return done.length > 0;
}

/** What a new cycle goes on with; a share that was given back or replaced is another unit's now. */
export const reopenable: readonly Assignment['state'][] = ['REPLIED', 'ACCEPTED', 'CANCELLED'];

function rebind(step: Step, shares: Assignment[], token: string): void {
  for (const share of shares) patchAssignment(step, share.id, { token });
}

function reopenShare(step: Step, share: Assignment, token: string): void {
  const next: Assignment = {
    ...share,
    state: 'IN_PROGRESS',
    cycle: step.s.cycle,
    token,
    reply: null,
    extension: null,
    replyPending: false,
    overridden: false,
  };
  patchAssignment(step, share.id, next);
  startReplyClock(step, next, 'rework', textFact(step.s, 'cycleFrom') ?? step.at);
  tell(step, 'reworkStarted', { to: 'unit', unit: share.unit, as: 'liaison' }, { assignment: share.id, cycle: step.s.cycle });
}

/** Whether the node's join policy is met (C14, T08): assist never blocks, an overridden joint unit no longer does. */
export function joinSatisfied(step: Step, node: NodeOf<'assign'>): boolean {
  const live = sharesAt(step, node.id).filter((a) => a.role !== 'assist' && !isGone(a));
  const waitedFor = node.required ? live.filter((a) => a.required) : live;
  if (waitedFor.length === 0) return false;
  if (node.join === 'any') return waitedFor.some(hasReplied);
  const lead = waitedFor.find((a) => a.role === 'lead');
  if (node.join === 'lead' && lead) return hasReplied(lead) && !lead.replyPending;
  return waitedFor.every((a) => hasReplied(a) || a.overridden);
}

/** Joint units whose reply a lead still waits for (T08). */
export function outstandingJoint(step: Step, lead: Assignment): Assignment[] {
  return sharesAt(step, lead.node).filter(
    (a) => a.role === 'joint' && a.required && isOpen(a) && !a.overridden && a.id !== lead.id,
  );
}

/** T09 with C16: every reply of the cycle is accepted. */
export function acceptReplies(step: Step, told: EventParts): void {
  for (const share of step.s.assignments.filter((a) => a.state === 'REPLIED')) {
    patchAssignment(step, share.id, { state: 'ACCEPTED' });
    emit(step, 'replyAccepted', { ...told, assignment: share.id, unit: share.unit });
  }
}

/** T09 with C15: the lead's reply goes back with its defects; its clock runs on to the same due. */
export function returnReplies(step: Step, told: EventParts): void {
  for (const share of step.s.assignments.filter((a) => a.state === 'REPLIED' && a.parentAssignment === null)) {
    patchAssignment(step, share.id, { state: 'IN_PROGRESS', replyPending: false });
    restartReplyClock(step, share);
    emit(step, 'replyReturned', { ...told, assignment: share.id, unit: share.unit });
    tell(step, 'replyReturned', { to: 'unit', unit: share.unit, as: 'liaison' }, { assignment: share.id });
  }
}

/** A share ends without a reply: returned, replaced or cancelled; its clocks stop, and the promise that it paused goes on. */
export function endShare(step: Step, share: Assignment, state: 'RETURNED' | 'REASSIGNED' | 'CANCELLED'): void {
  if (isPaused(step, share)) resumeShare(step, share, 'shareEnded');
  patchAssignment(step, share.id, { state });
  for (const kind of ['sign', 'contact', 'reply', 'returnWindow', 'adjudicate', 'extension', 'question'] as const)
    stopClockNow(step, unitClock(share.id, kind));
  endBelow(step, share);
}

/** T06: what was passed on ends with the share it was passed on from; its reply, or its going, speaks for those below. */
export function endBelow(step: Step, share: Assignment): void {
  for (const below of step.s.assignments.filter((a) => a.parentAssignment === share.id && isOpen(a))) {
    endShare(step, below, 'CANCELLED');
    tell(step, 'shareCancelled', { to: 'unit', unit: below.unit, as: 'liaison' }, { assignment: below.id });
  }
}

/** A new cycle of work: its limits count from the callback (C18) or the reopening (C24). */
export function beginCycle(step: Step, from: string, units: string[] = []): void {
  step.s.cycle += 1;
  setFacts(step, { cycleFrom: from, reworkUnits: units });
}
