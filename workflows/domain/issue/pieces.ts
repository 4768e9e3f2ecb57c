import type { NodeOf } from '../flow/document';
import { isReplyApproved } from './closing';
import { emit, nextId, send, type Step } from './step';

/** A story is begun and has its own life; the issue does not wait for it. */
export function beginPiece(step: Step, node: NodeOf<'publish'>): void {
  const piece = `${step.s.no}-${nextId(step, 'p')}`;
  step.s.followUps = [...step.s.followUps, { id: piece, kind: 'piece', at: step.at, node: node.id, done: false }];
  send(step, {
    key: `${step.s.no}:${piece}`,
    kind: 'startPiece',
    piece,
    issue: step.s.no,
    release: step.s.release,
    editions: step.s.editions,
    channels: node.channels,
    at: step.at,
    facts: step.s.facts,
    replyApproved: isReplyApproved(step),
    ...(node.exposes ? { exposes: true } : {}),
  });
  emit(step, 'pieceStarted', { node: node.id, data: { piece } });
}
