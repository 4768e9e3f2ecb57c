import type { CommandData } from '../command';
import { allowed, ended, supervision } from '../commands-of-supervision';
import type { CommandInput } from '../input';
import { emit, refuse, type Desk, type Refusal, type Step } from '../step';
import type { IssueState } from '../state';
import type { Role } from '../words';
import { blocksOf } from './blocks';
import { reckonClocks } from './clocks';
import type { StepMapping } from './mapping';
import { translated } from './translate';

/** Supervision moves one issue (C27), whoever publishes releases moves many (DESIGN 1, 8). */
export const migrating: readonly Role[] = [...supervision, 'ruleApprover', 'administrator'];

/** One token's way: the step where it stood and the one where it stands now. */
export type Landing = { token: string; from: string; to: string };

/**
 * C27: the issue goes on by another release (DESIGN 8, R12). Nothing is walked: each token lands on the step it is mapped to, what
 * runs there runs on, and only dues change, with cause `migration`. Refused with `FORBIDDEN`, `NOT_FOUND` (the release, or its
 * calendar's days, are not at hand), `INVALID_INPUT` (a mapping to steps that are not drawn) or `NOT_ALLOWED_IN_STATE`, whose detail
 * lists every block.
 */
export function migrate(step: Step, command: CommandInput): Refusal | null {
  const data = command.data as CommandData<'migrate'>;
  const no = allowed(command, migrating) ?? ended(step);
  if (no) return no;
  const next = nextDesk(step, data.release);
  if ('code' in next) return next;
  const editions = editionsUnder(step.s, next, data.editions ?? {});
  if (!editions) return refuse('NOT_FOUND', `the days of calendar ${next.plan.policy.calendar} are not at hand`);
  const [from, to] = [step.desk.plan, next.plan];
  const unknown = Object.values(data.steps).filter((id) => id !== null && !to.flow.nodes[id]);
  if (unknown.length > 0)
    return refuse('INVALID_INPUT', `not drawn there: ${unknown.join(', ')}`, { fields: ['steps'], steps: unknown });
  const blocks = blocksOf(step.s, from.flow, to.flow, data.steps);
  if (blocks.length > 0)
    return refuse('NOT_ALLOWED_IN_STATE', `it cannot move: ${blocks.map(({ code, node }) => `${code} ${node}`).join(', ')}`, {
      blocks,
    });
  const landings = landingsOf(step.s, data.steps);
  const before = { plan: from, tokens: step.s.tokens };
  Object.assign(step.s, translated(step.s, from.flow, to.flow, data.steps), { release: data.release, editions });
  step.desk = next;
  emit(step, 'migrated', {
    data: {
      ...{ from: from.hash, to: to.hash, fromNumber: from.release.number, toNumber: to.release.number },
      ...{ clocks: data.clocks, reason: data.reason, landings },
    },
  });
  reckonClocks(step, before, data.clocks);
  return null;
}

function nextDesk(step: Step, release: string): Desk | Refusal {
  if (release === step.s.release) return refuse('NOT_ALLOWED_IN_STATE', 'it lives by that release already');
  const next = step.desk.other?.(release) ?? null;
  if (!next) return refuse('NOT_FOUND', `release ${release} is not at hand here`);
  if (next.plan.release.city !== step.desk.plan.release.city)
    return refuse('INVALID_INPUT', `release ${release} is of ${next.plan.release.city}`, { fields: ['release'] });
  return next;
}

/** Calendars that the issue knows keep their edition; one that is new to it comes with the command. Null when its days are missing. */
function editionsUnder(
  state: IssueState,
  { plan, calendar }: Desk,
  given: Readonly<Record<string, number>>,
): IssueState['editions'] | null {
  const id = plan.policy.calendar;
  const edition = state.editions[id] ?? given[id];
  return edition !== undefined && calendar(id, edition) ? { ...state.editions, [id]: edition } : null;
}

/** Where each token would stand: only of what no block stands against. */
export const landingsOf = ({ tokens }: IssueState, steps: StepMapping): Landing[] =>
  tokens.map(({ id, node }) => ({ token: id, from: node, to: steps[node] ?? node }));
