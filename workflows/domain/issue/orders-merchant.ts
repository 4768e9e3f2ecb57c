import { isInTime } from '../deadline';
import { clockOf } from './clocks';
import type { CommandData } from './command';
import type { CommandInput } from './input';
import type { Order } from './order';
import { utc } from './offer-facts';
import { orderClock, startOrderClock, startWorkClock, stopOrderClocks } from './order-clocks';
import { orderFor, orderRoles, settle, wrongState } from './orders';
import { tellResidents } from './orders-volunteer';
import { emit, patchOrder, refuse, setFacts, tell, type Refusal, type Step } from './step';

/** Merchants (DOMAIN 2.4; 4, row 28): quote first, consent before any contact data, a dispute goes to market regulation. */

/** Several merchants may quote for one order, and each may better its own quote. */
export function quote(step: Step, command: CommandInput): Refusal | null {
  const { actor } = command;
  if (!actor.roles.some((role) => orderRoles.merchant.includes(role)))
    return refuse('FORBIDDEN', 'quotes are given by merchants', { roles: [...orderRoles.merchant] });
  const open = (o: Order) => o.kind === 'merchant' && (o.state === 'OFFERED' || o.state === 'QUOTED');
  const found = orderFor(step, command, open, (o) => o.kind === 'merchant' && o.teams.includes(actor.unit ?? ''));
  if ('no' in found) return found.no;
  const { order } = found;
  if (order.kind !== 'merchant') return wrongState(order);
  if (order.holder !== null)
    return refuse('ALREADY_CLAIMED', `${order.id} is agreed with ${order.holder}`, { order: order.id, winner: order.holder });
  const unit = actor.unit ?? '';
  if (!order.teams.includes(unit)) return refuse('FORBIDDEN_UNIT', `${order.id} is not offered to ${unit}`);
  if (!open(order)) return wrongState(order);
  const { amount, terms, serviceBy } = command.data as CommandData<'quote'>;
  if (serviceBy !== undefined && utc(serviceBy) <= step.at)
    return refuse('INVALID_INPUT', 'the service lies in the future', { fields: ['serviceBy'] });
  const own = { unit, at: step.at, by: actor.id, amount, terms: terms ?? null };
  const made = { ...own, serviceBy: serviceBy === undefined ? null : utc(serviceBy) };
  patchOrder(step, order.id, { state: 'QUOTED', quotes: [...order.quotes.filter((q) => q.unit !== unit), made] });
  stopOrderClocks(step, order, 'quote');
  if (order.state === 'OFFERED') startOrderClock(step, order, 'agree');
  const { by: _by, at: _at, unit: _unit, ...said } = made;
  emit(step, 'quoted', { node: order.node, unit, data: { order: order.id, ...said } });
  tellResidents(step, 'quoted', { order: order.id, unit, amount });
  return null;
}

/** The resident takes a quote. The agreement includes the consent that shows the merchant whom to contact (DOMAIN 2.9). */
export function agree(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.some((role) => role === 'citizen' || role === 'clerk'))
    return refuse('FORBIDDEN', 'an agreement is the resident’s', { roles: ['citizen', 'clerk'] });
  const found = orderFor(
    step,
    command,
    (o) => o.kind === 'merchant' && o.state === 'QUOTED',
    (o) => o.kind === 'merchant',
  );
  if ('no' in found) return found.no;
  const { order } = found;
  if (order.state !== 'QUOTED') return wrongState(order);
  const window = clockOf(step, orderClock(order.id, 'agree'));
  if (window && !isInTime(window, step.at)) return refuse('NOT_ALLOWED_IN_STATE', `the quotes held until ${window.dueAt}`);
  const { unit: wanted, consent } = command.data as CommandData<'agree'>;
  if (!consent) return refuse('CONSENT_MISSING', 'an agreement includes the consent to be contacted', { order: order.id });
  const taken = wanted === undefined && order.quotes.length === 1 ? order.quotes[0] : order.quotes.find((q) => q.unit === wanted);
  if (!taken) return refuse('INVALID_INPUT', 'say whose quote', { fields: ['unit'], units: order.quotes.map((q) => q.unit) });
  const held: Order = { ...order, holder: taken.unit };
  patchOrder(step, order.id, {
    ...{ state: 'AGREED', holder: taken.unit, holderSince: step.at, appointment: taken.serviceBy },
    consent: { at: step.at, by: command.actor.id },
  });
  stopOrderClocks(step, order, 'agree');
  startOrderClock(step, held, 'contact');
  startWorkClock(step, held, taken.serviceBy);
  const data = { order: order.id, amount: taken.amount, consent: true, serviceBy: taken.serviceBy };
  emit(step, 'agreed', { node: order.node, unit: taken.unit, data });
  tell(step, 'agreed', { to: 'unit', unit: taken.unit, as: 'head' }, { order: order.id });
  for (const other of order.quotes.filter((q) => q.unit !== taken.unit))
    tell(step, 'orderTaken', { to: 'unit', unit: other.unit, as: 'liaison' }, { order: order.id, unit: taken.unit });
  return null;
}

/** Either side says so: the issue goes on with market regulation, from its own dispatch, its history kept (DOMAIN 2.9). */
export function dispute(step: Step, command: CommandInput): Refusal | null {
  const { actor } = command;
  const may = ['citizen', 'clerk', 'merchant'];
  if (!actor.roles.some((role) => may.includes(role))) return refuse('FORBIDDEN', 'a dispute is the parties’', { roles: may });
  const disputable = (o: Order) =>
    o.kind === 'merchant' && (o.state === 'AGREED' || o.state === 'IN_SERVICE' || (o.state === 'DONE' && o.settledAt === null));
  const found = orderFor(step, command, disputable, (o) => o.kind === 'merchant');
  if ('no' in found) return found.no;
  const { order } = found;
  if (actor.unit !== null && order.holder !== actor.unit)
    return refuse('FORBIDDEN_UNIT', `${order.id} is not ${actor.unit}'s`, { unit: order.holder });
  if (!disputable(order)) return wrongState(order);
  const { reason } = command.data as CommandData<'dispute'>;
  setFacts(step, { disputed: true });
  settle(step, order, { state: 'DISPUTED' }, 'disputed', () => {
    emit(step, 'disputed', { node: order.node, unit: order.holder ?? '', data: { order: order.id, reason } });
    if (order.holder !== null) tell(step, 'disputed', { to: 'unit', unit: order.holder, as: 'head' }, { order: order.id });
  });
  return null;
}
