import { instantAt, millisOf } from '../deadline';
import { refuse, type Refusal } from '../issue/step';
import type { PieceCommandData } from './command';
import { dropStageClock, startStageClock } from './clocks';
import type { PieceCommandInput } from './effect';
import { isSigned, workGuards } from './guards';
import { emit, tellAuthor, tellDesk, type PieceStep } from './step';
import type { SignedStep } from './words';
import { isReviewStage, proofStepOf, reviewerRole } from './words';
import { backToDraft } from './writing';

/** 三审三校: holding a step, signing it, sending back, and the signature that lets a piece out. */

export function claimStep(step: PieceStep, command: PieceCommandInput): Refusal | null {
  const { work } = command.data as PieceCommandData<'claimStep'>;
  const refusal = workGuards[work](step.s, step.actor);
  if (refusal || step.s.held[work]) return refusal;
  step.s.held = { ...step.s.held, [work]: { by: step.actor.id, at: step.at } };
  emit(step, 'stepClaimed', { stage: step.s.stage, work });
  return null;
}

export function releaseStep(step: PieceStep, command: PieceCommandInput): Refusal | null {
  const { work } = command.data as PieceCommandData<'releaseStep'>;
  const hold = step.s.held[work];
  if (!hold) return refuse('NOT_ALLOWED_IN_STATE', `nobody holds the ${work}`);
  if (hold.by !== step.actor.id && !step.actor.roles.some((role) => role === 'shiftLeader' || role === 'chief'))
    return refuse('FORBIDDEN', `${hold.by} holds it`);
  step.s.held = { ...step.s.held, [work]: null };
  emit(step, 'stepReleased', { stage: step.s.stage, work, from: hold.by });
  return null;
}

export function review(step: PieceStep, command: PieceCommandInput): Refusal | null {
  const { approve, remark } = command.data as PieceCommandData<'review'>;
  const { stage } = step.s;
  if (!approve) return back(step, remark);
  return isReviewStage(stage) ? sign(step, stage, 'review', remark) : null;
}

export function proof(step: PieceStep, command: PieceCommandInput): Refusal | null {
  const { pass, remark } = command.data as PieceCommandData<'proof'>;
  const { stage } = step.s;
  if (!pass) return back(step, remark);
  return isReviewStage(stage) ? sign(step, proofStepOf[stage], 'proof', remark) : null;
}

export const sendBack = (step: PieceStep, command: PieceCommandInput): Refusal | null =>
  back(step, (command.data as PieceCommandData<'sendBack'>).remark);

/** Any step may send back to the draft, and says why. */
function back(step: PieceStep, remark: string | undefined): Refusal | null {
  if (remark === undefined) return refuse('INVALID_INPUT', 'sending back needs a remark');
  emit(step, 'sentBack', { from: step.s.stage, remark });
  backToDraft(step, 'sentBack');
  tellAuthor(step, 'pieceSentBack', { remark });
  return null;
}

function sign(step: PieceStep, name: SignedStep, work: 'review' | 'proof', remark: string | undefined): null {
  const hash = step.s.content?.hash ?? '';
  step.s.signatures = [...step.s.signatures, { step: name, by: step.actor.id, at: step.at, hash }];
  step.s.held = { ...step.s.held, [work]: null };
  emit(step, work === 'review' ? 'pieceReviewed' : 'pieceProofed', { step: name, hash, remark: remark ?? null });
  goOn(step);
  return null;
}

/** A stage is over when its review and its proof are both in; after the third, the piece waits for its signature. */
function goOn(step: PieceStep): void {
  const { stage } = step.s;
  if (!isReviewStage(stage) || !isSigned(step.s, stage) || !isSigned(step.s, proofStepOf[stage])) return;
  dropStageClock(step);
  if (stage === 'R3') return tellDesk(step, 'pieceToSign', 'reviewer3');
  const next = stage === 'R1' ? 'R2' : 'R3';
  step.s.stage = next;
  startStageClock(step, next);
  tellDesk(step, 'pieceWaiting', reviewerRole[next], { stage: next });
  tellDesk(step, 'pieceWaiting', 'proofreader', { stage: next });
}

/** Supervision's consent to a sensitive or exposing piece, given on the text as it is. */
export function consent(step: PieceStep, command: PieceCommandInput): null {
  const hash = step.s.content?.hash ?? '';
  step.s.consent = { by: step.actor.id, at: step.at, hash };
  emit(step, 'consentGiven', { hash, remark: (command.data as PieceCommandData<'consent'>).remark ?? null });
  return null;
}

/** 签发: the guard has asked for signatures, content, consent and the reply. */
export function signPiece(step: PieceStep): null {
  step.s.stage = 'SIGNED';
  emit(step, 'pieceSigned', { hash: step.s.content?.hash ?? null });
  tellDesk(step, 'pieceToPublish', 'editor');
  return null;
}

/** The piece goes out by itself at an instant that lies ahead. */
export function schedule(step: PieceStep, command: PieceCommandInput): Refusal | null {
  const at = instantAt(millisOf((command.data as PieceCommandData<'schedule'>).at));
  if (at <= step.at) return refuse('INVALID_INPUT', 'publication lies ahead');
  Object.assign(step.s, { stage: 'SCHEDULED', scheduledAt: at });
  emit(step, 'pieceScheduled', { at });
  return null;
}
