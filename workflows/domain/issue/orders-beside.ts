import type { NodeOf } from '../flow/document';
import type { CommandData } from './command';
import type { CommandInput } from './input';
import { askForTeams } from './offering';
import { learnOffer } from './offer-facts';
import { placesFor, takeOutcome } from './outcomes';
import { refuse, type Refusal, type Step } from './step';
import type { Role } from './words';

/** Who puts something on offer by hand. */
export const offerers: readonly Role[] = ['dispatcher', 'districtSupervision', 'citySupervision', 'chief'];

/** The drawing's place for a lane's offers. */
export const offerNode = (step: Step, lane: 'volunteer' | 'merchant'): NodeOf<'offer'> | undefined =>
  Object.values(step.desk.plan.flow.nodes).find((node): node is NodeOf<'offer'> => node.kind === 'offer' && node.to === lane);

/** At the dispatcher's step the issue goes that way; anywhere else of an open issue an optional order is put beside its work. */
export function offer(step: Step, command: CommandInput): Refusal | null {
  const { lane, units } = command.data as CommandData<'offer'>;
  if (placesFor(step, 'offer', command.data).length > 0) return takeOutcome(step, command);
  if (!command.actor.roles.some((role) => offerers.includes(role)))
    return refuse('FORBIDDEN', `offers are made by ${offerers.join(', ')}`, { roles: [...offerers] });
  if (step.s.closedAt !== null || step.s.acceptedAt === null)
    return refuse('NOT_ALLOWED_IN_STATE', `nothing is offered in ${step.s.stage}`);
  const node = offerNode(step, lane);
  if (!node) return refuse('NOT_ALLOWED_IN_STATE', `this flow has no ${lane} orders`);
  learnOffer(step, command.data as CommandData<'offer'>);
  askForTeams(step, { node: node.id, token: null, order: null, units });
  return null;
}
