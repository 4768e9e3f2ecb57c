import { activeUnits, conflictFilter, type DirectorySlice } from '../directory';
import { isInTime, millisOf } from '../deadline';
import { clockOf } from './clocks';
import type { CommandData } from './command';
import { unitRoles } from './commands-of-units';
import type { CommandInput } from './input';
import { utc } from './offer-facts';
import type { Order } from './order';
import { orderClock, startOrderClock, startWorkClock, stopOrderClocks } from './order-clocks';
import { heldOrder, orderFor, orderRoles, postAgain, serviceDone, wrongState } from './orders';
import { askOutside, emit, listFact, patchOrder, refuse, tell, textFact, type Refusal, type Step } from './step';
import type { PendingAsk } from './state';
import type { Role } from './words';

/** What volunteers do with an order (DOMAIN 2.4): claim, which one wins; release; start; complete. Merchants share the last two. */

/** One wins: whoever comes second is told who it was (DOMAIN 4, row 27). */
export function claim(step: Step, command: CommandInput): Refusal | null {
  const { actor } = command;
  if (!actor.roles.some((role) => orderRoles.volunteer.includes(role)))
    return refuse('FORBIDDEN', 'orders are claimed by teams and volunteers', { roles: [...orderRoles.volunteer] });
  const found = orderFor(
    step,
    command,
    (o) => o.kind === 'volunteer' && o.state === 'POSTED',
    (o) => o.kind === 'volunteer' && o.named.includes(actor.unit ?? ''),
  );
  if ('no' in found) return found.no;
  const { order } = found;
  const no = unclaimable(step, order, actor.unit);
  if (no) return no;
  const { volunteers = [], appointment } = command.data as CommandData<'claim'>;
  const agreed = appointment === undefined ? order.appointment : utc(appointment);
  take(step, order, { state: 'CLAIMED', holder: actor.unit ?? '', volunteers, appointment: agreed });
  emit(step, 'claimed', { node: order.node, unit: actor.unit ?? '', data: { order: order.id, posting: order.posting } });
  tellOthers(step, order, actor.unit ?? '');
  tellResidents(step, 'orderClaimed', { order: order.id, unit: actor.unit });
  return null;
}

function unclaimable(step: Step, order: Order, unit: string | null): Refusal | null {
  if (order.kind !== 'volunteer') return refuse('NOT_ALLOWED_IN_STATE', `${order.id} is quoted for, not claimed`);
  if (order.holder !== null)
    return refuse('ALREADY_CLAIMED', `${order.id} is ${order.holder}'s`, { order: order.id, winner: order.holder });
  const missing = order.unqualified.find((one) => one.unit === unit)?.missing;
  if (missing) return refuse('FORBIDDEN_UNIT', `${unit ?? ''} lacks ${missing.join(', ')}`, { missing });
  if (unit === null || !order.teams.includes(unit))
    return refuse('FORBIDDEN_UNIT', `${order.id} is not offered to ${unit ?? 'you'}`);
  if (order.state !== 'POSTED') return wrongState(order);
  const window = clockOf(step, orderClock(order.id, 'claim'));
  return order.assigning || (window && !isInTime(window, step.at))
    ? refuse('NOT_ALLOWED_IN_STATE', `the time to claim ${order.id} is over: the centre assigns it`, { assigning: true })
    : null;
}

type Taken = { state: 'CLAIMED' | 'ASSIGNED'; holder: string; volunteers: string[]; appointment: string | null };

/** Taken, by whatever way: the limits to start, to contact and to serve run from now (DOMAIN 2.1 row V). */
function take(step: Step, order: Order, { state, holder, volunteers, appointment }: Taken): void {
  patchOrder(step, order.id, { state, holder, holderSince: step.at, volunteers, appointment, assigning: false });
  stopOrderClocks(step, order, 'claim', 'assign');
  const held: Order = { ...order, holder };
  startOrderClock(step, held, 'start');
  startOrderClock(step, held, 'contact');
  startWorkClock(step, held, appointment);
}

const tellOthers = (step: Step, order: Order, winner: string): void => {
  for (const unit of order.teams.filter((one) => one !== winner))
    tell(step, 'orderTaken', { to: 'unit', unit, as: 'liaison' }, { order: order.id, unit: winner });
};

export function tellResidents(step: Step, template: string, values: Parameters<typeof tell>[3]): void {
  for (const intake of step.s.intakes) tell(step, template, { to: 'resident', intake: intake.no }, values, intake.channel);
}

/** Given back before the service began: posted again, for a new time to claim. */
export function release(step: Step, command: CommandInput): Refusal | null {
  const found = heldOrder(step, command, ['CLAIMED', 'ASSIGNED']);
  if ('no' in found) return found.no;
  if (found.order.kind !== 'volunteer') return wrongState(found.order);
  giveBack(step, found.order, 'released', (command.data as CommandData<'release'>).reason);
  return null;
}

/** Not started in time: recorded for the team as released, cause `notStarted`, without points (DOMAIN 2.9). */
export function lapseUnstarted(step: Step, order: Order): void {
  if (order.state === 'CLAIMED' || order.state === 'ASSIGNED') giveBack(step, order, 'notStarted', null);
}

function giveBack(step: Step, order: Order, cause: 'released' | 'notStarted', reason: string | null): void {
  const unit = order.holder ?? '';
  const releases = [...order.releases, { unit, at: step.at, cause }];
  patchOrder(step, order.id, { releases });
  emit(step, 'released', { node: order.node, unit, data: { order: order.id, cause, reason } });
  if (cause === 'notStarted') tell(step, 'orderLapsed', { to: 'unit', unit, as: 'head' }, { order: order.id });
  const again = step.s.orders.find((o) => o.id === order.id);
  if (again) postAgain(step, again);
}

/** The service begins; as many people as the order asks for are named (two for minors and vulnerable persons). */
export function start(step: Step, command: CommandInput): Refusal | null {
  const found = heldOrder(step, command, ['CLAIMED', 'ASSIGNED', 'AGREED']);
  if ('no' in found) return found.no;
  const { order } = found;
  const named = (command.data as CommandData<'start'>).volunteers ?? order.volunteers;
  const volunteers = [...new Set(named.length > 0 ? named : [command.actor.id])];
  if (order.kind === 'volunteer' && volunteers.length < order.people)
    return refuse('INVALID_INPUT', `${order.id} is served by ${order.people} people together`, {
      fields: ['volunteers'],
      people: order.people,
    });
  patchOrder(step, order.id, { state: 'IN_SERVICE', startedAt: step.at, volunteers });
  stopOrderClocks(step, order, 'start');
  emit(step, 'started', { node: order.node, unit: order.holder ?? '', data: { order: order.id, volunteers } });
  return null;
}

/** The service is done; the beneficiary may rate it for so many days (DOMAIN 2.4). */
export function completeOrder(step: Step, command: CommandInput): Refusal | null {
  const found = heldOrder(step, command, ['IN_SERVICE']);
  if ('no' in found) return found.no;
  const { order } = found;
  const { did, hours: given } = command.data as CommandData<'complete'>;
  const hours = order.kind === 'volunteer' ? (given ?? hoursBetween(order.startedAt ?? step.at, step.at)) : null;
  patchOrder(step, order.id, { state: 'DONE', doneAt: step.at, hours });
  stopOrderClocks(step, order, 'contact', 'reply');
  emit(step, 'served', { node: order.node, unit: order.holder ?? '', data: { order: order.id, hours, did: did ?? null } });
  serviceDone(step, order);
  startOrderClock(step, order, 'rating');
  tellResidents(step, 'orderDone', { order: order.id, unit: order.holder });
  return null;
}

/** Hours to one decimal. */
const hoursBetween = (from: string, to: string): number => Math.round((millisOf(to) - millisOf(from)) / 360_000) / 10;

/** Volunteers and merchants hold orders; units hold assignments. */
export const servesOnly = ({ actor }: CommandInput): boolean =>
  actor.roles.some((role) => [...orderRoles.volunteer, ...orderRoles.merchant].includes(role)) &&
  !actor.roles.some((role) => unitRoles.includes(role));

/** The first contact counts (row V: 1 wd after the claim; row M). A merchant without an agreement has no one to contact. */
export function contactOrder(step: Step, command: CommandInput): Refusal | null {
  const found = heldOrder(step, command, ['CLAIMED', 'ASSIGNED', 'AGREED', 'IN_SERVICE']);
  if ('no' in found) return found.no;
  const { order } = found;
  const { reached, proof, note } = command.data as CommandData<'contact'>;
  if (reached && order.contactedAt === null) {
    patchOrder(step, order.id, { contactedAt: step.at });
    stopOrderClocks(step, order, 'contact');
  }
  const data = { order: order.id, proof: proof ?? null, note: note ?? null };
  emit(step, reached ? 'contacted' : 'contactTried', { node: order.node, unit: order.holder ?? '', data });
  return null;
}

// the centre (DOMAIN 2.4: POSTED → ASSIGNED)

const assigners: readonly Role[] = ['dispatcher', 'shiftLeader', 'districtSupervision', 'citySupervision'];

/** Whether a dispatch is about an order that nobody claimed. */
export const awaitsCentre = (step: Step, command: CommandInput): boolean =>
  (command.data as CommandData<'dispatch'>).order !== undefined ||
  (step.s.orders.some((o) => o.assigning) && !step.s.tokens.some((t) => step.desk.plan.flow.nodes[t.node]?.kind === 'task'));

export function assignOrder(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.some((role) => assigners.includes(role)))
    return refuse('FORBIDDEN', 'orders are assigned by the centre', { roles: [...assigners] });
  const found = orderFor(step, command, (o) => o.assigning);
  if ('no' in found) return found.no;
  const { order } = found;
  if (!order.assigning) return wrongState(order);
  const { units } = command.data as CommandData<'dispatch'>;
  const unit = units[0] ?? '';
  askOutside(step, 'assignOrder', null, { order: order.id, unit, by: command.actor.id }, (id) => ({
    id,
    kind: 'lookUp',
    units: [unit, ...listFact(step.s, 'accused')],
    district: textFact(step.s, 'district'),
  }));
  return null;
}

/** The centre's choice passes the same filter as the offer. */
export function assignAnswered(step: Step, ask: PendingAsk, slice: DirectorySlice): Refusal | null {
  const { order: id, unit, by } = ask.data as { order: string; unit: string; by: string };
  const order = step.s.orders.find((o) => o.id === id);
  if (!order) return null;
  const { removed } = conflictFilter(slice, [unit], listFact(step.s, 'accused'));
  const known = slice.units[unit];
  const missing = order.qualification.filter((one) => known?.qualifications?.includes(one) !== true);
  const able = activeUnits(slice, [unit]).active.length > 0 && known?.lanes.includes(order.kind) === true;
  if (removed.length > 0 || !able || missing.length > 0)
    return refuse('FORBIDDEN_UNIT', `${unit} cannot be given ${id}`, { removed, missing });
  take(step, order, { state: 'ASSIGNED', holder: unit, volunteers: [], appointment: order.appointment });
  emit(step, 'dispatched', { node: order.node, unit, by, data: { order: id, lane: order.kind } });
  tell(step, 'orderAssigned', { to: 'unit', unit, as: 'head' }, { order: id });
  tellResidents(step, 'orderClaimed', { order: id, unit });
  return null;
}
