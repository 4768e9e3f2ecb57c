import type { CommandData } from './command';
import type { Actor, CommandInput } from './input';
import { emit, nextId, refuse, tell, type Refusal, type Step } from './step';
import type { ExclusionRequest, IssueState } from './state';
import type { Role } from './words';

/**
 * 剔除 (DOMAIN 4 #15): a case that may be left out of one figure's denominator, never of the records. Its unit or supervision asks with
 * evidence; city supervision or the chief approves to an end that is named. Nobody approves what they asked for, and no unit that has
 * worked on the case approves anything of it.
 */

const askers: readonly Role[] = ['unitHead', 'unitLiaison', 'districtSupervision', 'citySupervision'];
export const exclusionDeciders: readonly Role[] = ['citySupervision', 'chief'];

export const exclusionsAsked = ({ exclusions = [] }: IssueState): ExclusionRequest[] =>
  exclusions.filter(({ decision }) => decision === null);

const ofUnit = ({ s }: Step, unit: string | null): boolean => unit !== null && s.assignments.some((share) => share.unit === unit);

/** Only what the resident has answered counts in these figures. */
export const isExcludable = ({ s }: Step): boolean => s.answer !== null && s.answer !== 'none';

/** A unit's people for the case they worked on, supervision for any that was routed. */
export const mayAskExclusion = (step: Step, { roles, unit }: Actor): boolean =>
  roles.some((role) => askers.includes(role)) &&
  (unit === null || ofUnit(step, unit)) &&
  step.s.assignments.some((share) => share.required);

/** Whether an actor may decide on any that is asked for. */
export const mayDecideExclusion = (step: Step, actor: Actor): boolean =>
  actor.roles.some((role) => exclusionDeciders.includes(role)) &&
  !ofUnit(step, actor.unit) &&
  exclusionsAsked(step.s).some(({ by }) => by !== actor.id);

/** Refuses `FORBIDDEN`, `NOT_ALLOWED_IN_STATE` before the resident's answer, or while one for the same figure is asked for or in force. */
export function requestExclusion(step: Step, command: CommandInput): Refusal | null {
  if (!mayAskExclusion(step, command.actor)) return refuse('FORBIDDEN', 'a unit that worked on the case, or supervision, asks');
  if (!isExcludable(step)) return refuse('NOT_ALLOWED_IN_STATE', 'the resident has not answered: no figure counts the case');
  const { kpi, evidence } = command.data as CommandData<'requestExclusion'>;
  const known = (step.s.exclusions ?? []).filter((one) => one.kpi === kpi && one.decision !== 'refused');
  if (known.some(({ until }) => until === null || until > step.at))
    return refuse('NOT_ALLOWED_IN_STATE', `leaving it out of ${kpi} is asked for or approved`);
  const id = nextId(step, 'x');
  const asked = {
    id,
    kpi,
    evidence,
    by: command.actor.id,
    at: step.at,
    decision: null,
    decidedBy: null,
    decidedAt: null,
    until: null,
  };
  step.s.exclusions = [...(step.s.exclusions ?? []), asked];
  emit(step, 'exclusionRequested', { data: { exclusion: id, kpi } });
  tell(step, 'exclusionAsked', { to: 'desk', role: 'citySupervision', district: null }, { kpi });
  return null;
}

/**
 * Refuses `FORBIDDEN` to others, `FORBIDDEN_UNIT` to the units of the case, `SAME_PERSON` to who asked, `INVALID_INPUT` for a yes without
 * an end to come or a no without its reason.
 */
export function decideExclusion(step: Step, command: CommandInput): Refusal | null {
  const { actor } = command;
  if (!actor.roles.some((role) => exclusionDeciders.includes(role)))
    return refuse('FORBIDDEN', `for ${exclusionDeciders.join(', ')} to decide`, { roles: [...exclusionDeciders] });
  if (ofUnit(step, actor.unit)) return refuse('FORBIDDEN_UNIT', 'a unit does not exclude its own case');
  const { exclusion, approve, until, remark } = command.data as CommandData<'decideExclusion'>;
  const open = exclusionsAsked(step.s);
  const asked = exclusion === undefined ? open[0] : open.find(({ id }) => id === exclusion);
  if (!asked) return refuse('NOT_ALLOWED_IN_STATE', 'nothing is asked for');
  if (asked.by === actor.id) return refuse('SAME_PERSON', `${actor.id} asked for it`);
  if (approve && !(until !== undefined && Date.parse(until) > Date.parse(step.at)))
    return refuse('INVALID_INPUT', 'an end that is to come', { fields: ['until'] });
  if (!approve && remark === undefined) return refuse('INVALID_INPUT', 'missing: remark', { fields: ['remark'] });
  const decided: ExclusionRequest = {
    ...asked,
    ...{ decision: approve ? 'approved' : 'refused', decidedBy: actor.id, decidedAt: step.at },
    until: approve && until !== undefined ? new Date(Date.parse(until)).toISOString() : null,
  };
  step.s.exclusions = (step.s.exclusions ?? []).map((one) => (one.id === asked.id ? decided : one));
  const data = { exclusion: asked.id, kpi: asked.kpi, until: decided.until, ...(remark === undefined ? {} : { remark }) };
  emit(step, approve ? 'exclusionApproved' : 'exclusionRefused', { data });
  tell(step, 'exclusionDecided', { to: 'person', person: asked.by }, { kpi: asked.kpi, approve });
  return null;
}
