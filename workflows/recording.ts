import { proxySinks, type Sinks, workflowInfo } from '@temporalio/workflow';
import type { StepRecord } from '#domain';

type AnyRecord = StepRecord<unknown, unknown, unknown>;

/** Where a step's record goes: to the store on a worker, to whoever rebuilds the read model in a replay. */
export type RecordSinks = Sinks & { records: { step(record: AnyRecord): void } };

/** Replays that want to hear of the steps run under this name (`replayName`). */
export const replayName = 'liangxin-replay';

const { records } = proxySinks<RecordSinks>();

/**
 * Hands a step's record on. The worker writes it before it reports the task that made it (`createRecorder`), so a step that its
 * history holds has its record, tentative at least; and no task is reported that could not write.
 *
 * Not a local activity, as it once was: while a task waits for nothing but local activities, the SDK's core lays another task of
 * the same run over it (when the server gave the first up, under load or after a kill), and what is then recorded can be replayed
 * by no worker. While a sink is awaited an activation is out, and the core keeps the other task for later. It also costs no event.
 *
 * A replay is known by its queue's name and not by `isReplaying`: that is false in the last task of a replay, and true whenever a
 * worker fetches an issue back into memory, which must cost nothing.
 */
export function recordStep(record: AnyRecord): void {
  const { taskQueue, unsafe } = workflowInfo();
  if (unsafe.isReplaying && !taskQueue.startsWith(replayName)) return;
  records.step(record);
}
