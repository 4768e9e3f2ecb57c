import { type InjectedSinks, NativeConnection, Worker } from '@temporalio/worker';
import { openStore, type Store } from '#store';
import { connectClient } from '../../worker/connect';
import { createIssueWorker, quietRuntime } from '../../worker/run';
import type { WorkerKind } from './children';
import { createRecorder } from '../../activities';
import type { RecordSinks } from '../../workflows/recording';
import { createBareActivities } from './bare/activities';
import { createTwinActivities } from './twin/activities';
import { benchBundle } from './bundle';

/** A worker of one kind in a process of its own; says `ready`, answers `usage`, leaves at `stop`. */

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

const addresses = { temporal: setting('TEMPORAL_ADDRESS'), namespace: setting('TEMPORAL_NAMESPACE') };
const queue = setting('BENCH_QUEUE');

type Closing = () => Promise<unknown>;
type Made = { worker: Worker; close: Closing };

const openTheStore = (): Promise<Store> => openStore({ uri: setting('MONGODB_URI'), dataFolder: setting('LIANGXIN_DATA') });

const makers: Record<WorkerKind, (connection: NativeConnection) => Promise<Made>> = {
  product: async (connection) => {
    const store = await openTheStore();
    const { client, close } = await connectClient(addresses, store);
    const now = (): string => new Date().toISOString();
    const worker = await createIssueWorker({ connection, namespace: addresses.namespace, client, store, now, queue });
    return { worker, close: () => Promise.all([close(), store.close()]) };
  },
  twin: async (connection) => {
    const store = await openTheStore();
    const record = createRecorder({ store, failed: () => undefined });
    const sinks: InjectedSinks<RecordSinks> = {
      records: { step: { fn: (_info, step) => record(step), callDuringReplay: false } },
    };
    const worker = await plainWorker(connection, 'twin', createTwinActivities(store), sinks);
    return { worker, close: () => store.close() };
  },
  bare: async (connection) => ({
    worker: await plainWorker(connection, 'bare', createBareActivities()),
    close: () => Promise.resolve(),
  }),
};

const plainWorker = async (
  connection: NativeConnection,
  folder: string,
  activities: object,
  sinks?: InjectedSinks<RecordSinks>,
): Promise<Worker> =>
  Worker.create({
    ...{ connection, namespace: addresses.namespace, taskQueue: queue, activities, ...(sinks ? { sinks } : {}) },
    workflowBundle: await benchBundle(folder),
    ...{ shutdownGraceTime: '2s', shutdownForceTime: '3s' },
  });

async function main(): Promise<void> {
  quietRuntime();
  const connection = await NativeConnection.connect({ address: addresses.temporal });
  const { worker, close } = await makers[process.argv[2] as WorkerKind](connection);
  const running = worker.run();
  process.on('message', (message) => {
    if (message === 'usage') tellUsage();
    if (message === 'stop') worker.shutdown();
  });
  process.on('disconnect', () => worker.shutdown());
  process.send?.('ready');
  await running;
  await connection.close();
  await close();
  process.exit(0);
}

function tellUsage(): void {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
