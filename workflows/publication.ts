import { continueAsNew } from '@temporalio/workflow';
import { nextPieceWake, pieceTurn } from '#domain';
import type { DocumentRef } from './documents';
import { pieceCommandUpdate, pieceStateQuery, type PublicationInput } from './messages-of-pieces';
import { showPieceOnSearchAttributes } from './search-attributes';
import { runStream } from './stream-shell';
import { examinePiece } from './touch';

/**
 * The life of one piece (`piece-<id>`), from its draft to the day it is withdrawn: a published story can be corrected for as long
 * as it stands.
 */
export async function publication(
  input: PublicationInput,
  plan: DocumentRef<'plan'>,
  ...editions: DocumentRef<'days'>[]
): Promise<void> {
  const { time, at, opening, checkpoint, continueAfter } = input;
  await runStream({
    ...{ time, plan, days: editions, checkpoint, continueAfter },
    opening: { kind: 'open' as const, at, ...opening },
    command: pieceCommandUpdate,
    state: pieceStateQuery,
    turn: pieceTurn,
    nextWake: nextPieceWake,
    answer: examinePiece,
    show: showPieceOnSearchAttributes,
    continueAs: (next, { days }) => continueAsNew<typeof publication>({ ...input, checkpoint: next }, plan, ...days),
  });
}
