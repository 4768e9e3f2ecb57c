import type { CommandData, CommandName } from './command';
import { shareFor, unitRoles } from './commands-of-units';
import type { Actor, CommandInput } from './input';
import { continueLedger, isLedgerNode, isOnLedger, notePlan, patchLedger, planUnit, reachMilestone, sharesOn } from './ledger';
import { nodesFor, takeOutcome } from './outcomes';
import { isOpen } from './share-states';
import { emit, refuse, tell, type Refusal, type Step } from './step';
import type { Token } from './state';
import type { Json } from '../text';
import { leave } from './walk';
import type { Role } from './words';

/** 挂账 by command: the unit proposes its plan, supervision approves it (C21) and reviews it (C22). */

const supervision: readonly Role[] = ['districtSupervision', 'citySupervision'];
const has = (actor: Actor, roles: readonly Role[]): boolean => actor.roles.some((role) => roles.includes(role));

/** A unit speaks for its own plan; a supervision body's people supervise. */
const isUnits = (actor: Actor): boolean => actor.unit !== null && has(actor, unitRoles) && !has(actor, supervision);

/** Where a case that units handle may be put on the ledger: the drawing has a way `ledger` from there. */
export const ledgerPlace = (step: Step): Token | undefined =>
  step.s.tokens.find(({ node }) => step.desk.plan.flow.next[node]?.outcomes['ledger'] !== undefined);

/** C21. A unit's head or liaison proposes; supervision approves, or decides it at the second "not solved" (C19). */
export function openLedger(step: Step, command: CommandInput): Refusal | null {
  if (isUnits(command.actor)) return propose(step, command);
  if (nodesFor(step, 'openLedger').length > 0) return takeOutcome(step, command);
  if (!has(command.actor, supervision))
    return refuse('FORBIDDEN', `the ledger is for ${supervision.join(', ')}`, { roles: [...supervision] });
  const token = ledgerPlace(step);
  if (!token) return refuse('NOT_ALLOWED_IN_STATE', `nothing is put on the ledger in ${step.s.stage}`);
  const shares = step.s.assignments.filter((a) => a.node === token.node && isOpen(a));
  if (shares.some((a) => a.state === 'RETURN_REQUESTED'))
    return refuse('NOT_ALLOWED_IN_STATE', 'a return is asked: decide it first');
  const no = notePlan(step, token.node, command.data, 'OPEN');
  if (no) return no;
  emit(step, 'ledgerOpened', { node: token.node, data: planIn(step) });
  leave(step, token.id, 'ledger');
  return null;
}

function planIn({ s }: Step): Record<string, Json> {
  const { plan, milestones = [], headSignature } = s.ledger ?? {};
  return {
    plan: plan ?? null,
    headSignature: headSignature ?? null,
    milestones: milestones.map(({ what, date }) => ({ what, date })),
  };
}

function propose(step: Step, command: CommandInput): Refusal | null {
  const { actor } = command;
  const token = ledgerPlace(step);
  if (!token) return refuse('NOT_ALLOWED_IN_STATE', `nothing is put on the ledger in ${step.s.stage}`);
  const share = step.s.assignments.find((a) => a.node === token.node && isOpen(a) && a.unit === actor.unit);
  if (!share || share.parentAssignment !== null)
    return refuse('FORBIDDEN_UNIT', `${actor.unit ?? ''} has no share here to put on the ledger`);
  const no = notePlan(step, token.node, command.data, 'PROPOSED');
  if (no) return no;
  emit(step, 'ledgerProposed', { assignment: share.id, unit: share.unit, data: planIn(step) });
  const values = { assignment: share.id, unit: share.unit };
  tell(step, 'ledgerProposed', { to: 'desk', role: 'districtSupervision', district: null }, values);
  return null;
}

/** C22. The unit reports how far it is; supervision lets it go on, or takes it off: a milestone is reached, or it is refused. */
export function reviewLedger(step: Step, command: CommandInput): Refusal | null {
  const token = step.s.tokens.find(({ node }) => isLedgerNode(step.desk.plan.flow.nodes[node]));
  const node = step.desk.plan.flow.nodes[token?.node ?? ''];
  if (!token || !isLedgerNode(node) || !isOnLedger(step)) return refuse('NOT_ALLOWED_IN_STATE', 'it is not on the ledger');
  const data = command.data as CommandData<'reviewLedger'>;
  if (isUnits(command.actor)) return report(step, command, data);
  if (!has(command.actor, supervision))
    return refuse('FORBIDDEN', `the ledger is reviewed by ${supervision.join(', ')}`, { roles: [...supervision] });
  const outcome = data.outcome ?? 'continue';
  const no = outcome === 'reached' ? reachMilestone(step, data.milestone) : null;
  if (no) return no;
  emit(step, 'ledgerReviewed', {
    node: node.id,
    data: { outcome, milestone: data.milestone ?? null, remark: data.remark ?? null },
  });
  if (outcome === 'continue') continueLedger(step, token, node);
  else leave(step, token.id, outcome);
  return null;
}

function report(step: Step, { actor }: CommandInput, data: CommandData<'reviewLedger'>): Refusal | null {
  const own = planUnit(step, step.s.ledger?.node ?? '');
  if (own?.unit !== actor.unit)
    return refuse('FORBIDDEN_UNIT', `the plan is ${own?.unit ?? 'nobody'}'s`, { unit: own?.unit ?? null });
  if (data.outcome === 'refused') return refuse('FORBIDDEN', 'supervision refuses a plan, not its unit');
  patchLedger(step, { report: { at: step.at, by: actor.id } });
  const { outcome = 'continue', milestone = null, remark = null } = data;
  emit(step, 'ledgerReported', { assignment: own.id, unit: own.unit, data: { outcome, milestone, remark } });
  tell(
    step,
    'ledgerReported',
    { to: 'desk', role: 'districtSupervision', district: null },
    { unit: own.unit, assignment: own.id },
  );
  return null;
}

/** What a share on the ledger does not take: its review comes first. */
const held: ReadonlySet<CommandName> = new Set<CommandName>([
  'reply',
  'requestReturn',
  'requestExtension',
  'requestInfo',
  'overrideJoint',
  'dispatch',
  'reassign',
  'pause',
  'resume',
]);

export function heldByLedger(step: Step, command: CommandInput): Refusal | null {
  if (!isOnLedger(step) || !held.has(command.name)) return null;
  const found = shareFor(step, command);
  const beside = 'share' in found && !sharesOn(step).some((a) => a.id === found.share.id);
  return beside ? null : refuse('NOT_ALLOWED_IN_STATE', 'it is on the ledger: its review comes first');
}

/** Whether the lists should offer such a command to this unit's people or to the desk. */
export const isHeldFor = (step: Step, name: CommandName, unit: string | null): boolean =>
  isOnLedger(step) &&
  held.has(name) &&
  !step.s.assignments.some((a) => a.unit === unit && isOpen(a) && a.node !== step.s.ledger?.node);
