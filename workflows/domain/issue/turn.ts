import type { Plan } from '../flow/plan';
import { advance } from './advance';
import { hashOf } from './chain';
import type { Answer, Ask, Effect } from './effect';
import type { Input } from './input';
import type { StepRecord } from './record';
import type { CommandAnswer, IssueState } from './state';
import type { Desk, Refusal } from './step';
import { viewOf } from './view-of';

/** How many answers the state remembers, so that a repeated command is answered, not done again (DESIGN 9). */
const rememberedCommands = 200;

export type Turn =
  { ok: true; state: IssueState; record: StepRecord | null; answer: CommandAnswer } | { ok: false; refusal: Refusal };

/** An answer with the instant at which it came. */
export type Answered = { at: string; answer: Answer };

/** The stream, and the workflow id, of an issue. */
export const streamOf = (no: string): string => `issue-${no}`;

/**
 * One input taken to its rest: `advance`, then each question it asks of the outside, answered and fed back, until nothing is
 * asked any more. All or nothing: a refusal at any point leaves the state as it was. Yields the questions, so that a workflow
 * answers them by activities and a rehearsal at once.
 */
export function* turn(desk: Desk, state: IssueState | null, input: Input): Generator<Ask, Turn, Answered> {
  const repeated = input.kind === 'command' ? state?.recentCommands.find((c) => c.id === input.command.id) : undefined;
  if (state && repeated) return { ok: true, state, record: null, answer: repeated.answer };
  const rest = yield* toRest(desk, state, input);
  return rest.ok ? finish(deskAfter(desk, state, rest.state).plan, state, rest.state, rest.effects, input) : rest;
}

/** The desk an issue lives by after a turn: another release's when the turn was its migration. */
const deskAfter = (desk: Desk, before: IssueState | null, after: IssueState): Desk =>
  before === null || before.release === after.release ? desk : (desk.other?.(after.release) ?? desk);

type Rest = { ok: true; state: IssueState; effects: Effect[] } | { ok: false; refusal: Refusal };

function* toRest(desk: Desk, state: IssueState | null, input: Input): Generator<Ask, Rest, Answered> {
  let result = advance(desk, state, input);
  if (!result.ok) return result;
  const effects: Effect[] = [...result.effects];
  const asks = asksIn(result.effects);
  for (let ask = asks.shift(); ask; ask = asks.shift()) {
    const { at, answer } = yield ask;
    result = advance(desk, result.state, { kind: 'answered', ask: ask.id, at, answer });
    if (!result.ok) return result;
    effects.push(...result.effects);
    asks.push(...asksIn(result.effects));
  }
  return { ok: true, state: result.state, effects };
}

/** What a turn did, without a record: neither hash nor view, and no memory of answered commands. */
export type Played = { ok: true; state: IssueState; effects: Effect[] } | { ok: false; refusal: Refusal };

/**
 * A turn of the same reducer whose record nobody keeps: rehearsals of a hundred thousand turns, where sealing a chain would be
 * most of the work. The state counts its steps as `turn` does; its `hash` stays the chain's start.
 */
export function playTurn(desk: Desk, state: IssueState | null, input: Input, answerOf: (ask: Ask) => Answered): Played {
  const running = toRest(desk, state, input);
  let next = running.next();
  while (!next.done) next = running.next(answerOf(next.value));
  const rest = next.value;
  if (!rest.ok) return rest;
  if (isQuiet(state, rest.state, rest.effects)) return input.kind === 'tick' && state ? { ...rest, state } : rest;
  return { ...rest, state: { ...rest.state, seq: rest.state.seq + 1 } };
}

/** Runs a turn where every question can be answered at once: the designer, the rehearsal, the tests. */
export function turnNow(desk: Desk, state: IssueState | null, input: Input, answerOf: (ask: Ask) => Answered): Turn {
  const running = turn(desk, state, input);
  let next = running.next();
  while (!next.done) next = running.next(answerOf(next.value));
  return next.value;
}

const asksIn = (effects: readonly Effect[]): Ask[] => effects.flatMap((e) => (e.kind === 'ask' ? [e.ask] : []));

function finish(plan: Plan, before: IssueState | null, after: IssueState, effects: readonly Effect[], input: Input): Turn {
  const events = effects.flatMap((e) => (e.kind === 'event' ? [e.event] : []));
  const notices = effects.flatMap((e) => (e.kind === 'notice' ? [e.notice] : []));
  const dispatches = effects.flatMap((e) => (e.kind === 'dispatch' ? [e.dispatch] : []));
  const quiet = isQuiet(before, after, effects);
  const link = {
    stream: streamOf(after.no),
    seq: after.seq + 1,
    prevHash: after.hash,
    at: after.at,
    events,
    notices,
    dispatches,
  };
  const chained = quiet ? after : { ...after, seq: link.seq, hash: hashOf(link) };
  const answer = answerOf(chained, effects);
  const state = input.kind === 'command' ? remember(chained, input.command.id, answer) : chained;
  if (quiet) return { ok: true, state: input.kind === 'tick' && before ? before : state, record: null, answer };
  return { ok: true, state, answer, record: { ...link, hash: state.hash, view: viewOf(plan, state), state, confirmed: null } };
}

/**
 * A clock that ran out silently is a step too: else its instant would come for ever, and lists would show it as overdue. So is another
 * edition of the calendar that moved nothing: the next clock is reckoned by it.
 */
const isQuiet = (before: IssueState | null, after: IssueState, effects: readonly Effect[]): boolean =>
  after.clocks === before?.clocks && after.editions === before.editions && effects.every((effect) => effect.kind === 'ask');

/** 202 when a lead's reply waits for its joint units (T08). */
function answerOf(state: IssueState, effects: readonly Effect[]): CommandAnswer {
  const pending = effects.find((e) => e.kind === 'event' && e.event.type === 'replyPending');
  const base = { ok: true as const, seq: state.seq, hash: state.hash, stage: state.stage };
  if (pending?.kind !== 'event') return { ...base, status: 200, code: 'OK' };
  return { ...base, status: 202, code: 'JOINT_OUTSTANDING', data: { openUnits: pending.event.data?.['openUnits'] ?? [] } };
}

function remember(state: IssueState, id: string, answer: CommandAnswer): IssueState {
  return { ...state, recentCommands: [...state.recentCommands, { id, answer }].slice(-rememberedCommands) };
}
