import type { PieceCommandData } from './command';
import { dropFactsClock, dropStageClock, startFactsClock } from './clocks';
import { endIfWithdrawn, tellIssue, withdrawFromChannels } from './channels';
import type { PieceCommandInput } from './effect';
import { emit, tellAuthor, tellDesk, type PieceStep } from './step';
import { backToDraft, settleFacts, voidSignatures } from './writing';

/** What reaches a piece from its issue, and what the editor decides about a published one (DOMAIN 2.5). */

export function approveReply(step: PieceStep): null {
  if (step.s.replyApproved) return null;
  step.s.replyApproved = true;
  emit(step, 'replyAccepted', { issue: step.s.issue });
  tellAuthor(step, 'pieceReplyApproved');
  return null;
}

/** The issue is open again: what was not out yet goes back to its author, what is out waits for a decision. */
export function changeFacts(step: PieceStep): null {
  const { stage, live } = step.s;
  if (stage === 'WITHDRAWN') return null;
  step.s.replyApproved = false;
  emit(step, 'factsChanged', { issue: step.s.issue, stage });
  if (live && step.s.factsChangedAt === null) {
    step.s.factsChangedAt = step.at;
    startFactsClock(step);
    tellDesk(step, 'pieceFactsChanged', 'editor');
  }
  if (['R1', 'R2', 'R3', 'SIGNED', 'SCHEDULED'].includes(stage)) backToDraft(step, 'factsChanged');
  tellAuthor(step, 'pieceFactsChanged');
  return null;
}

/** The published text stands; a correction under way is dropped. */
export function standBy(step: PieceStep, command: PieceCommandInput): null {
  const { live, stage } = step.s;
  if (!live) return null;
  settleFacts(step);
  if (stage !== 'PUBLISHED' && stage !== 'CORRECTED') {
    voidSignatures(step, 'dropped');
    dropStageClock(step);
    const { version, hash, content, byline } = live;
    Object.assign(step.s, { stage: version > 1 ? 'CORRECTED' : 'PUBLISHED', scheduledAt: null, author: byline.reporter });
    step.s.content = { ...content, hash, found: [], unknown: [] };
  }
  emit(step, 'pieceStood', { reason: (command.data as PieceCommandData<'standBy'>).reason });
  return null;
}

/** Taken back: unpublished for good, or withdrawn from every channel. */
export function withdrawPiece(step: PieceStep, command: PieceCommandInput): null {
  voidSignatures(step, 'withdrawn');
  dropStageClock(step);
  dropFactsClock(step);
  Object.assign(step.s, { stage: 'WITHDRAWN', scheduledAt: null, factsChangedAt: null });
  emit(step, 'pieceWithdrawn', { reason: (command.data as PieceCommandData<'withdrawPiece'>).reason });
  if (step.s.live) withdrawFromChannels(step);
  else tellIssue(step, false);
  endIfWithdrawn(step);
  return null;
}
