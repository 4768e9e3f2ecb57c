import type { Instant } from '../../deadline';
import type { Plan } from '../../flow';
import { type IntakeRecord, type IssueEvent, factsBefore } from '../../issue';
import type { Facts } from '../../text';
import { leftOut, pastActs, plainFacts } from '../past-issue';
import type { AskedThen } from './decisions';
import type { PastCase } from './record';

type Told = { no: string; plan: Plan; intake: IntakeRecord; facts: Facts; events: readonly IssueEvent[] };

/** A real issue as a back-test plays it: codes and instants, no name, phone, address, place on the map or anybody's words. */
export function pastCase({ no, plan, intake, facts, events }: Told): PastCase {
  const { source, category, district, street, channel, receivedAt } = intake;
  return {
    no,
    intake: {
      ...{ no, source, externalId: no, receivedAt, acceptedAt: null, category, district, street, channel },
      ...{ point: null, anonymous: true, reporter: {}, text: '—', photos: [] },
    },
    facts: plainFacts(facts),
    acts: pastActs(plan, events),
    endsAt: endOf(plan, events),
  };
}

/** Where a story leaves what one issue alone can play again. */
function endOf(plan: Plan, events: readonly IssueEvent[]): Instant | null {
  const found = events.find(({ type, node, data }) => {
    if (type === 'merged' || type === 'offered') return true;
    const at = node === undefined ? undefined : plan.flow.nodes[node];
    const outcomes = at?.kind === 'task' || at?.kind === 'ask' ? at.outcomes : [];
    const command = outcomes.find(({ id }) => id === data?.['outcome'])?.command;
    return leftOut.has(command as never);
  });
  return found?.at ?? null;
}

/** A decision on record: what it was asked on, and the numbers of the rules that answered. */
export type DecidedThen = AskedThen & { matched: number[] };

/** The decisions that a real issue was asked, with the facts that its events tell of (`factsBefore`). */
export function askedThen({ plan, intake, facts, events }: Omit<Told, 'no'>): DecidedThen[] {
  const { category, district, street, source } = intake;
  const opening: Facts = { category, district, street, source, ...facts };
  return events.flatMap(({ node, at, data }, n) => {
    const matched = data?.['matched'];
    if (node === undefined || !Array.isArray(matched)) return [];
    const found = plan.flow.nodes[node];
    const decision = found?.kind === 'decide' ? found.decision : null;
    if (decision === null) return [];
    const known = plainFacts(factsBefore(plan, opening, events, n));
    return [{ node, decision, at, facts: known, matched: matched.filter((rule) => typeof rule === 'number') }];
  });
}
