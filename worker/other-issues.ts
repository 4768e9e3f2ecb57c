import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { OtherIssues } from '../activities';
import type { Store } from '#store';
import { lookAtState } from '../api/temporal-look';
import { commandUpdate, stateQuery, workflowIdOf } from '../workflows/messages';

/** How one issue's activities reach another issue (a merge). What was accepted is confirmed at once, like a person's command. */
export function otherIssues(client: Client, store: Store): OtherIssues {
  return {
    command: async (no, command) => {
      const handle = client.workflow.getHandle(workflowIdOf(no));
      try {
        const answer = await handle.executeUpdate(commandUpdate, { args: [command], updateId: command.id });
        if (!answer.ok) return { ok: false, code: answer.code, message: answer.code };
        await store.records.confirm(workflowIdOf(no), answer.seq, answer.hash);
        return { ok: true };
      } catch (error) {
        return refusalIn(error);
      }
    },
    state: async (no) => {
      try {
        return await lookAtState(client, workflowIdOf(no), stateQuery);
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return null;
        throw error;
      }
    },
  };
}

/** A refusal bears the domain's code; anything else is thrown on, to be tried again. */
function refusalIn(error: unknown): { ok: false; code: string; message: string } {
  if (error instanceof WorkflowNotFoundError) return { ok: false, code: 'NOT_ALLOWED_IN_STATE', message: 'that issue is over' };
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (cause instanceof ApplicationFailure && cause.type) return { ok: false, code: cause.type, message: cause.message };
  throw error;
}
