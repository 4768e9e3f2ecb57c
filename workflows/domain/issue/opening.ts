import type { Json } from '../text';
import { chainStart } from './chain';
import type { Input } from './input';
import type { IssueState } from './state';

/** The state of an issue before anything has happened to it. */
export function openingState(input: Extract<Input, { kind: 'open' }>): IssueState {
  const { no, release, editions, intake, facts, at, relapseOf } = input;
  const place: Record<string, Json> = {
    category: intake.category,
    district: intake.district,
    street: intake.street,
    source: intake.source,
  };
  return {
    format: 1,
    no,
    release,
    editions,
    seq: 0,
    hash: chainStart,
    at,
    stage: 'RECEIVED',
    facts: { ...place, ...facts, ...(relapseOf === null ? {} : { relapse: true }) },
    intakes: [intake],
    tokens: [],
    actedBy: {},
    bounces: {},
    signatures: {},
    clocks: [],
    assignments: [],
    orders: [],
    cards: [],
    whistles: [],
    questions: [],
    asks: [],
    incidents: [],
    followUps: [],
    cycle: 1,
    joined: [],
    archiveDue: false,
    unsolved: 0,
    reworks: 0,
    routeCorrections: 0,
    acceptedReturns: 0,
    acceptedAt: null,
    result: null,
    answer: null,
    satisfaction: null,
    closedAt: null,
    endNode: null,
    mergedInto: null,
    unmergedAt: null,
    relapseOf,
    ledger: null,
    custody: [],
    counters: {},
    recentCommands: [],
    final: false,
  };
}

/** A state that an earlier version wrote, at a continue-as-new or into the read model, with the fields that came since. */
export const upToDate = (state: IssueState): IssueState => ({ ...since, ...state });

const since: Pick<IssueState, 'orders'> = { orders: [] };
