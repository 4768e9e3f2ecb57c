import type { Clock } from '../deadline';
import type { CommandName } from './command';
import { type Order, isInHand, isOffered, isOpenOrder, isRateable } from './order';
import type { IssueState } from './state';
import type { OrderView, Waiting } from './view';

/** Orders as lists and inboxes read them. */

export function orderView(order: Order, clocks: readonly Clock[]): OrderView {
  const { id, kind, node, required, state, teams, holder, holderSince, posting, postedAt, assigning } = order;
  const { people, qualification, appointment, contactedAt, doneAt, settledAt } = order;
  return {
    ...{ id, kind, node, required, state, teams, holder, holderSince, posting, postedAt, assigning },
    ...{ people, qualification, appointment, contactedAt, doneAt, settledAt },
    quotes: order.quotes.length,
    next: nextOf(order, clocks),
  };
}

function nextOf({ id }: Order, clocks: readonly Clock[]): OrderView['next'] {
  const running = clocks.filter((c) => c.id.startsWith(`${id}.`) && (c.status === 'running' || c.status === 'expired'));
  const [first] = running.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return first ? { kind: first.kind, dueAt: first.dueAt } : null;
}

/** Who is asked now: teams to whom it is offered, else the centre, the holder, or the resident. */
export function orderWaiting(state: IssueState, order: Order): Waiting[] {
  if (!isOpenOrder(order)) return [];
  const district = typeof state.facts['district'] === 'string' ? state.facts['district'] : null;
  const base = { kind: 'order' as const, node: order.node, assignment: order.id, since: order.holderSince ?? order.postedAt };
  const dueAt = nextOf(order, state.clocks)?.dueAt ?? null;
  const item = (roles: Waiting['roles'], unit: string | null, commands: CommandName[]): Waiting => ({
    ...{ ...base, dueAt, roles, unit },
    // a team is asked wherever it works
    district: unit === null ? district : null,
    commands,
  });
  if (order.assigning) return [item(['dispatcher'], null, ['dispatch'])];
  if (order.state === 'POSTED') return order.teams.map((team) => item(['teamLead', 'volunteer'], team, ['claim']));
  if (isOffered(order)) return [...order.teams.map((unit) => item(['merchant'], unit, ['quote'])), ...agreement(order, item)];
  if (isInHand(order)) return [item(['teamLead', 'volunteer', 'merchant'], order.holder, ofHolder(order))];
  return isRateable(order) ? [item(['citizen'], null, ['rate', ...disputing(order)])] : [];
}

const agreement = (
  { state }: Order,
  item: (roles: Waiting['roles'], unit: string | null, commands: CommandName[]) => Waiting,
): Waiting[] => (state === 'QUOTED' ? [item(['citizen', 'clerk'], null, ['agree'])] : []);

const disputing = ({ kind }: Order): CommandName[] => (kind === 'merchant' ? ['dispute'] : []);

function ofHolder({ state, kind, contactedAt }: Order): CommandName[] {
  const contact: CommandName[] = contactedAt === null ? ['contact'] : [];
  if (state === 'IN_SERVICE') return [...contact, 'complete', ...disputing({ kind } as Order)];
  return [...contact, 'start', ...(kind === 'volunteer' ? (['release'] as const) : (['dispute'] as const))];
}
