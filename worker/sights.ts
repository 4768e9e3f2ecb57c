import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow';
import { optionalTsToDate } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import type { Look, Sight } from '../activities';
import { lookAtHead } from '../api/temporal-look';

const { EventType, WorkflowTaskFailedCause } = temporal.api.enums.v1;
const scheduledState = temporal.api.enums.v1.PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED;

/** How long a workflow may take to say where it stands, and a task to be taken, in real milliseconds. */
const answerWithinMs = 5_000;
const takenWithinMs = 20_000;
const detailLength = 400;
/** The failure of the first try is among a history's last events; later tries leave none. */
const lastEvents = 5;

/** Looks at workflows from outside: what Temporal says of them, then what they say themselves. */
export const looksAt =
  (client: Client, realNow: () => string): Look =>
  async (stream) => {
    try {
      const described = await within(client, () => client.workflow.getHandle(stream).describe());
      return (await outsideView(client, described, Date.parse(realNow()))) ?? (await ownView(client, stream));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { kind: 'notFound' };
      throw error;
    }
  };

const within = <T>(client: Client, work: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + answerWithinMs, work);

/** What the server's description alone explains; null when the workflow itself must be asked. */
function outsideView(client: Client, described: WorkflowExecutionDescription, now: number): Sight | Promise<Sight> | null {
  const { status, closeTime, raw } = described;
  if (status.name !== 'RUNNING') return { kind: 'ended', how: status.name, at: closeTime?.toISOString() ?? null };
  const task = raw.pendingWorkflowTask;
  if (!task) return null;
  if ((task.attempt ?? 0) > 1) return failing(client, described, task.attempt ?? 0);
  const scheduled = optionalTsToDate(task.scheduledTime);
  if (task.state === scheduledState && scheduled && now - scheduled.getTime() > takenWithinMs)
    return { kind: 'noWorker', since: scheduled.toISOString() };
  return null;
}

/** Why its task fails: in the history stands the failure of the first try, sealed like every failure's text. */
async function failing(client: Client, { workflowId, runId }: WorkflowExecutionDescription, attempts: number): Promise<Sight> {
  const { history } = await within(client, () =>
    client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution: { workflowId, runId },
      maximumPageSize: lastEvents,
    }),
  );
  const event = history?.events?.find(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
  const failed = event?.workflowTaskFailedEventAttributes;
  const since = optionalTsToDate(event?.eventTime)?.toISOString() ?? null;
  if (!failed) return { kind: 'taskFailing', attempts, since, cause: 'TIMED_OUT', detail: null };
  const error = await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, failed.failure);
  const name = WorkflowTaskFailedCause[failed.cause ?? 0] ?? '';
  const cause = name.replace('WORKFLOW_TASK_FAILED_CAUSE_', '');
  return { kind: 'taskFailing', attempts, since, cause, detail: error?.message.slice(0, detailLength) ?? null };
}

async function ownView(client: Client, stream: string): Promise<Sight> {
  try {
    const { seq, stalled } = await within(client, () => lookAtHead(client, stream));
    return stalled ? { kind: 'stalled', ...stalled } : { kind: 'running', seq };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw error;
    return { kind: 'noAnswer', detail: error instanceof Error ? error.message.slice(0, detailLength) : String(error) };
  }
}
