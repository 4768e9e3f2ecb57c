import { refuse, type Refusal } from '../issue/step';
import type { PieceCommandData } from './command';
import { dropFactsClock, dropStageClock, startStageClock } from './clocks';
import { contentRefusal } from './content';
import type { PieceCommandInput } from './effect';
import { count, emit, tellDesk, type PieceStep } from './step';
import type { Examined, PieceContent } from './state';

/** Writing, and what an edit does to what was signed (DOMAIN 2.5, 2.9). */

const contentOf = (data: PieceCommandData<'write'>, note: string | null): PieceContent => {
  const { title, body, media, claims, aiGenerated, aiLabel, sensitive, exposing } = data;
  return { title, body, media, claims, aiGenerated, aiLabel: aiLabel ?? null, sensitive, exposing, note };
};

/** A text is looked at before it is taken: the domain cannot read what is sealed. */
function examine(step: PieceStep, command: PieceCommandInput, content: PieceContent, correcting: boolean): null {
  const ask = `q${count(step, 'ask')}`;
  step.s.pending = { ask, by: command.actor.id, correcting, content };
  step.effects.push({ kind: 'ask', ask: { id: ask, kind: 'examine', issue: step.s.issue, content } });
  return null;
}

export const write = (step: PieceStep, command: PieceCommandInput): null =>
  examine(step, command, contentOf(command.data as PieceCommandData<'write'>, step.s.content?.note ?? null), false);

/** A correction is a new text of the published piece and goes the whole way again; its note is published with it. */
export function correct(step: PieceStep, command: PieceCommandInput): null {
  const data = command.data as PieceCommandData<'correct'>;
  return examine(step, command, contentOf(data, data.note), true);
}

/** The text as it was found: a draft is kept as it is, anything later must be fit for review and goes back to R1. */
export function takeExamined(step: PieceStep, ask: string, examined: Examined): Refusal | null {
  const { pending, content } = step.s;
  if (pending?.ask !== ask) return null;
  step.s.pending = null;
  if (content?.hash === examined.hash)
    return pending.correcting ? refuse('INVALID_INPUT', 'nothing differs from what is there') : null;
  const next = { ...pending.content, ...examined };
  if (step.s.stage === 'DRAFT' && !pending.correcting) {
    Object.assign(step.s, { content: next, author: pending.by });
    emit(step, 'pieceWritten', { hash: next.hash }, pending.by);
    return null;
  }
  const fault = contentRefusal(next);
  if (fault) return fault;
  takeEdit(step, next, pending);
  return null;
}

/** The editor becomes the author; whoever signed the text as it was has not signed this one. */
function takeEdit(step: PieceStep, next: PieceContent & Examined, { by, correcting }: { by: string; correcting: boolean }): void {
  emit(step, correcting ? 'pieceCorrected' : 'pieceWritten', { hash: next.hash, stage: step.s.stage }, by);
  voidSignatures(step, correcting ? 'correction' : 'edited', by);
  Object.assign(step.s, { content: next, author: by, scheduledAt: null });
  if (correcting) settleFacts(step);
  enterFirstReview(step);
}

export function settleFacts(step: PieceStep): void {
  step.s.factsChangedAt = null;
  dropFactsClock(step);
}

/** Every signature and proof goes, with the holds on the text (DOMAIN 2.9). */
export function voidSignatures(step: PieceStep, cause: string, by = step.actor.id): void {
  const signed = step.s.signatures.map(({ step: name, by: signer }) => ({ step: name, by: signer }));
  if (signed.length > 0) emit(step, 'pieceVoided', { cause, signatures: signed, hash: step.s.content?.hash ?? null }, by);
  Object.assign(step.s, { signatures: [], held: { review: null, proof: null } });
}

export function submit(step: PieceStep): Refusal | null {
  const { content } = step.s;
  if (!content) return refuse('NOT_ALLOWED_IN_STATE', 'nothing is written yet');
  const fault = contentRefusal(content);
  if (fault) return fault;
  emit(step, 'pieceSubmitted', { hash: content.hash });
  enterFirstReview(step);
  return null;
}

function enterFirstReview(step: PieceStep): void {
  dropStageClock(step);
  step.s.stage = 'R1';
  startStageClock(step, 'R1');
  tellDesk(step, 'pieceWaiting', 'editor', { stage: 'R1' });
  tellDesk(step, 'pieceWaiting', 'proofreader', { stage: 'R1' });
}

/** Back to its author, with nothing signed (DOMAIN 2.5). */
export function backToDraft(step: PieceStep, cause: string): void {
  voidSignatures(step, cause);
  dropStageClock(step);
  Object.assign(step.s, { stage: 'DRAFT', scheduledAt: null });
}
