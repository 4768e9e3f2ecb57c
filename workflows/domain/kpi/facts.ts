import type { Clock, Instant } from '../deadline';
import { promiseId } from '../issue/clocks';
import type { Card, IssueEvent, IssueState, Satisfaction, Whistle } from '../issue/state';
import type { CaseState, Grade, ResultCode } from '../issue/words';
import { type Duty, dutiesAfter } from './duties';
import type { Exclusion } from './setting';
import { type Hop, hopsAfter } from './hops';

export type CallbackFact = { at: Instant; answer: NonNullable<IssueState['answer']>; satisfaction: Satisfaction | null };
export type CardFact = Pick<Card, 'colour' | 'unit' | 'state'> & { at: Instant; points: number; appealed: boolean };
export type WhistleFact = Pick<Whistle, 'kind' | 'endedAt'> & { at: Instant; called: number; onTime: number; missed: number };

/**
 * What figures (DOMAIN 3) are reckoned from: one compact row an issue, with one duty for each share and cycle. It holds codes and
 * instants only, no text and nothing personal.
 */
export type IssueFacts = {
  format: 1;
  no: string;
  /** The last step it knows, and its instant: the row is folded forward, never back. */
  seq: number;
  at: Instant;
  stage: CaseState;
  final: boolean;
  source: string;
  category: string | null;
  district: string | null;
  grade: Grade | null;
  openedAt: Instant;
  /** C10, or the merge's confirmation for an intake that was merged before it (DOMAIN 2.9). */
  acceptedAt: Instant | null;
  mergedAt: Instant | null;
  /** The first verification with the limit it had. */
  verified: { at: Instant; due: Instant | null } | null;
  verifyDue: Instant | null;
  promiseDue: Instant | null;
  hops: Hop[];
  duties: Duty[];
  callbacks: CallbackFact[];
  closings: { at: Instant; result: ResultCode | null }[];
  reopenings: number;
  /** Reopenings that a sampling found necessary (C24). */
  falseClosings: number;
  reworks: number;
  relapse: boolean;
  cards: CardFact[];
  whistles: WhistleFact[];
  /** What was approved to be left out of a figure; absent where nothing was. `evidence` names the decision, whose words stay sealed. */
  exclusions?: Exclusion[];
  pieces: number;
  incidents: number;
  /** Instants that fired by themselves, and the longest that one came after its plan, in milliseconds. */
  fired: { count: number; worstMs: number };
};

/** One step as its record has it. `before` is the state it met, where that is at hand: what did not change is not looked at again. */
export type FactStep = { events: readonly IssueEvent[]; state: IssueState; before?: IssueState | null };

/** The row after one more step. The one way from an issue to its figures: read model and rehearsal both fold with it. */
export function foldFacts(row: IssueFacts | null, step: FactStep): IssueFacts {
  const { state, events, before = null } = step;
  if (row && row.seq >= state.seq) return row;
  const next: IssueFacts = { ...(row ?? firstFacts(state)), ...standing(state) };
  next.verifyDue = state.stage === 'VERIFYING' ? verifyDueOf(state.clocks) : next.verifyDue;
  if (before?.stage !== state.stage || before.clocks !== state.clocks || before.assignments !== state.assignments)
    next.hops = hopsAfter(next.hops, state);
  if (before?.clocks !== state.clocks) next.promiseDue = state.clocks.find((clock) => clock.id === promiseId)?.dueAt ?? null;
  next.duties = dutiesAfter(next.duties, state, before);
  if (before?.cards !== state.cards) next.cards = state.cards.map(cardFact);
  if (before?.whistles !== state.whistles) next.whistles = state.whistles.map(whistleFact);
  if (state.exclusions && before?.exclusions !== state.exclusions) next.exclusions = exclusionsOf(state);
  for (const event of events) hear(next, event, state, row?.at ?? state.at);
  return next;
}

function firstFacts(state: IssueState): IssueFacts {
  const own = state.intakes[0];
  return {
    ...{ format: 1, no: state.no, source: own?.source ?? '', openedAt: own?.receivedAt ?? state.at },
    ...{ acceptedAt: null, mergedAt: null, verified: null, verifyDue: null, promiseDue: null },
    ...{ hops: [], duties: [], callbacks: [], closings: [], cards: [], whistles: [] },
    ...{ reopenings: 0, falseClosings: 0, relapse: state.relapseOf !== null, fired: { count: 0, worstMs: 0 } },
    ...standing(state),
  };
}

/** What is read off the state as it stands. */
const standing = (state: IssueState) => ({
  seq: state.seq,
  at: state.at,
  stage: state.stage,
  final: state.final,
  category: word(state, 'category'),
  district: word(state, 'district'),
  grade: word(state, 'grade') as Grade | null,
  reworks: state.reworks,
  pieces: state.followUps.length,
  incidents: state.incidents.length,
});

const word = (state: IssueState, name: string): string | null => {
  const value = state.facts[name];
  return typeof value === 'string' ? value : null;
};

const verifyDueOf = (clocks: readonly Clock[]): Instant | null => clocks.find((clock) => clock.kind === 'verify')?.dueAt ?? null;

const exclusionsOf = ({ no, exclusions = [] }: IssueState): Exclusion[] =>
  exclusions.flatMap(({ id, kpi, decision, decidedBy, until }) =>
    decision === 'approved' && decidedBy !== null ? [{ no, kpi, approver: decidedBy, evidence: `${no}/${id}`, until }] : [],
  );

const cardFact = ({ colour, unit, issuedAt, points, state, appeal }: Card): CardFact => ({
  ...{ colour, unit, at: issuedAt, state, points: points ?? 0, appealed: appeal !== null },
});

const whistleFact = ({ kind, blownAt, called, endedAt }: Whistle): WhistleFact => ({
  ...{ kind, at: blownAt, endedAt, called: called.length },
  onTime: called.filter((one) => one.reportedAt !== null && !one.missed).length,
  missed: called.filter((one) => one.missed).length,
});

/** What only the events tell, since the state moves on. */
function hear(row: IssueFacts, event: IssueEvent, state: IssueState, before: Instant): void {
  const { type, at } = event;
  if (event.plannedAt !== undefined && event.firedAt !== undefined)
    row.fired = lateness(row.fired, event.plannedAt, event.firedAt, before);
  if (type === 'verified') row.verified ??= { at, due: row.verifyDue };
  else if (type === 'merged') Object.assign(row, { mergedAt: at, acceptedAt: row.acceptedAt ?? at });
  else if (type === 'unmerged') row.mergedAt = null;
  else if (type === 'calledBack' || type === 'rated') row.callbacks = [...row.callbacks, callbackFact(at, state)];
  else if (type === 'closed') hearClosing(row, at, state);
  else if (type === 'reopened') {
    row.reopenings += 1;
    if (event.data?.['falseClosing'] === true) row.falseClosings += 1;
  }
  if (row.acceptedAt === null && state.acceptedAt !== null) row.acceptedAt = state.acceptedAt;
}

/** The expiry of the callback's window closes without an event of its own: nobody answered (C17). */
function hearClosing(row: IssueFacts, at: Instant, state: IssueState): void {
  row.closings = [...row.closings, { at, result: state.result }];
  if (state.answer === 'none' && row.callbacks.at(-1)?.answer !== 'none')
    row.callbacks = [...row.callbacks, callbackFact(at, state)];
}

const callbackFact = (at: Instant, { answer, satisfaction }: IssueState): CallbackFact => ({
  ...{ at, answer: answer ?? 'none', satisfaction: answer === 'none' ? null : satisfaction },
});

/**
 * How late an instant fired. One that lay before the step that planned it (a reply given back, a rework begun days after the
 * callback it counts from) could fire no earlier than that step.
 */
function lateness(
  { count, worstMs }: IssueFacts['fired'],
  planned: Instant,
  fired: Instant,
  before: Instant,
): IssueFacts['fired'] {
  const possible = before > planned && before <= fired ? before : planned;
  return { count: count + 1, worstMs: Math.max(worstMs, Date.parse(fired) - Date.parse(possible)) };
}
