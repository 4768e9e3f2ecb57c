import { promiseId, replyClocksOf, startShareClock, unitClock } from './clocks';
import { isPaused, pauseOne, resumeShare } from './pauses';
import { finish } from './closing';
import type { CommandData } from './command';
import { ownShare, shareFor, unitRoles } from './commands-of-units';
import type { CommandInput } from './input';
import { settleIncident } from './answers';
import { reckonAgain, regrade } from './reckon';
import { reassignShare } from './routing';
import { isOpen, workingStates } from './share-states';
import { alarmForGrade, emit, gradeOf, nextId, refuse, setFacts, tell, patchAssignment, type Refusal, type Step } from './step';
import type { Assignment } from './state';
import { grades, type Role } from './words';

/** What supervision may do to any open issue (C27, C28), and how the desk mends what got stuck. Every act is an event. */

export const supervision: readonly Role[] = ['districtSupervision', 'citySupervision', 'chief'];
const dispatching: readonly Role[] = [...supervision, 'dispatcher'];

export function allowed(command: CommandInput, roles: readonly Role[]): Refusal | null {
  return command.actor.roles.some((r) => roles.includes(r))
    ? null
    : refuse('FORBIDDEN', `${command.name} is for ${roles.join(', ')}`, { roles: [...roles] });
}

export const ended = (step: Step): Refusal | null =>
  step.s.closedAt === null ? null : refuse('NOT_ALLOWED_IN_STATE', `the issue is ${step.s.stage}`);

export function remind(step: Step, command: CommandInput): Refusal | null {
  const no = allowed(command, dispatching) ?? ended(step);
  if (no) return no;
  const { assignment } = command.data as CommandData<'remind'>;
  const shares = step.s.assignments.filter((a) => isOpen(a) && (assignment === undefined || a.id === assignment));
  if (shares.length === 0) return refuse('NOT_ALLOWED_IN_STATE', 'no share is open');
  for (const share of shares) {
    emit(step, 'reminded', { assignment: share.id, unit: share.unit, data: { by: 'hand' } });
    for (const as of ['liaison', 'head'] as const)
      tell(step, 'reminded', { to: 'unit', unit: share.unit, as }, { assignment: share.id });
  }
  return null;
}

/** C27: a raised grade reckons promise and open shares again from their own start (R12 forward, floor R9). */
export function raiseGrade(step: Step, command: CommandInput): Refusal | null {
  const no = allowed(command, [...supervision, 'firstReviewer']) ?? ended(step);
  if (no) return no;
  const { grade, reason } = command.data as CommandData<'grade'>;
  const from = gradeOf(step);
  if (grades.indexOf(grade) >= grades.indexOf(from))
    return refuse('INVALID_INPUT', `from ${from} only a higher grade`, { grade: from });
  setFacts(step, { grade });
  emit(step, 'graded', { data: { from, to: grade, reason } });
  alarmForGrade(step, from, grade);
  regrade(step, promiseId, grade, 'promise');
  for (const share of step.s.assignments.filter(isOpen)) {
    patchAssignment(step, share.id, { grade });
    for (const kind of ['sign', 'contact', 'reply'] as const) regrade(step, unitClock(share.id, kind), grade, kind);
  }
  return null;
}

/** R7: another edition of the calendar: every running clock is reckoned again, and told once where its due changed. */
export function applyCalendar(step: Step, command: CommandInput): Refusal | null {
  const no = allowed(command, ['calendarKeeper', 'operator']);
  if (no) return no;
  const { calendar, edition } = command.data as CommandData<'applyCalendar'>;
  if (!step.desk.calendar(calendar, edition)) return refuse('NOT_FOUND', `calendar ${calendar} has no edition ${edition} here`);
  if ((step.s.editions[calendar] ?? 0) >= edition)
    return refuse('NOT_ALLOWED_IN_STATE', `edition ${step.s.editions[calendar] ?? 0} is in use`);
  step.s.editions = { ...step.s.editions, [calendar]: edition };
  const ids = [promiseId, ...step.s.clocks.map((c) => c.id).filter((id) => id !== promiseId)];
  for (const id of ids) reckonAgain(step, id, { mode: 'all', cause: 'calendarImport' });
  return null;
}

export function reassign(step: Step, command: CommandInput): Refusal | null {
  const no = allowed(command, dispatching) ?? ended(step);
  if (no) return no;
  const found = shareFor(step, command);
  if ('no' in found) return found.no;
  if (!isOpen(found.share)) return refuse('NOT_ALLOWED_IN_STATE', `${found.share.id} is ${found.share.state}`);
  reassignShare(step, found.share, (command.data as CommandData<'reassign'>).unit);
  return null;
}

/** C27, C28: promise and the asking share's reply clock stop; sign and contact do not. Asked twice it changes nothing (R5). */
export function pause(step: Step, command: CommandInput): Refusal | null {
  const no = allowed(command, dispatching) ?? ended(step);
  if (no) return no;
  const { assignment, clock, reason, question: own } = command.data as CommandData<'pause'>;
  const share = pausedShare(step, assignment);
  if (assignment !== undefined && !share) return refuse('NOT_FOUND', `no assignment ${assignment}`);
  const question = own ?? share?.asks?.question;
  const ids = [...(clock === 'reply' ? [] : [promiseId]), ...(clock !== 'promise' && share ? replyClocksOf(step, share) : [])];
  const paused = ids.filter((id) => pauseOne(step, id, reason));
  if (paused.length > 0)
    emit(step, 'paused', { ...(share ? { assignment: share.id, unit: share.unit } : {}), data: { clocks: paused, reason } });
  if (question !== undefined && share) askResident(step, share.id, question);
  for (const intake of paused.length > 0 ? step.s.intakes : [])
    tell(step, 'paused', { to: 'resident', intake: intake.no }, { reason }, intake.channel);
  return null;
}

/** The share that a pause is about: the named one, else the one whose unit asks, else the first that is open. */
function pausedShare(step: Step, named: string | undefined): Assignment | null {
  const open = step.s.assignments.filter((a) => (named === undefined ? isOpen(a) : a.id === named));
  return open.find((a) => a.asks) ?? open[0] ?? null;
}

/** C28: a unit asks for a question to the resident; the dispatcher grants it by a pause. */
export function askByUnit(step: Step, command: CommandInput): Refusal | null {
  const found = ownShare(step, command, unitRoles, workingStates);
  if ('no' in found) return found.no;
  const { share } = found;
  const { question } = command.data as CommandData<'requestInfo'>;
  patchAssignment(step, share.id, { asks: { at: step.at, by: command.actor.id, question } });
  emit(step, 'pauseRequested', { assignment: share.id, unit: share.unit, data: { question } });
  tell(step, 'pauseRequested', { to: 'desk', role: 'dispatcher', district: null }, { assignment: share.id, unit: share.unit });
  return null;
}

function askResident(step: Step, assignment: string, text: string): void {
  const id = nextId(step, 'k');
  step.s.questions = [
    ...step.s.questions,
    {
      id,
      kind: 'unit',
      node: null,
      assignment,
      askedAt: step.at,
      by: step.actor.id,
      text,
      answer: null,
      answeredAt: null,
      tries: [],
    },
  ];
  emit(step, 'infoRequested', { assignment, data: { question: text } });
  const share = step.s.assignments.find((a) => a.id === assignment);
  patchAssignment(step, assignment, { asks: null });
  if (share) startShareClock(step, share, 'question');
}

export function resume(step: Step, command: CommandInput): Refusal | null {
  const no = allowed(command, dispatching) ?? ended(step);
  if (no) return no;
  const { assignment, reason } = command.data as CommandData<'resume'>;
  const named = step.s.assignments.filter((a) => a.id === assignment);
  if (assignment !== undefined && named.length === 0) return refuse('NOT_FOUND', `no assignment ${assignment}`);
  const shares = assignment === undefined ? step.s.assignments.filter((a) => isPaused(step, a)) : named;
  for (const share of shares.length > 0 ? shares : [null]) resumeShare(step, share, reason ?? 'resumed');
  return null;
}

/** C27: closes by order of supervision; somebody else of supervision must have signed before. */
export function forceClose(step: Step, command: CommandInput): Refusal | null {
  const no = allowed(command, supervision) ?? ended(step);
  if (no) return no;
  const signer = step.s.signatures['forceClose'];
  if (signer === undefined || signer === command.actor.id) {
    step.s.signatures = { ...step.s.signatures, forceClose: command.actor.id };
    emit(step, 'secondSigned', { data: { outcome: 'forceClose', reason: (command.data as CommandData<'forceClose'>).reason } });
    return null;
  }
  step.s.tokens = [];
  finish(step, 'CLOSED', (command.data as CommandData<'forceClose'>).result);
  return null;
}

const menders: readonly Role[] = [...supervision, 'operator', 'shiftLeader'];

export const retryIncident = (step: Step, command: CommandInput): Refusal | null =>
  allowed(command, menders) ?? settleIncident(step, (command.data as CommandData<'retryIncident'>).incident, 'retried', {});

export function repairIncident(step: Step, command: CommandInput): Refusal | null {
  const { incident, facts } = command.data as CommandData<'repairIncident'>;
  return allowed(command, menders) ?? settleIncident(step, incident, 'repaired', facts);
}

export const skipIncident = (step: Step, command: CommandInput): Refusal | null =>
  allowed(command, menders) ?? settleIncident(step, (command.data as CommandData<'skipIncident'>).incident, 'skipped', {});
