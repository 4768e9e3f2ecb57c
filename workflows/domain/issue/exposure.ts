import type { NodeOf } from '../flow/document';
import type { Actor } from './input';
import { beginPiece } from './pieces';
import { isOpen } from './share-states';
import { emit, listFact, tell, type Step } from './step';
import type { Exposure, IssueState, Token } from './state';
import type { Role } from './words';

/**
 * 曝光 (DOMAIN 2.5, 4 #26): the media may expose a matter only when city supervision or the chief has approved it. Asked by the media at
 * work on the issue, or by a publishing step of the drawing that exposes; an approval holds for the cycle it was given in, for a rework
 * or a reopening changes the facts.
 */

const askers: readonly Role[] = ['reporter', 'editor'];
export const exposureDeciders: readonly Role[] = ['citySupervision', 'chief'];

const inForce = ({ exposure, cycle }: IssueState): Exposure | null => (exposure?.cycle === cycle ? exposure : null);
export const exposureAsked = (state: IssueState): Exposure | null => {
  const exposure = state.closedAt === null || state.exposure?.token ? inForce(state) : null;
  return exposure?.decision === null ? exposure : null;
};
const isApproved = (state: IssueState): boolean => inForce(state)?.decision === 'approved';

/** A tip-off's media lane is closed (DOMAIN 4 #38). */
const isSealed = (state: IssueState): boolean => listFact(state, 'accused').length > 0;

export function mayAskExposure({ s }: Step, { roles, unit }: Actor): boolean {
  const ofMedia = s.assignments.some((share) => share.lane === 'media' && share.unit === unit && isOpen(share));
  return roles.some((role) => askers.includes(role)) || ofMedia;
}

/** Whether exposing may be asked for now, whoever asks. */
export const isExposable = ({ s }: Step): boolean =>
  s.closedAt === null && s.acceptedAt !== null && !isSealed(s) && exposureAsked(s) === null && !isApproved(s);

/** Puts the question to supervision. */
export function askExposure(step: Step, by: string, reason: string | null, token: string | null): void {
  step.s.exposure = {
    askedAt: step.at,
    by,
    reason,
    cycle: step.s.cycle,
    token,
    decision: null,
    decidedAt: null,
    decidedBy: null,
  };
  emit(step, 'exposureRequested', { data: reason === null ? {} : { reason } });
  for (const role of exposureDeciders) tell(step, 'exposureAsked', { to: 'desk', role, district: null });
}

/** A step that exposes: the story begins once it is approved; a tip-off is not even asked for. */
export function arriveAtExposing(step: Step, token: Token, node: NodeOf<'publish'>): 'started' | 'refused' | null {
  if (isSealed(step.s) || inForce(step.s)?.decision === 'refused') return 'refused';
  if (isApproved(step.s)) {
    beginPiece(step, node);
    return 'started';
  }
  const asked = exposureAsked(step.s);
  if (asked) step.s.exposure = { ...asked, token: token.id };
  else askExposure(step, 'system', null, token.id);
  return null;
}
