import type { Instant } from '../deadline';
import type { Role } from '../issue/words';
import { nextPieceWake } from './clocks';
import { isSigned, proofreadersOf } from './guards';
import type { Channel, PieceState, Signature } from './state';
import { isReviewStage, proofStepOf, reviewerRole, type PieceStage } from './words';

/** What lists read of a piece; the title is sealed. */
export type PieceView = {
  id: string;
  issue: string;
  seq: number;
  hash: string;
  stage: PieceStage;
  final: boolean;
  at: Instant;
  openedAt: Instant;
  title: string;
  grade: string;
  district: string | null;
  author: string | null;
  contentHash: string | null;
  signatures: Signature[];
  proofreaders: string[];
  held: PieceState['held'];
  consent: string | null;
  replyApproved: boolean;
  dueAt: Instant | null;
  scheduledAt: Instant | null;
  publishedAt: Instant | null;
  version: number;
  factsChangedAt: Instant | null;
  channels: Channel[];
  /** Whose turn it is. */
  waiting: Role[];
  wakeAt: Instant | null;
};

export const pieceStreamOf = (id: string): string => `piece-${id}`;

/** The view that lists read, derived from the state alone. */
export function pieceViewOf(state: PieceState): PieceView {
  const { id, issue, seq, hash, stage, final, at, openedAt, grade, district, author, signatures, held } = state;
  const dues = state.clocks.map(({ dueAt }) => dueAt).sort();
  return {
    ...{ id, issue, seq, hash, stage, final, at, openedAt, grade, district, author, signatures, held },
    title: state.content?.title ?? '',
    contentHash: state.content?.hash ?? null,
    proofreaders: proofreadersOf(state),
    consent: state.consent?.hash === state.content?.hash ? (state.consent?.by ?? null) : null,
    replyApproved: state.replyApproved,
    dueAt: dues[0] ?? null,
    scheduledAt: state.scheduledAt,
    publishedAt: state.live?.publishedAt ?? null,
    version: state.live?.version ?? 0,
    factsChangedAt: state.factsChangedAt,
    channels: state.channels,
    waiting: waitingOf(state),
    wakeAt: nextPieceWake(state)?.plannedAt ?? null,
  };
}

function waitingOf(state: PieceState): Role[] {
  const { stage } = state;
  if (isReviewStage(stage)) {
    const open: Role[] = [
      ...(isSigned(state, stage) ? [] : [reviewerRole[stage]]),
      ...(isSigned(state, proofStepOf[stage]) ? [] : (['proofreader'] as const)),
    ];
    return open.length > 0 ? open : ['reviewer3'];
  }
  if (stage === 'DRAFT') return ['reporter', 'editor'];
  return stage === 'SIGNED' || state.factsChangedAt !== null ? ['editor'] : [];
}
