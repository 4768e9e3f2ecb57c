import type { Actor } from '../issue/input';
import { hashOf } from '../issue/chain';
import type { StepRecord } from '../issue/record';
import type { IssueEvent } from '../issue/state';
import type { Desk, Refusal } from '../issue/step';
import { advancePiece } from './advance';
import { isEnginesOwn, pieceCommandNames, type PieceCommandName } from './command';
import type { PieceAsk, PieceEffect, PieceInput } from './effect';
import { mayGive } from './guards';
import type { Examined, PieceAnswer, PieceState } from './state';
import { pieceStreamOf, pieceViewOf, type PieceView } from './view';

/** How many answers the state remembers, so that a repeated command is answered, not done again (DESIGN 9). */
const rememberedCommands = 200;

export type PieceRecord = StepRecord<IssueEvent, PieceView, PieceState>;
export type PieceTurn =
  { ok: true; state: PieceState; record: PieceRecord | null; answer: PieceAnswer } | { ok: false; refusal: Refusal };

/** One input taken to its rest, all or nothing; yields the look at a text that a write asks for (compare `turn`). */
export function* pieceTurn(
  desk: Desk,
  state: PieceState | null,
  input: PieceInput,
): Generator<PieceAsk, PieceTurn, { at: string; answer: Examined }> {
  const repeated = input.kind === 'command' ? state?.recentCommands.find((one) => one.id === input.command.id) : undefined;
  if (state && repeated) return { ok: true, state, record: null, answer: repeated.answer };
  let result = advancePiece(desk, state, input);
  if (!result.ok) return result;
  const effects: PieceEffect[] = [...result.effects];
  for (const effect of result.effects) {
    if (effect.kind !== 'ask') continue;
    const { at, answer } = yield effect.ask;
    result = advancePiece(desk, result.state, { kind: 'answered', ask: effect.ask.id, at, answer });
    if (!result.ok) return result;
    effects.push(...result.effects);
  }
  return finish(state, result.state, effects, input);
}

/** Runs a turn where the text can be looked at at once: tests, the rehearsal. */
export function pieceTurnNow(
  desk: Desk,
  state: PieceState | null,
  input: PieceInput,
  examined: (ask: PieceAsk) => Examined,
): PieceTurn {
  const running = pieceTurn(desk, state, input);
  let next = running.next();
  const at = input.kind === 'command' ? input.command.at : input.kind === 'tick' ? input.now : input.at;
  while (!next.done) next = running.next({ at, answer: examined(next.value) });
  return next.value;
}

function finish(before: PieceState | null, after: PieceState, effects: readonly PieceEffect[], input: PieceInput): PieceTurn {
  const events = effects.flatMap((e) => (e.kind === 'event' ? [e.event] : []));
  const notices = effects.flatMap((e) => (e.kind === 'notice' ? [e.notice] : []));
  const dispatches = effects.flatMap((e) => (e.kind === 'dispatch' ? [e.dispatch] : []));
  // Another edition of the calendar is a step though it moves nothing: the next limit is reckoned by it.
  const isTold = events.length + notices.length + dispatches.length > 0;
  const quiet = !isTold && before?.editions === after.editions;
  const [stream, seq] = [pieceStreamOf(after.id), after.seq + 1];
  const link = { stream, seq, prevHash: after.hash, at: after.at, events, notices, dispatches };
  const chained = quiet ? after : { ...after, seq, hash: hashOf(link) };
  const answer: PieceAnswer = { ok: true, seq: chained.seq, hash: chained.hash, stage: chained.stage };
  const state = input.kind === 'command' ? remember(chained, input.command.id, answer) : chained;
  if (quiet) return { ok: true, state, record: null, answer };
  return { ok: true, state, answer, record: { ...link, hash: state.hash, view: pieceViewOf(state), state, confirmed: null } };
}

const remember = (state: PieceState, id: string, answer: PieceAnswer): PieceState => ({
  ...state,
  recentCommands: [...state.recentCommands, { id, answer }].slice(-rememberedCommands),
});

/** Which commands an actor may try on a piece as it stands; the command itself is still judged with its fields. */
export const allowedPieceCommands = (state: PieceState, actor: Actor): PieceCommandName[] =>
  state.final ? [] : pieceCommandNames.filter((name) => !isEnginesOwn(name) && mayGive(name, state, actor) === null);
