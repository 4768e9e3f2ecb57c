import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { QueryDefinition } from '@temporalio/common';
import { type Head, headQuery, looked, lookUpdate } from '../workflows/messages';

/**
 * The last step of a stream, running or ended, after everything that its history holds. Throws `WorkflowNotFoundError` for one that
 * never was, and what the client throws when nobody answers within the caller's deadline.
 */
export const lookAtHead = (client: Client, stream: string): Promise<Head> => look<Head>(client, stream, 'head', headQuery);

/** As `lookAtHead`, for the whole state. */
export const lookAtState = <S>(client: Client, stream: string, query: QueryDefinition<S>): Promise<S> =>
  look<S>(client, stream, 'state', query);

async function look<T>(client: Client, stream: string, what: 'head' | 'state', query: QueryDefinition<T>): Promise<T> {
  const handle = client.workflow.getHandle(stream);
  try {
    return await handle.executeUpdate(lookUpdate, { args: [what] });
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (cause instanceof ApplicationFailure && cause.type === looked) return cause.details?.[0] as T;
    // Ended: nothing is left to be carried out, so that a query cannot go wrong. But an update can also be lost by the server while
    // the run goes on, and is then not found either: that is no answer.
    if (error instanceof WorkflowNotFoundError && (await handle.describe()).status.name !== 'RUNNING') return handle.query(query);
    throw error instanceof WorkflowNotFoundError ? new Error(`${stream} runs but its update was lost`, { cause: error }) : error;
  }
}
