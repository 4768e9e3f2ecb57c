import { clockOf, extendOne, startShareClock, stopClockNow, unitClock } from './clocks';
import { isPaused, resumeShare } from './pauses';
import type { CommandData } from './command';
import type { Actor, CommandInput } from './input';
import { hasReplied, isOpen, openStates, workingStates } from './share-states';
import { endBelow, endShare, outstandingJoint } from './shares';
import { emit, patchAssignment, refuse, setFacts, tell, type Refusal, type Step } from './step';
import type { Assignment } from './state';
import type { AssignmentState } from './words';
import { replaceUnit, routeAgain, settleReplies } from './routing';
import { extensionRefusal, isInTime } from '../deadline';
import type { Json } from '../text';

/** What units do with their share (T01–T08), and what dispatcher and supervision decide about it. */

type Found = { share: Assignment } | { no: Refusal };
type Data = { assignment?: string | undefined };

/** The share a command means: the one it names, else the actor's unit's open one, else the only open one. */
export function shareFor(step: Step, command: CommandInput, wanted: (share: Assignment) => boolean = isOpen): Found {
  const named = (command.data as Data).assignment;
  const open = step.s.assignments.filter(wanted);
  const share =
    named !== undefined
      ? step.s.assignments.find((a) => a.id === named)
      : (open.find((a) => a.unit === command.actor.unit) ??
        (command.actor.unit === null && open.length === 1 ? open[0] : undefined));
  if (named !== undefined && !share) return { no: refuse('NOT_FOUND', `no assignment ${named}`) };
  return share ? { share } : { no: noneOpen(step, command.actor) };
}

const noneOpen = (step: Step, actor: Actor): Refusal =>
  actor.unit !== null && step.s.assignments.length > 0 && !step.s.assignments.some((a) => a.unit === actor.unit)
    ? refuse('FORBIDDEN_UNIT', `${actor.unit} has no share in this issue`)
    : refuse('NOT_ALLOWED_IN_STATE', 'no share of this unit is open');

/** Checks unit, role and state of a unit's command on its share. */
export function ownShare(step: Step, command: CommandInput, roles: Actor['roles'], states: readonly AssignmentState[]): Found {
  if (!command.actor.roles.some((r) => roles.includes(r)))
    return { no: refuse('FORBIDDEN', `${command.name} is for ${roles.join(', ')}`) };
  const found = shareFor(step, command);
  if ('no' in found) return found;
  const { share } = found;
  if (share.unit !== command.actor.unit)
    return { no: refuse('FORBIDDEN_UNIT', `${share.id} is ${share.unit}'s`, { unit: share.unit }) };
  return states.includes(share.state)
    ? found
    : { no: refuse('NOT_ALLOWED_IN_STATE', `${share.id} is ${share.state}`, { state: share.state }) };
}

export const unitRoles: Actor['roles'] = ['unitLiaison', 'unitHead', 'handler'];

export function sign(step: Step, command: CommandInput): Refusal | null {
  const found = ownShare(step, command, unitRoles, ['DISPATCHED']);
  if ('no' in found) return found.no;
  signShare(step, found.share, false);
  return null;
}

/** T01: by the unit, or by the system when the sign clock ran out, also while a return is asked (T03: it stops no clock). */
export function signShare(step: Step, share: Assignment, bySystem: boolean): void {
  const signed = { signedAt: step.at, signedBySystem: bySystem };
  const asked = share.state === 'RETURN_REQUESTED';
  patchAssignment(step, share.id, asked ? { ...signed, stateBeforeReturn: 'SIGNED' } : { ...signed, state: 'SIGNED' });
  // a missed sign clock has more to do at the same instant: for A, the chief and the whistle (R8)
  if (!bySystem) stopClockNow(step, unitClock(share.id, 'sign'));
  emit(step, bySystem ? 'signedBySystem' : 'signed', { assignment: share.id, unit: share.unit });
}

/** T05: the first contact counts, with its proof; later ones are noted. */
export function contact(step: Step, command: CommandInput): Refusal | null {
  const found = ownShare(step, command, unitRoles, openStates);
  if ('no' in found) return found.no;
  const { share } = found;
  const data = command.data as CommandData<'contact'>;
  if (share.state === 'DISPATCHED') signShare(step, share, false);
  if (data.reached) meetContact(step, share);
  emit(step, data.reached ? 'contacted' : 'contactTried', {
    assignment: share.id,
    unit: share.unit,
    data: { proof: data.proof ?? null, note: data.note ?? null },
  });
  return null;
}

function meetContact(step: Step, share: Assignment): void {
  if (share.contactedAt !== null) return;
  const state = share.state === 'IN_PROGRESS' || share.state === 'RETURN_REQUESTED' ? share.state : 'CONTACTED';
  patchAssignment(step, share.id, { state, contactedAt: step.at });
  stopClockNow(step, unitClock(share.id, 'contact'));
}

/** T02, T04: within the window, unless designated; the window's end takes precedence. */
export function requestReturn(step: Step, command: CommandInput): Refusal | null {
  const found = ownShare(step, command, ['unitLiaison', 'unitHead'], ['DISPATCHED', 'SIGNED']);
  if ('no' in found) return returnsLate(step, command) ?? found.no;
  const { share } = found;
  if (share.parentAssignment !== null) return refuse('FORBIDDEN', 'only a level-1 unit returns a share (T02)');
  const late = windowClosed(step, share);
  if (late) return late;
  if (share.designated) return refuse('DESIGNATED', `${share.unit} is designated`, { unit: share.unit });
  if (step.desk.plan.policy.returns.handleFirst.includes(share.grade))
    return refuse('NOT_ALLOWED_IN_STATE', `grade ${share.grade} is handled first, disputed later`, { grade: share.grade });
  const { reason, basis, suggestedUnit } = command.data as CommandData<'requestReturn'>;
  const request = { at: step.at, by: command.actor.id, reason, basis, suggestedUnit: suggestedUnit ?? null, decision: null };
  patchAssignment(step, share.id, { state: 'RETURN_REQUESTED', stateBeforeReturn: share.state, return: request });
  startShareClock(step, share, 'adjudicate');
  emit(step, 'returnRequested', {
    assignment: share.id,
    unit: share.unit,
    data: { reason, basis, suggestedUnit: suggestedUnit ?? null },
  });
  tell(step, 'returnRequested', { to: 'desk', role: 'dispatcher', district: null }, { assignment: share.id, unit: share.unit });
  return null;
}

/** A share that has moved on (contacted, in progress) is past returning too: say the window, which comes first. */
function returnsLate(step: Step, command: CommandInput): Refusal | null {
  const found = shareFor(step, command);
  return 'share' in found && found.share.unit === command.actor.unit ? windowClosed(step, found.share) : null;
}

function windowClosed(step: Step, share: Assignment): Refusal | null {
  const window = clockOf(step, unitClock(share.id, 'returnWindow'));
  if (!window || (window.status !== 'expired' && isInTime(window, step.at))) return null;
  return refuse('RETURN_WINDOW_CLOSED', `returns were possible until ${window.dueAt}`, { until: window.dueAt });
}

/** T03, C13: accepted, the share ends and a named unit replaces it, or the case goes back to routing; refused, it is designated. */
export function decideReturn(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.some((r) => ['dispatcher', 'districtSupervision', 'citySupervision'].includes(r)))
    return refuse('FORBIDDEN', 'returns are decided by the dispatcher');
  const found = shareFor(step, command, (a) => a.state === 'RETURN_REQUESTED');
  if ('no' in found) return 'assignment' in command.data ? found.no : refuse('NOT_ALLOWED_IN_STATE', 'no return is asked');
  const { share } = found;
  if (share.state !== 'RETURN_REQUESTED' || !share.return) return refuse('NOT_ALLOWED_IN_STATE', `${share.id} is ${share.state}`);
  const { accept, unit } = command.data as CommandData<'decideReturn'>;
  if (!accept) refuseReturn(step, share, 'refused');
  else acceptReturn(step, share, unit ?? null);
  return null;
}

/** A refused return, or one nobody decided in time (T03): back to work, and designated from now on (T04). */
export function refuseReturn(step: Step, share: Assignment, how: 'refused' | 'expired'): void {
  patchAssignment(step, share.id, {
    state: share.stateBeforeReturn ?? 'SIGNED',
    designated: true,
    return: share.return && { ...share.return, decision: how },
  });
  stopClockNow(step, unitClock(share.id, 'adjudicate'));
  emit(step, 'returnRefused', { assignment: share.id, unit: share.unit, data: { how } });
  emit(step, 'designated', { assignment: share.id, unit: share.unit, data: { because: 'returnRefused' } });
  tell(step, 'returnRefused', { to: 'unit', unit: share.unit, as: 'liaison' }, { assignment: share.id });
  if (how === 'expired')
    tell(step, 'returnUndecided', { to: 'desk', role: 'citySupervision', district: null }, { assignment: share.id });
}

function acceptReturn(step: Step, share: Assignment, unit: string | null): void {
  step.s.acceptedReturns += 1;
  endShare(step, share, 'RETURNED');
  patchAssignment(step, share.id, { return: share.return && { ...share.return, decision: 'accepted' } });
  emit(step, 'returnAccepted', { assignment: share.id, unit: share.unit, data: { unit } });
  setFacts(step, { suggestedUnit: share.return?.suggestedUnit ?? null });
  if (unit !== null) replaceUnit(step, share, unit);
  else routeAgain(step, share);
}

/** T07: before the due, at most so often and so long, for grades that may. */
export function requestExtension(step: Step, command: CommandInput): Refusal | null {
  const found = ownShare(step, command, ['unitLiaison', 'unitHead'], workingStates);
  if ('no' in found) return found.no;
  const { share } = found;
  if (share.parentAssignment !== null)
    return refuse('FORBIDDEN', 'the time of a level-2 unit is its level-1 unit’s to give (T06)');
  const { length, reason } = command.data as CommandData<'requestExtension'>;
  const clock = clockOf(step, unitClock(share.id, 'reply'));
  const policy = step.desk.plan.policy;
  const code = clock ? extensionRefusal(policy, share.grade, clock, { at: step.at, length }) : 'NOT_ALLOWED_IN_STATE';
  if (code)
    return refuse(code, `no such extension of ${share.id}`, {
      dueAt: clock?.dueAt ?? null,
      rule: { ...policy.extensions.grades[share.grade] } as Json,
    });
  if (share.extension && share.extension.decision === null)
    return refuse('NOT_ALLOWED_IN_STATE', 'an extension is already asked');
  patchAssignment(step, share.id, { extension: { at: step.at, by: command.actor.id, length, reason, decision: null } });
  startShareClock(step, share, 'extension');
  emit(step, 'extensionRequested', { assignment: share.id, unit: share.unit, data: { length, reason } });
  tell(
    step,
    'extensionRequested',
    { to: 'desk', role: 'districtSupervision', district: null },
    { assignment: share.id, unit: share.unit },
  );
  return null;
}

export function decideExtension(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.some((r) => ['districtSupervision', 'citySupervision', 'dispatcher'].includes(r)))
    return refuse('FORBIDDEN', 'extensions are decided by supervision');
  const found = shareFor(step, command, (a) => a.extension !== null && isOpen(a));
  if ('no' in found) return refuse('NOT_ALLOWED_IN_STATE', 'no extension is asked');
  const { share } = found;
  const clock = clockOf(step, unitClock(share.id, 'reply'));
  if (!share.extension) return refuse('NOT_ALLOWED_IN_STATE', 'no extension is asked');
  const { approve } = command.data as CommandData<'decideExtension'>;
  if (share.extension.decision === 'lapsed' || (clock && !isInTime(clock, step.at)))
    return refuse('EXTENSION_AFTER_DUE', `the request lapsed at ${clock?.dueAt ?? 'the due'}`);
  if (share.extension.decision !== null) return refuse('NOT_ALLOWED_IN_STATE', 'the extension is already decided');
  stopClockNow(step, unitClock(share.id, 'extension'));
  if (approve) approveExtension(step, share);
  else emit(step, 'extensionRefused', { assignment: share.id, unit: share.unit });
  patchAssignment(step, share.id, { extension: { ...share.extension, decision: approve ? 'approved' : 'refused' } });
  return null;
}

function approveExtension(step: Step, share: Assignment): void {
  if (!share.extension) return;
  emit(step, 'extensionApproved', { assignment: share.id, unit: share.unit, data: { length: share.extension.length } });
  extendOne(step, unitClock(share.id, 'reply'), share.extension.length);
  patchAssignment(step, share.id, { extensionsGranted: share.extensionsGranted + 1 });
  for (const intake of step.s.intakes)
    tell(step, 'extended', { to: 'resident', intake: intake.no }, { unit: share.unit }, intake.channel);
}

/** T08: the head signs the reply. A lead's waits for its joint units: accepted, kept as pending, its clock stops (202). */
export function reply(step: Step, command: CommandInput): Refusal | null {
  const found = ownShare(step, command, ['unitHead'], workingStates);
  if ('no' in found) return found.no;
  const { share } = found;
  const { assignment: _named, result, longTerm, ...form } = command.data as CommandData<'reply'>;
  if (share.state === 'DISPATCHED') signShare(step, share, false);
  if (isPaused(step, share)) resumeShare(step, share, 'replied');
  const waitsFor = share.role === 'lead' ? outstandingJoint(step, share) : [];
  const lasting = longTerm === true ? { longTerm } : {};
  const made = { at: step.at, by: command.actor.id, form, result: result ?? 'RESOLVED', ...lasting };
  patchAssignment(step, share.id, { state: 'REPLIED', reply: made, replyPending: waitsFor.length > 0 });
  stopClockNow(step, unitClock(share.id, 'reply'));
  for (const kind of ['extension', 'question']) stopClockNow(step, unitClock(share.id, kind));
  if (share.contactedAt === null) stopClockNow(step, unitClock(share.id, 'contact'));
  const pending = waitsFor.map((a) => a.unit);
  emit(step, pending.length > 0 ? 'replyPending' : 'replied', {
    assignment: share.id,
    unit: share.unit,
    data: {
      ...form,
      ...lasting,
      result: made.result,
      ...(pending.length > 0 ? { openUnits: pending } : {}),
      ...repliesBelow(step, share),
    },
  });
  tellAbove(step, share);
  endBelow(step, share);
  if (pending.length > 0) setFacts(step, { pendingJoint: pending });
  settleReplies(step, share);
  return null;
}

/** T06: a level-1 unit's reply speaks for the units below it that have replied. */
function repliesBelow({ s }: Step, share: Assignment): Record<string, Json> {
  const below = s.assignments.filter((a) => a.parentAssignment === share.id && hasReplied(a)).map((a) => a.unit);
  return below.length > 0 ? { aggregates: below } : {};
}

function tellAbove(step: Step, share: Assignment): void {
  const above = step.s.assignments.find((a) => a.id === share.parentAssignment);
  if (!above) return;
  for (const as of ['liaison', 'head'] as const)
    tell(step, 'repliedBelow', { to: 'unit', unit: above.unit, as }, { assignment: above.id, unit: share.unit });
}

/** T08: the lead's head takes the joint units out of the way, with a reason; they keep their clocks and cards. */
export function overrideJoint(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.includes('unitHead')) return refuse('FORBIDDEN', "overriding is the lead head's");
  const lead = step.s.assignments.find((a) => a.role === 'lead' && (isOpen(a) || hasReplied(a)) && a.unit === command.actor.unit);
  if (!lead) return refuse('FORBIDDEN_UNIT', 'only the lead unit overrides');
  const open = outstandingJoint(step, lead);
  if (open.length === 0) return refuse('NOT_ALLOWED_IN_STATE', 'no joint unit is outstanding');
  for (const joint of open) patchAssignment(step, joint.id, { overridden: true });
  emit(step, 'jointOverridden', {
    assignment: lead.id,
    unit: lead.unit,
    data: { openUnits: open.map((a) => a.unit), reason: (command.data as CommandData<'overrideJoint'>).reason },
  });
  settleReplies(step, lead);
  return null;
}
