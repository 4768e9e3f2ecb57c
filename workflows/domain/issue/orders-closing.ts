import type { Clock } from '../deadline';
import type { CommandData } from './command';
import type { CommandInput } from './input';
import { type Order, isRateable } from './order';
import { startOrderClock } from './order-clocks';
import { endUntaken, orderFor, settle, wrongState } from './orders';
import { lapseUnstarted } from './orders-volunteer';
import { emit, patchOrder, refuse, setFacts, tell, type Refusal, type Step } from './step';

/** How orders end by rating or by time. */

/** Whether a rating is an order's: it names one, or no step of the drawing waits for a rating. */
export function ratesOrder(step: Step, command: CommandInput): boolean {
  if ((command.data as CommandData<'rate'>).order !== undefined) return true;
  const asked = step.s.tokens.some((t) => step.desk.plan.flow.nodes[t.node]?.kind === 'ask');
  return !asked && step.s.orders.some(isRateable);
}

/**
 * The beneficiary's rating confirms the service and gives the hours, once (DOMAIN 2.4, 2.9); one who says that nothing was done
 * confirms nothing. For a required order the rating is the resident's answer on the issue.
 */
export function rateOrder(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.some((role) => role === 'citizen' || role === 'callbackAgent'))
    return refuse('FORBIDDEN', 'an order is rated by its beneficiary', { roles: ['citizen', 'callbackAgent'] });
  const found = orderFor(step, command, isRateable, () => true);
  if ('no' in found) return found.no;
  const { order } = found;
  if (!isRateable(order)) return wrongState(order);
  const { answer, satisfaction, note } = command.data as CommandData<'rate'>;
  const hoursAdded = answer === 'not' ? [] : hoursOf(order);
  if (order.required) heardOnIssue(step, answer, satisfaction);
  const rating = { at: step.at, by: command.actor.id, answer, satisfaction };
  settle(step, order, { state: 'RATED', rating, hoursAdded }, answer === 'not' ? 'unsolved' : 'served', () =>
    emit(step, 'rated', {
      ...{ node: order.node, unit: order.holder ?? '' },
      data: { order: order.id, answer, satisfaction, note: note ?? null, hours: hoursAdded },
    }),
  );
  return null;
}

const hoursOf = ({ hours, volunteers }: Order): Order['hoursAdded'] =>
  hours === null ? [] : volunteers.map((volunteer) => ({ volunteer, hours }));

function heardOnIssue(step: Step, answer: 'solved' | 'partly' | 'not', satisfaction: CommandData<'rate'>['satisfaction']): void {
  step.s.answer = answer;
  step.s.satisfaction = satisfaction;
  setFacts(step, { replyResult: answer === 'solved' ? 'RESOLVED' : answer === 'partly' ? 'PARTLY' : 'UNSOLVED' });
  if (answer !== 'not') return;
  step.s.unsolved += 1;
  setFacts(step, { unsolvedAt: step.at });
}

/** What ends with an order's clock; contact and work act by their ladders. */
export function expireOrderClock(step: Step, clock: Clock, order: Order): void {
  switch (clock.kind) {
    case 'claim':
      return toCentre(step, order);
    case 'assign':
      return endUntaken(step, order, 'notAssigned');
    case 'start':
      return lapseUnstarted(step, order);
    case 'quote':
      return endUntaken(step, order, 'notQuoted');
    case 'agree':
      return endUntaken(step, order, 'notAgreed');
    case 'rating':
      return endUnrated(step, order);
  }
}

/** Nobody claimed it: the centre has so long to assign it (DOMAIN 2.4). */
function toCentre(step: Step, order: Order): void {
  patchOrder(step, order.id, { assigning: true });
  emit(step, 'limitPassed', { node: order.node, data: { kind: 'claim', order: order.id } });
  startOrderClock(step, order, 'assign');
  tell(step, 'orderUnclaimed', { to: 'desk', role: 'dispatcher', district: null }, { order: order.id });
}

/** The window is over: unrated, never satisfied; the hours are added all the same. */
function endUnrated(step: Step, order: Order): void {
  const hoursAdded = hoursOf(order);
  if (order.required) step.s.answer = 'none';
  settle(step, order, { hoursAdded }, 'served', () =>
    emit(step, 'limitPassed', {
      ...{ node: order.node, unit: order.holder ?? '' },
      data: { kind: 'rating', order: order.id, hours: hoursAdded },
    }),
  );
}
