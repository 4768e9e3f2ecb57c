import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import {
  allowedPieceCommands,
  type DeskTime,
  isEnginesOwn,
  pieceCommandNames,
  pieceCommandSchemas,
  pieceStreamOf,
  type PieceCommandInput,
  type PieceCommandName,
  type PieceOpening,
  type PieceState,
} from '#domain';
import { taskQueue, taskTimeout } from '../workflows/messages';
import { pieceCommandUpdate, publicationArgs } from '../workflows/messages-of-pieces';
import { daysRef } from '../workflows/open-issue';
import { DeskAway, type PieceAnswer, type PieceDesk } from './desk';
import { firstTries, type GiveAgain } from './temporal-try';

type PieceTools = { client: Client; time: DeskTime; queue?: string };

/** Pieces on Temporal: one `publication` workflow each. `start` is for the worker, which carries what issues dispatch. */
export type TemporalPieceDesk = PieceDesk & { start(opening: PieceOpening & { at: string }): Promise<void> };

/** How long a caller waits for Temporal, in real milliseconds, before it is told to ask again with the same key. */
const answerWithinMs = 10_000;
/** Commands without an answer that one process remembers. */
const rememberedTries = 1_000;

export function temporalPieceDesk(tools: PieceTools): TemporalPieceDesk {
  const tries: GiveAgain<PieceCommandInput> = firstTries(rememberedTries);
  return {
    schemaOf: (name) => (isKnown(name) && !isEnginesOwn(name) ? pieceCommandSchemas[name] : null),
    command: (id, { name, ...given }) =>
      isKnown(name)
        ? tries(id, { ...given, name, data: given.data as Record<string, unknown> }, (command, updateId) =>
            giveUpdate(tools.client, id, command, updateId),
          )
        : Promise.resolve({ ok: false, code: 'INVALID_INPUT', message: `no piece knows ${name}` }),
    allowed: (state, actor) => (state === null ? [] : allowedPieceCommands(state as PieceState, actor)),
    start: (opening) => start(tools, opening),
  };
}

const isKnown = (name: string): name is PieceCommandName => (pieceCommandNames as string[]).includes(name);

async function giveUpdate(client: Client, id: string, command: PieceCommandInput, updateId: string): Promise<PieceAnswer> {
  const handle = client.workflow.getHandle(pieceStreamOf(id));
  const days =
    command.name === 'applyCalendar' ? [daysRef(String(command.data['calendar']), Number(command.data['edition']))] : [];
  try {
    return await client.withDeadline(Date.now() + answerWithinMs, () =>
      handle.executeUpdate(pieceCommandUpdate, { args: [command, ...days], updateId }),
    );
  } catch (error) {
    return refusalIn(error);
  }
}

/** A domain refusal comes as an ApplicationFailure whose type is the code; a piece that is over takes no command. */
function refusalIn(error: unknown): PieceAnswer {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
    return { ok: false, code: error.cause.type ?? 'NOT_ALLOWED_IN_STATE', message: error.cause.message };
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowFailedError)
    return { ok: false, code: 'NOT_ALLOWED_IN_STATE', message: 'the piece is over' };
  throw new DeskAway('Temporal does not answer', { cause: error });
}

/** Begins a piece; the same id again changes nothing. */
async function start({ client, time, queue = taskQueue }: PieceTools, opening: PieceOpening & { at: string }): Promise<void> {
  try {
    await client.workflow.start('publication', {
      workflowTaskTimeout: taskTimeout,
      workflowId: pieceStreamOf(opening.id),
      taskQueue: queue,
      args: publicationArgs(opening, time),
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
