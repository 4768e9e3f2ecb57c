import type { IssueState } from '../issue';
import { isOpen } from '../issue/share-states';
import type { Setting } from './setting';

/**
 * Steps where an issue waits for nobody: no active person of the directory holds the role of a person's step, no limit runs there, or
 * a unit has a share without one. Nothing is said of steps that wait for time or word from outside.
 */
export function unawaited({ desk, directory }: Setting, state: IssueState): string[] {
  const held = new Set(directory.people.filter(({ active }) => active).flatMap(({ roles }) => roles));
  const hasClock = (id: string): boolean => state.clocks.some((clock) => clock.id.startsWith(`${id}.`));
  const steps = state.tokens.flatMap(({ id, node: at }) => {
    const node = desk.plan.flow.nodes[at];
    if (node?.kind !== 'task' && node?.kind !== 'ask') return [];
    const isThere = node.roles.some((role) => role === 'citizen' || held.has(role));
    const isTimed = hasClock(id) || (node.kind === 'ask' && (desk.plan.policy.windows[node.window]?.length.n ?? 0) > 0);
    return isThere && isTimed ? [] : [at];
  });
  const shares = state.assignments.filter((share) => isOpen(share) && !state.clocks.some(({ id }) => id === `${share.id}.reply`));
  return [...steps, ...shares.map(({ unit, node }) => `${node}: ${unit}`)];
}
