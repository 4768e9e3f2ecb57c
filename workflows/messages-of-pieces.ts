import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { DeskTime, PieceAnswer, PieceCommandInput, PieceOpening, PieceState } from '#domain';
import type { DocumentRef } from './documents';
import { daysRef } from './open-issue';
import type { StreamCheckpoint } from './stream-shell';

/** What crosses into and out of a publication; the wire names are those of an issue. */
export const pieceCommandUpdate = defineUpdate<PieceAnswer, [PieceCommandInput, ...DocumentRef[]]>('command');
export const pieceStateQuery = defineQuery<PieceState | null>('state');

/** The first input of a piece, or the checkpoint of a run that was continued. */
export type PublicationInput = {
  time: DeskTime;
  /** Desk time of the beginning. */
  at: string;
  opening: PieceOpening;
  continueAfter: number | null;
  checkpoint: StreamCheckpoint<PieceState> | null;
};

/** What a piece begins with, as the arguments of `publication`. */
export function publicationArgs(
  opening: PieceOpening & { at: string },
  time: DeskTime,
  continueAfter: number | null = null,
): [PublicationInput, DocumentRef<'plan'>, ...DocumentRef<'days'>[]] {
  const { at, ...given } = opening;
  const { release, editions } = given;
  return [
    { time, at, opening: given, continueAfter, checkpoint: null },
    { document: 'plan', hash: release },
    ...Object.entries(editions).map(([calendar, edition]) => daysRef(calendar, edition)),
  ];
}
