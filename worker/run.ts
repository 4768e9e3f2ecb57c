import { DefaultLogger, type InjectedSinks, type NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import type { Store } from '#store';
import { heartbeat } from '@temporalio/activity';
import {
  createIssueActivities,
  createPieceActivities,
  createRecorder,
  createSweepActivities,
  createThemeActivities,
  type RecordStep,
} from '../activities';
import { taskQueue } from '../workflows/messages';
import type { RecordSinks } from '../workflows/recording';
import { workflowBundle } from './bundle';
import { workerConverter } from './connect';
import { otherIssues } from './other-issues';
import { looksAt } from './sights';

export type WorkerTools = {
  connection: NativeConnection;
  namespace: string;
  client: Client;
  store: Store;
  now: () => string;
  queue?: string;
  /** Tests stop a process between a step's record and the end of its task. */
  around?: (record: RecordStep) => RecordStep;
  /** Another bundle than that of the sources: tests run changed code over the issues of older code. */
  bundle?: { code: string };
};

const realNow = (): string => new Date().toISOString();

/** A Temporal worker for issues: the bundle, the activities over this store, and the limits of a two-core machine. */
export async function createIssueWorker({
  connection,
  namespace,
  client,
  store,
  now,
  queue = taskQueue,
  around = (record) => record,
  bundle,
}: WorkerTools): Promise<Worker> {
  const record = around(createRecorder({ store, failed: noteFailure }));
  const sinks: InjectedSinks<RecordSinks> = {
    records: { step: { fn: (_info, step) => record(step), callDuringReplay: false } },
  };
  return Worker.create({
    connection,
    namespace,
    taskQueue: queue,
    workflowBundle: bundle ?? (await workflowBundle()),
    dataConverter: workerConverter(store),
    activities: {
      ...createIssueActivities({ store, others: otherIssues(client, store), now }),
      ...createPieceActivities({ store }),
      ...createThemeActivities({ store, now }),
      ...createSweepActivities({ store, look: looksAt(client, realNow), realNow, beat: () => heartbeat() }),
    },
    sinks,
    // After a kill the tasks of the worker that is gone wait so long for it before another takes them.
    stickyQueueScheduleToStartTimeout: '5s',
    shutdownGraceTime: '2s',
    shutdownForceTime: '3s',
  });
}

const noteFailure = (failure: { stream: string; seq: number; code: string }): void =>
  void process.stderr.write(`WARN a record could not be written ${JSON.stringify(failure)}\n`);

/** The SDK's own log, as lines on standard error from warnings on. */
export function quietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
      process.stderr.write(`${level} ${message} ${JSON.stringify(meta ?? {})}\n`),
    ),
    shutdownSignals: [],
  });
}
