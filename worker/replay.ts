import type { DataConverter } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils';
import { temporal } from '@temporalio/proto';
import { type InjectedSinks, type ReplayWorkerOptions, Worker } from '@temporalio/worker';
import type { StepRecord } from '#domain';
import { replayName, type RecordSinks } from '../workflows/recording';
import { workflowBundle } from './bundle';

/** Histories run again by the workflow code, without a server: to prove that the code still fits them, and to hear their steps. */

export type NamedHistory = { workflowId: string; history: History };

export type Replayed = {
  workflowId: string;
  /** The records of the steps that the history holds, in order. */
  steps: StepRecord[];
  /** Why the code does not fit the history; its steps are then not to be trusted. */
  error: Error | null;
};

/** One replay after the other on one worker; answers come in the order of the histories. */
export async function* replayAll(
  dataConverter: DataConverter,
  histories: AsyncIterable<NamedHistory>,
  bundle?: { code: string },
): AsyncGenerator<Replayed> {
  const heard = new Map<string, StepRecord[]>();
  const sinks: InjectedSinks<RecordSinks> = {
    records: {
      step: {
        callDuringReplay: true,
        fn: ({ workflowId }, record) => void heard.set(workflowId, [...(heard.get(workflowId) ?? []), record as StepRecord]),
      },
    },
  };
  const options: ReplayWorkerOptions = {
    workflowBundle: bundle ?? (await workflowBundle()),
    dataConverter,
    replayName,
    sinks,
  };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, settled(histories))) {
    yield { workflowId, steps: heard.get(workflowId) ?? [], error: error ?? null };
    heard.delete(workflowId);
  }
}

async function* settled(histories: AsyncIterable<NamedHistory>): AsyncGenerator<NamedHistory> {
  for await (const { workflowId, history } of histories) yield { workflowId, history: settledHistory(history) };
}

const { EventType } = temporal.api.enums.v1;

/** What a completed task leaves behind it; everything else comes from outside and belongs to the next task. */
const ofTasks: ReadonlySet<unknown> = new Set([
  EventType.EVENT_TYPE_TIMER_STARTED,
  EventType.EVENT_TYPE_TIMER_CANCELED,
  EventType.EVENT_TYPE_MARKER_RECORDED,
  EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
  EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED,
  EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
]);

/** A history up to the end of its last completed task: what the workflow's code has decided, and nothing that still waits for it. */
export function settledHistory(history: History): History {
  const events = history.events ?? [];
  const last = events.findLastIndex(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
  const next = events.findIndex(({ eventType }, i) => i > last && !ofTasks.has(eventType));
  return { events: last < 0 ? [] : next < 0 ? events : events.slice(0, next) };
}
