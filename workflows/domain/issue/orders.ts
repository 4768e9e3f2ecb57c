import { activeUnits, conflictFilter } from '../directory';
import type { DirectorySlice } from '../directory/unit';
import type { NodeOf } from '../flow/document';
import { stopPromise } from './clocks';
import { archiveIfFree } from './closing';
import type { CommandInput } from './input';
import { type Order, isOffered } from './order';
import { allOrderClocks, startOrderClock, stopOrderClocks } from './order-clocks';
import { emit, listFact, nextId, patchOrder, refuse, setFacts, tell, textFact, type Refusal, type Step } from './step';
import type { PendingAsk } from './state';
import type { Role } from './words';
import { askForTeams } from './offering';
import { leave, nodeAt } from './walk';

/** The life that all orders share: posted to the teams that may take them, found by those who speak of them, ended. */

// posting

/** The directory's answer: the order is posted to those who may take it. Nobody may: what the drawing says then, at once. */
export function teamsAnswered(step: Step, ask: PendingAsk, slice: DirectorySlice): void {
  const { node: nodeId, order: known } = ask.data as { node: string; order: string | null };
  const node = nodeAt(step, nodeId);
  if (node.kind !== 'offer') return;
  const again = step.s.orders.find((o) => o.id === known);
  const choice = chooseTeams(step, node, slice, ask.data['units'] as string[]);
  if (again) return choice.teams.length === 0 ? endUntaken(step, again, 'nobody') : post(step, { ...again, ...choice });
  if (choice.teams.length > 0) return post(step, newOrder(step, node, ask.token, choice));
  if (ask.token !== null) leave(step, ask.token, 'expired');
  else tell(step, 'orderUntaken', centre, { node: node.id });
}

const centre = { to: 'desk', role: 'dispatcher', district: null } as const;

type Choice = Pick<Order, 'named' | 'teams' | 'unqualified'>;

/** The conflict-of-interest filter first (DOMAIN 4, row 38), then who is active in this lane, then who is qualified. */
function chooseTeams(step: Step, node: NodeOf<'offer'>, slice: DirectorySlice, named: string[]): Choice {
  const { removed, fallback } = conflictFilter(slice, named, listFact(step.s, 'accused'));
  const free = named.filter((unit) => !removed.some((one) => one.unit === unit));
  const { active, inactive } = activeUnits(slice, free);
  if (removed.length + inactive.length > 0)
    emit(step, 'escalationFallback', { node: node.id, data: { removed, inactive, fallback } });
  const wanted = listFact(step.s, 'qualification');
  const able = active.filter((unit) => slice.units[unit]?.lanes.includes(node.to) === true);
  const unqualified = able.flatMap((unit) => {
    const missing = wanted.filter((one) => slice.units[unit]?.qualifications?.includes(one) !== true);
    return missing.length > 0 ? [{ unit, missing }] : [];
  });
  return { named, teams: able.filter((unit) => !unqualified.some((one) => one.unit === unit)), unqualified };
}

function newOrder(step: Step, node: NodeOf<'offer'>, token: string | null, choice: Choice): Order {
  const { vulnerable } = step.desk.plan.policy.volunteer;
  const needsMore = node.to === 'volunteer' && step.s.facts['vulnerable'] === true && vulnerable !== undefined;
  return {
    id: nextId(step, 'o'),
    node: node.id,
    token,
    kind: node.to,
    required: node.required && token !== null,
    onClose: node.onClose,
    state: 'POSTED',
    cycle: step.s.cycle,
    ...choice,
    qualification: listFact(step.s, 'qualification'),
    people: needsMore ? vulnerable : 1,
    posting: 0,
    postedAt: step.at,
    ...{ assigning: false, holder: null, holderSince: null, volunteers: [], contactedAt: null, startedAt: null, doneAt: null },
    ...{ appointment: textFact(step.s, 'appointment'), hours: null, settledAt: null, hoursAdded: [] },
    ...{ quotes: [], consent: null, rating: null, releases: [] },
  };
}

/** Each posting starts a new time to claim (DOMAIN 2.4). */
function post(step: Step, order: Order): void {
  const posted: Order = {
    ...order,
    ...{ state: order.kind === 'volunteer' ? 'POSTED' : 'OFFERED', posting: order.posting + 1, postedAt: step.at },
    ...{ assigning: false, holder: null, holderSince: null, volunteers: [], contactedAt: null },
  };
  const known = step.s.orders.some((o) => o.id === order.id);
  step.s.orders = known ? step.s.orders.map((o) => (o.id === order.id ? posted : o)) : [...step.s.orders, posted];
  startOrderClock(step, posted, posted.kind === 'volunteer' ? 'claim' : 'quote');
  const { id, kind, teams, unqualified, people, qualification, posting } = posted;
  emit(step, 'offered', {
    node: posted.node,
    data: { order: id, lane: kind, teams, unqualified, people, qualification, posting },
  });
  for (const unit of teams)
    for (const as of ['head', 'liaison'] as const) tell(step, 'offered', { to: 'unit', unit, as }, { order: id, lane: kind });
}

/** A released order is offered again; the directory is asked again, for it may have changed. */
export function postAgain(step: Step, order: Order): void {
  stopOrderClocks(step, order, ...allOrderClocks);
  askForTeams(step, { node: order.node, token: order.token, order: order.id, units: order.named });
}

// finding

export type FoundOrder = { order: Order } | { no: Refusal };
type Data = { order?: string | undefined; assignment?: string | undefined };

/** The order that a command means: the one it names, else the latest that fits and is the actor's, else any that fits, else the actor's latest. */
export function orderFor(step: Step, command: CommandInput, fits: (order: Order) => boolean, mine = fits): FoundOrder {
  const { order: id, assignment } = command.data as Data;
  const named = id ?? step.s.orders.find((o) => o.id === assignment)?.id;
  const order =
    named !== undefined
      ? step.s.orders.find((o) => o.id === named)
      : (step.s.orders.findLast((o) => fits(o) && mine(o)) ?? step.s.orders.findLast(fits) ?? step.s.orders.findLast(mine));
  if (order) return { order };
  if (named !== undefined) return { no: refuse('NOT_FOUND', `no order ${named}`) };
  return {
    no:
      step.s.orders.length > 0 && command.actor.unit !== null
        ? refuse('FORBIDDEN_UNIT', `${command.actor.unit} has no order in this issue`)
        : refuse('NOT_ALLOWED_IN_STATE', 'there is no such order in this issue'),
  };
}

export const wrongState = ({ id, state }: Order): Refusal => refuse('NOT_ALLOWED_IN_STATE', `${id} is ${state}`, { state });

/** Who works on orders, by lane. */
export const orderRoles: Record<Order['kind'], readonly Role[]> = {
  volunteer: ['teamLead', 'volunteer'],
  merchant: ['merchant'],
};

/** The order that the actor's unit holds, with role and unit checked; one that is still being quoted has no consent yet. */
export function heldOrder(step: Step, command: CommandInput, states: readonly Order['state'][]): FoundOrder {
  const { actor } = command;
  if (!actor.roles.some((role) => [...orderRoles.volunteer, ...orderRoles.merchant].includes(role)))
    return { no: refuse('FORBIDDEN', `${command.name} is for those who serve`, { roles: Object.values(orderRoles).flat() }) };
  const found = orderFor(
    step,
    command,
    (o) => states.includes(o.state),
    (o) => o.holder === actor.unit || (o.holder === null && o.teams.includes(actor.unit ?? '')),
  );
  if ('no' in found) return found;
  const { order } = found;
  if (order.kind === 'merchant' && isOffered(order) && order.teams.includes(actor.unit ?? ''))
    return { no: refuse('CONSENT_MISSING', `${order.id} is not agreed yet`, { order: order.id }) };
  if (order.holder !== null && order.holder !== actor.unit)
    return { no: refuse('FORBIDDEN_UNIT', `${order.id} is ${order.holder}'s`, { unit: order.holder }) };
  return states.includes(order.state) && order.holder !== null ? found : { no: wrongState(order) };
}

// the end

/** Nobody took it: the drawing's way on, which for volunteers is the street's practice station (DOMAIN 2.4). */
export function endUntaken(step: Step, order: Order, because: 'nobody' | 'notQuoted' | 'notAgreed' | 'notAssigned'): void {
  settle(step, order, { state: 'UNCLAIMED', assigning: false }, 'expired', () => {
    emit(step, 'limitPassed', { node: order.node, data: { kind: 'order', order: order.id, because } });
    if (order.token === null) tell(step, 'orderUntaken', centre, { order: order.id });
  });
}

/** Ends an order once, lets its token on, and lets an archive happen that waited for it (C26). */
export function settle(step: Step, order: Order, patch: Partial<Order>, way: string, say: () => void): void {
  stopOrderClocks(step, order, ...allOrderClocks);
  patchOrder(step, order.id, { ...patch, settledAt: step.at });
  say();
  const token = step.s.tokens.find((t) => t.id === order.token && t.node === order.node);
  if (token) leave(step, token.id, way in (step.desk.plan.flow.next[order.node]?.outcomes ?? {}) ? way : fallbackOf(way));
  archiveIfFree(step);
}

/** A drawing need not have a way of its own for what is not solved: it is served then, and the callback hears of it. */
const fallbackOf = (way: string): string => (way === 'unsolved' ? 'served' : way);

/** A required order is what the resident was promised: done, the promise is kept (C16). */
export function serviceDone(step: Step, order: Order): void {
  if (!order.required) return;
  stopPromise(step);
  setFacts(step, { replyResult: 'RESOLVED' });
}
