import type { DirectorySlice } from '../directory/unit';
import type { NodeOf } from '../flow/document';
import { activeUnits, conflictFilter } from '../directory';
import type { Facts } from '../text';
import { addShare, dispatchShares, endShare, joinSatisfied, outstandingJoint, sharesAt } from './shares';
import { isGone, isOpen } from './share-states';
import { askOutside, emit, listFact, patchAssignment, setFacts, textFact, type Step } from './step';
import type { Assignment, PendingAsk } from './state';
import { leave, nodeAt } from './walk';

/** Giving work to units once the directory has answered, and giving it to others when a unit drops out. */

const lookUp = (step: Step, units: string[]) => (id: string) => ({
  id,
  kind: 'lookUp' as const,
  units: [...new Set([...units, ...listFact(step.s, 'accused')])],
  district: textFact(step.s, 'district'),
});

/** A unit named in another's place (C13 with a named unit, C27): looked up first, for the filter and its state. */
export function replaceUnit(step: Step, share: Assignment, unit: string): void {
  askOutside(step, 'dispatch', share.token, { units: [unit], lead: null, replaces: share.id }, lookUp(step, [unit]));
}

/**
 * C13: no open share is left, so the case goes back to routing, with whatever joint units have answered. Otherwise the others go
 * on without it; so does a lead who has replied in this cycle and waited for just this one (T08).
 */
export function routeAgain(step: Step, share: Assignment): void {
  const token = step.s.tokens.find((t) => t.node === share.node);
  const node = nodeAt(step, share.node);
  if (!token || node.kind !== 'assign') return;
  const others = sharesAt(step, share.node);
  const leadReplied = others.some((a) => a.role === 'lead' && a.state === 'REPLIED');
  if (leadReplied || others.some(isOpen)) return settleReplies(step, share);
  if (share.required) leave(step, token.id, 'returned');
}

/** After a reply, an override or a return: a pending lead's reply takes effect, and a satisfied join lets the token on (C14). */
export function settleReplies(step: Step, share: Assignment): void {
  for (const lead of step.s.assignments.filter((a) => a.node === share.node && a.replyPending)) {
    if (outstandingJoint(step, lead).length > 0) continue;
    patchAssignment(step, lead.id, { replyPending: false });
    emit(step, 'replied', { assignment: lead.id, unit: lead.unit, data: { wasPending: true } });
  }
  const node = nodeAt(step, share.node);
  const token = step.s.tokens.find((t) => t.node === share.node);
  if (token && node.kind === 'assign' && joinSatisfied(step, node)) leave(step, token.id, 'replied');
}

/** C09: what a merged intake adds: a unit that the case does not have yet, with its own clocks from its own dispatch. */
export function addUnits(step: Step, units: string[], forIntake: string): void {
  const known = new Set(step.s.assignments.filter((a) => !isGone(a)).map((a) => a.unit));
  const wanted = units.filter((u) => !known.has(u));
  if (wanted.length === 0) return;
  const place = placeOfShares(step);
  if (!place) return joinLater(step, wanted, forIntake);
  const data = { units: wanted, lead: null, adds: forIntake, node: place.node };
  askOutside(step, 'dispatch', place.token, data, lookUp(step, wanted));
}

/** A case not routed yet keeps the units for its dispatch, and for whom each came (C25 takes them away again). */
function joinLater(step: Step, wanted: string[], forIntake: string): void {
  const by = (step.s.facts['mergedBy'] ?? {}) as Record<string, string>;
  const joined = listFact(step.s, 'mergedUnits');
  setFacts(step, {
    mergedUnits: [...new Set([...joined, ...wanted])],
    mergedBy: { ...Object.fromEntries(wanted.map((unit) => [unit, forIntake])), ...by },
  });
}

/** Where a routed case has its shares: the step it stands at, else the one its last share came from (in review, at callback). */
function placeOfShares(step: Step): { token: string; node: string } | null {
  const here = step.s.tokens.find((t) => isHandling(step, t.node));
  if (here) return { token: here.id, node: here.node };
  const last = step.s.assignments.findLast((a) => a.required);
  return last && step.s.stage !== 'ROUTING' ? { token: last.token, node: last.node } : null;
}

/** The share that the case waits for; a follow-up beside it takes in nobody. */
function isHandling(step: Step, id: string): boolean {
  const node = nodeAt(step, id);
  return node.kind === 'assign' && node.required;
}

/** C09: a merged intake that names no unit itself is asked of the routing table, so that its place can name one. */
export function routeJoined(step: Step, from: string, facts: Facts): void {
  const named = unitsIn(facts);
  if (named.length > 0) return addUnits(step, named, from);
  const router = Object.values(step.desk.plan.flow.nodes).find((n) => n.kind === 'decide' && n.event === 'routed');
  if (router?.kind !== 'decide') return;
  const { decision } = router;
  askOutside(step, 'routeJoined', null, { from }, (id) => ({ id, kind: 'decide', decision, facts }));
}

/** The units that facts or a table's outputs name: the list, else the one. */
export const unitsIn = ({ units, unit }: Facts): string[] =>
  (Array.isArray(units) ? units : [unit]).filter((u): u is string => typeof u === 'string');

/** The directory's answer to a dispatch. Nobody left to give it to means the dispatcher, never a drop (C12). */
export function dispatchAnswered(step: Step, ask: PendingAsk, slice: DirectorySlice): void {
  if (typeof ask.data['adds'] === 'string') return addShares(step, ask, slice, ask.data['adds']);
  const token = step.s.tokens.find((t) => t.id === ask.token) ?? tokenOfShare(step, ask.data['replaces']);
  if (!token) return;
  const node = nodeAt(step, token.node);
  if (node.kind !== 'assign') return;
  const units = ask.data['units'] as string[];
  const replaced = step.s.assignments.find((a) => a.id === ask.data['replaces']);
  if (replaced) return replaceShare(step, node, token, slice, units, replaced);
  if (!dispatchShares(step, token, node, slice, units, (ask.data['lead'] as string | null) ?? null))
    leave(step, token.id, node.required ? 'returned' : 'replied');
}

const tokenOfShare = (step: Step, share: unknown) => {
  const node = step.s.assignments.find((a) => a.id === share)?.node;
  return step.s.tokens.find((t) => t.node === node);
};

function replaceShare(
  step: Step,
  node: NodeOf<'assign'>,
  token: Step['s']['tokens'][number],
  slice: DirectorySlice,
  units: string[],
  old: Assignment,
): void {
  const able = filtered(step, node, slice, units);
  if (able.length === 0) return routeAgain(step, old);
  for (const unit of able)
    addShare(step, token, node, { unit, role: old.role, required: old.required, replaces: old, forIntake: old.forIntake });
}

function addShares(step: Step, ask: PendingAsk, slice: DirectorySlice, intake: string): void {
  const node = nodeAt(step, ask.data['node'] as string);
  if (node.kind !== 'assign') return;
  for (const unit of filtered(step, node, slice, ask.data['units'] as string[]))
    addShare(step, { id: ask.token ?? '' }, node, { unit, role: 'joint', required: true, replaces: null, forIntake: intake });
}

function filtered(step: Step, node: NodeOf<'assign'>, slice: DirectorySlice, units: string[]): string[] {
  const allowed = conflictFilter(slice, units, listFact(step.s, 'accused'));
  const { active, inactive } = activeUnits(slice, allowed.units);
  if (allowed.removed.length + inactive.length > 0)
    emit(step, 'escalationFallback', { node: node.id, data: { removed: allowed.removed, inactive, fallback: allowed.fallback } });
  return active;
}

/** C27: supervision gives a share to another unit; the promise stays (R4). */
export function reassignShare(step: Step, share: Assignment, unit: string): void {
  endShare(step, share, 'REASSIGNED');
  replaceUnit(step, share, unit);
}
