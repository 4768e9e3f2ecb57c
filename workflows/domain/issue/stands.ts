import { isOpen } from './share-states';
import type { Instant } from '../deadline';
import type { IssueState, Token } from './state';

/** Where an issue stands on its plan, one for each token: the step, since when, the how manieth time, and what is due there first. */
export type Stand = { node: string; since: Instant; visit: number; dueAt: Instant | null };

export const standsOf = (state: IssueState): Stand[] =>
  state.tokens.map((token) => ({
    node: token.node,
    since: token.since,
    visit: token.visit,
    dueAt: firstDueAt(state, token),
  }));

/** Of the clocks that belong to this visit of the step (its own, its units', its orders'), the one that ends first and still counts. */
function firstDueAt(state: IssueState, token: Token): Instant | null {
  const here = [
    token.id,
    ...state.assignments.filter((share) => share.token === token.id && isOpen(share)).map(({ id }) => id),
    ...state.orders.filter((order) => order.token === token.id).map(({ id }) => id),
  ];
  const counts = state.clocks.filter(
    ({ id, status }) => (status === 'running' || status === 'expired') && here.some((owner) => id.startsWith(`${owner}.`)),
  );
  return counts.reduce<Instant | null>((first, { dueAt }) => (first === null || dueAt < first ? dueAt : first), null);
}
