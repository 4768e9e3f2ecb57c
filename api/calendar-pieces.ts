import type { PieceState } from '#domain';
import type { CalendarImport } from '#store';
import { applyCommand } from './calendar-preview';
import type { CarryTools } from './calendar-apply';
import { DeskAway } from './desk';

const atOnce = 100;

/**
 * Brings an import to every piece that is not over: their review limits run by the same calendar as an issue's. What was done is told
 * by the pieces themselves. False when one could not be reached now and is to be tried again.
 */
export async function carryToPieces(
  tools: Pick<CarryTools, 'store' | 'pieces' | 'clock' | 'log'>,
  one: CalendarImport,
): Promise<boolean> {
  let isWhole = true;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof tools.store.pieces.list>> = await tools.store.pieces.list(
      { final: false },
      { limit: atOnce, cursor },
    );
    for (const { id } of page.items) if (!(await carryToPiece(tools, one, id))) isWhole = false;
    cursor = page.next;
  } while (cursor !== null);
  return isWhole;
}

async function carryToPiece(
  { store, pieces, clock, log }: Parameters<typeof carryToPieces>[0],
  one: CalendarImport,
  id: string,
): Promise<boolean> {
  const state = (await store.pieces.state(id)) as PieceState | null;
  const inUse = state?.editions[one.calendar];
  if (inUse === undefined || inUse >= one.edition.edition) return true;
  try {
    const answer = await pieces.command(id, applyCommand(one.edition, id, clock.now(), one.appliedBy ?? one.by));
    if (!answer.ok) log.info({ piece: id, import: one.id, code: answer.code }, 'the edition is not for this piece');
    return true;
  } catch (error) {
    if (!(error instanceof DeskAway)) throw error;
    log.warn({ piece: id, import: one.id }, 'the edition is carried to this piece later');
    return false;
  }
}
