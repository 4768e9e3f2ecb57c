import { grades } from '../issue/words';
import { chainStart } from '../issue/chain';
import { systemActor, type Desk, type Refusal } from '../issue/step';
import { applyCalendar } from './calendar-of-piece';
import { noteDelivery, publish, retryChannel } from './channels';
import type { PieceCommandName } from './command';
import { approveReply, changeFacts, standBy, withdrawPiece } from './deciding';
import type { PieceCommandInput, PieceEffect, PieceInput } from './effect';
import { workOff } from './expiries';
import { mayGive } from './guards';
import { claimStep, consent, proof, releaseStep, review, schedule, sendBack, signPiece } from './reviewing';
import { beginPieceStep, emit, tellDesk, type PieceStep } from './step';
import type { PieceState } from './state';
import { correct, submit, takeExamined, write } from './writing';

export type PieceAdvance = { ok: true; state: PieceState; effects: PieceEffect[] } | { ok: false; refusal: Refusal };

/**
 * The publication's reducer (DOMAIN 2.5): one thing that happened, applied to one piece. Pure like `advance` of an issue; expected
 * refusals are values, the state given is never changed.
 */
export function advancePiece(desk: Desk, state: PieceState | null, input: PieceInput): PieceAdvance {
  const before = input.kind === 'open' ? openingPiece(desk, input) : state;
  if (before === null) throw new Error('a piece begins with `open`');
  const actor = input.kind === 'command' ? input.command.actor : systemActor;
  const step = beginPieceStep(desk, before, stampOf(input), actor);
  const refusal = apply(step, before, input);
  return refusal ? { ok: false, refusal } : { ok: true, state: step.s, effects: step.effects };
}

const stampOf = (input: PieceInput): string =>
  input.kind === 'command' ? input.command.at : input.kind === 'tick' ? input.now : input.at;

function apply(step: PieceStep, before: PieceState, input: PieceInput): Refusal | null {
  switch (input.kind) {
    case 'open':
      emit(step, 'pieceStarted', { issue: input.issue, channels: input.channels });
      tellDesk(step, 'pieceStarted', 'reporter');
      tellDesk(step, 'pieceStarted', 'editor');
      return null;
    case 'tick':
      workOff(step, input.now, input.before ?? null);
      return null;
    case 'answered':
      return takeExamined(step, input.ask, input.answer);
    case 'command':
      return mayGive(input.command.name, before, input.command.actor) ?? handlers[input.command.name](step, input.command);
  }
}

function openingPiece(desk: Desk, input: Extract<PieceInput, { kind: 'open' }>): PieceState {
  const { id, issue, release, editions, channels, facts, replyApproved, at } = input;
  const sensitivity = facts['sensitivity'] ?? 'normal';
  const accused = [facts['accused'] ?? []].flat().filter((one) => typeof one === 'string');
  // Without zod: its schemas are frozen where workflows run.
  const grade = grades.find((one) => one === facts['grade']);
  return {
    ...{ format: 1, id, issue, release, editions, seq: 0, hash: chainStart, at, openedAt: at, stage: 'DRAFT' },
    grade: grade ?? desk.plan.policy.defaultGrade,
    district: typeof facts['district'] === 'string' ? facts['district'] : null,
    sensitiveIssue: sensitivity !== 'normal' || accused.length > 0,
    ...(input.exposes ? { exposes: true } : {}),
    ...{ accused, author: null, content: null, signatures: [], held: { review: null, proof: null }, consent: null },
    ...{ replyApproved, scheduledAt: null, live: null, factsChangedAt: null },
    channels: channels.map((channel) => ({
      ...{ channel, state: 'idle', act: null, version: 0, attempt: 0, id: null, code: null, at: null },
    })),
    ...{ clocks: [], pending: null, counters: {}, recentCommands: [], final: false },
  };
}

type Handler = (step: PieceStep, command: PieceCommandInput) => Refusal | null;

const handlers: Record<PieceCommandName, Handler> = {
  write,
  submit,
  claimStep,
  releaseStep,
  review,
  proof,
  sendBack,
  consent,
  sign: signPiece,
  schedule,
  publishNow: (step) => {
    publish(step);
    return null;
  },
  correct,
  standBy,
  withdrawPiece,
  retryChannel,
  approveReply,
  changeFacts,
  noteDelivery,
  applyCalendar,
};
