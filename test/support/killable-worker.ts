import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { openStore } from '#store';
import type { RecordStep } from '../../activities';
import { createOutboxRunner } from '../../activities/outbox';
import { clockOver } from '../../api/deps';
import { startUnstarted } from '../../api/intake';
import { temporalDesk } from '../../api/temporal-desk';
import { connectClient, connectWorker, workerConverter } from '../../worker/connect';
import { mendStreams } from '../../worker/reproject-streams';
import { createIssueWorker, quietRuntime } from '../../worker/run';
import { confirmTentative, every } from '../../worker/sweeps';

/**
 * The worker's process for tests that kill it: the same worker, sweeps and outbox as `worker/main.ts`, and a trap. While the file
 * `TRAP` exists, the next step that has written its record dies there, before its task ends; the file's name tells which.
 */
const env = z
  .object({
    MONGODB_URI: z.string(),
    TEMPORAL_ADDRESS: z.string(),
    LIANGXIN_DATA: z.string(),
    TRAP: z.string(),
    TASK_QUEUE: z.string().default('liangxin'),
  })
  .parse(process.env);

const note = (job: string, error: unknown): void =>
  void process.stderr.write(`${new Date().toISOString()} ${job} ${error instanceof Error ? error.message : String(error)}\n`);

function trapped(write: RecordStep): RecordStep {
  return async (record) => {
    await write(record);
    const { stream, seq, at, prevHash, hash, confirmed } = record;
    note(
      'record',
      `${stream} ${seq} ${at} ${prevHash.slice(0, 8)} ${hash.slice(0, 8)} confirms ${confirmed?.seq} pid ${process.pid}`,
    );
    if (!existsSync(env.TRAP)) return;
    rmSync(env.TRAP);
    appendFileSync(`${env.TRAP}.sprung`, `${JSON.stringify({ stream: record.stream, seq: record.seq, hash: record.hash })}\n`);
    process.kill(process.pid, 'SIGKILL');
    // Nothing of the task may go on while the signal is on its way.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
}

async function main(): Promise<void> {
  quietRuntime();
  const store = await openStore({ uri: env.MONGODB_URI, dataFolder: env.LIANGXIN_DATA });
  const addresses = { temporal: env.TEMPORAL_ADDRESS, namespace: 'default' };
  const [{ client }, connection] = await Promise.all([connectClient(addresses, store), connectWorker(addresses)]);
  const { document: settings } = await store.settings.get();
  const clock = clockOver(settings.clock);
  const now = (): string => clock.now();
  const worker = await createIssueWorker({
    ...{ connection, namespace: 'default', client, store, now, around: trapped },
    queue: env.TASK_QUEUE,
  });
  const dataConverter = workerConverter(store);
  const mend = async (streams: readonly string[]): Promise<void> => {
    for (const { stream, seq, code } of await mendStreams({ store, client, dataConverter }, streams))
      note(code, `${stream} ${seq}`);
  };
  const desk = temporalDesk({ client, store, city: settings.city, time: clock.time, queue: env.TASK_QUEUE });
  const log = {
    info: () => undefined,
    warn: (_: object, text: string) => note('warn', text),
    error: (_: object, text: string) => note('error', text),
  };
  every(500, 'confirm', () => confirmTentative(store, client, () => clock.realNow(), mend), note);
  every(5_000, 'start', () => startUnstarted({ store, desk, clock, log }), note);
  const outbox = createOutboxRunner(
    {
      ...{ store, holder: randomUUID(), random: Math.random, report: () => undefined },
      now: () => new Date().toISOString(),
      dispatch: (dispatch) => Promise.reject(new Error(`${dispatch.kind} is no part of this test`)),
    },
    { leaseMs: 10_000, batch: 50, idleMs: { from: 50, to: 1_000 } },
  );
  outbox.start();
  const running = worker.run();
  process.send?.('ready');
  process.on('SIGTERM', () => worker.shutdown());
  await running;
  process.exit(0);
}

main().catch((error: unknown) => {
  note('failed', error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
});
