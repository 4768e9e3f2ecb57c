import { proxySinks, type Sinks, workflowInfo } from '@temporalio/workflow';
import type { StepRecord } from '#domain';

/** What a replay hears of each step that the history holds: the record as it was written. */
export type ReplaySinks = Sinks & { replay: { step(record: StepRecord): void } };

/** Replays that want to hear of the steps run under this name (`replayName`). */
export const replayName = 'liangxin-replay';

const { replay } = proxySinks<ReplaySinks>();

/**
 * Tells a replay what a step recorded, so that the read model can be rebuilt from histories. Known by its queue's name and not
 * by `isReplaying`: that is false in the last task of a replay, and true whenever a worker fetches an issue back into memory,
 * which must cost nothing.
 */
export function showToReplay(record: StepRecord): void {
  if (workflowInfo().taskQueue.startsWith(replayName)) replay.step(record);
}
