import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { CommandAnswer, CommandInput, DeskTime } from '#domain';
import type { Head, Store, StoredIntake } from '#store';
import { commandUpdate, headQuery, taskQueue, taskTimeout, workflowIdOf } from '../workflows/messages';
import { daysRef, lifecycleArgs } from '../workflows/open-issue';
import { DeskAway, type IssueDesk } from './desk';

export type TemporalDeskTools = {
  client: Client;
  store: Store;
  city: string;
  time: DeskTime;
  queue?: string;
};

/** How long a caller waits for Temporal, in real milliseconds, before it is told to ask again with the same key. */
const answerWithinMs = 10_000;
const headWithinMs = 3_000;

/** The desk on Temporal: one workflow per issue, commands as updates whose id is the command's. */
export function temporalDesk(tools: TemporalDeskTools): IssueDesk {
  const { client } = tools;
  const head = async (no: string, withinMs = headWithinMs): Promise<Head | null> => {
    try {
      const { seq, hash } = await within(client, withinMs, () => client.workflow.getHandle(workflowIdOf(no)).query(headQuery));
      return seq === 0 ? null : { seq, hash };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw away(error);
    }
  };
  return {
    open: async (intake) => {
      await startIssue(tools, intake);
      return head(intake.no).catch(() => null);
    },
    command: (no, command) => giveUpdate(client, no, command),
    head,
    ready: () =>
      within(client, headWithinMs, () => client.workflowService.getSystemInfo({})).then(
        () => true,
        () => false,
      ),
  };
}

async function startIssue(
  { client, store, city, time, queue = taskQueue }: TemporalDeskTools,
  stored: StoredIntake,
): Promise<void> {
  const release = await store.releases.current(city);
  if (!release) throw new DeskAway(`no release of ${city} is published yet`);
  const { calendar } = release.content.policy;
  const days = await store.days.latest(calendar);
  if (!days) throw new DeskAway(`calendar ${calendar} has no days yet`);
  const { no, intake, facts, relapseOf } = stored;
  const editions = { [calendar]: days.edition };
  const args = lifecycleArgs({ no, time, at: intake.receivedAt, intake, facts, relapseOf, planHash: release.planHash, editions });
  try {
    await within(client, answerWithinMs, () =>
      client.workflow.start('issueLifecycle', {
        workflowId: workflowIdOf(no),
        taskQueue: queue,
        args,
        workflowTaskTimeout: taskTimeout,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw away(error);
  }
}

async function giveUpdate(client: Client, no: string, command: CommandInput): Promise<CommandAnswer> {
  const days =
    command.name === 'applyCalendar' ? [daysRef(String(command.data['calendar']), Number(command.data['edition']))] : [];
  try {
    return await within(client, answerWithinMs, () =>
      client.workflow
        .getHandle(workflowIdOf(no))
        .executeUpdate(commandUpdate, { args: [command, ...days], updateId: command.id }),
    );
  } catch (error) {
    return refusalIn(error);
  }
}

/** A domain refusal comes as an ApplicationFailure whose type is the code; an issue that has ended takes no command. */
function refusalIn(error: unknown): CommandAnswer {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
    return { ok: false, code: error.cause.type ?? 'NOT_ALLOWED_IN_STATE' };
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowFailedError)
    return { ok: false, code: 'NOT_ALLOWED_IN_STATE' };
  throw away(error);
}

const within = <T>(client: Client, ms: number, work: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + ms, work);

const away = (error: unknown): DeskAway =>
  error instanceof DeskAway ? error : new DeskAway('Temporal does not answer', { cause: error });
