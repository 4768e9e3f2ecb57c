import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import pino from 'pino';
import { carryImports } from '../api/calendar-apply';
import { clockOver } from '../api/deps';
import { carryMigrations } from '../api/migrations';
import { openStore, type Store } from '#store';
import { createDispatcher, createOutboxRunner, noteEnded, type DispatchPorts, type OutboxRunner } from '../activities';
import { startUnstarted } from '../api/intake';
import { temporalDesk } from '../api/temporal-desk';
import { temporalPieceDesk } from '../api/temporal-pieces';
import { connectClient, connectWorker, workerConverter } from './connect';
import { readEnvironment } from './environment';
import { otherIssues } from './other-issues';
import { mendStreams } from './reproject-streams';
import { createIssueWorker, quietRuntime } from './run';
import { ensureStuckSchedule, ensureThemeSchedule } from './schedules';
import { pickText, ServerProblem } from './servers';
import { prepareNamespace } from './servers/namespace';
import { confirmTentative, every, type Loop } from './sweeps';

/** The worker process: workflows and activities, the delivery of the outbox, and the sweeps. */

const confirmEveryMs = 500;
const startEveryMs = 10_000;
/** How soon an applied calendar edition, or a migration, begins to be carried to the issues. */
const carryEveryMs = 1_000;
const tidyEveryMs = 600_000;
const mendAgainMs = 600_000;
/** The interval of a Schedule is data: who changes it need not restart a worker. */
const scheduleEveryMs = 60_000;
const namespaceWithinMs = 60_000;
const outboxOptions = { leaseMs: 60_000, batch: 50, idleMs: { from: 50, to: 1_000 } };

async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  const log = pino({ level: 'info', base: null });
  quietRuntime();
  const store = await openStore({
    uri: env.MONGODB_URI,
    dataFolder: env.LIANGXIN_DATA,
    ...(env.LIANGXIN_MASTER_KEY ? { masterKey: env.LIANGXIN_MASTER_KEY } : {}),
  });
  await store.ensureIndexes();
  const addresses = { temporal: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE };
  // However this process was started, and on whatever server: an unregistered search attribute hangs an issue (DESIGN 9).
  await prepareNamespace(addresses.temporal, addresses.namespace, namespaceWithinMs);
  const [{ client, close }, connection] = await Promise.all([connectClient(addresses, store), connectWorker(addresses)]);
  const { document: settings } = await store.settings.get();
  const clock = clockOver(settings.clock);
  const worker = await createIssueWorker({ connection, namespace: addresses.namespace, client, store, now: () => clock.now() });
  const pieces = temporalPieceDesk({ client, time: clock.time });
  const outbox = runOutbox(
    store,
    { store, pieces, issues: otherIssues(client, store), now: () => clock.now(), realNow: () => clock.realNow() },
    log,
  );
  const desk = temporalDesk({ client, store, city: settings.city, time: clock.time });
  const noted = (job: string, error: unknown): void =>
    log.warn({ job, err: error instanceof Error ? error.message : String(error) }, 'will be tried again');
  const dataConverter = workerConverter(store);
  const unmended = new Map<string, number>();
  const mend = async (streams: readonly string[]): Promise<void> => {
    for (const fault of await mendStreams({ store, client, dataConverter }, streams)) {
      log.error(fault, 'cannot be written again');
      unmended.set(fault.stream, Date.now() + mendAgainMs);
    }
  };
  /** Streams whose history and record do not belong together: a person has to look, and the others do not wait for it. */
  const resting = (): string[] => {
    for (const [stream, until] of unmended) if (until <= Date.now()) unmended.delete(stream);
    return [...unmended.keys()];
  };
  const loops: Loop[] = [
    every(confirmEveryMs, 'confirm', () => confirmTentative(store, client, () => clock.realNow(), mend, resting()), noted),
    every(startEveryMs, 'start', () => startUnstarted({ store, desk, clock, log }), noted),
    every(carryEveryMs, 'calendar', () => carryImports({ store, desk, pieces, clock, log }), noted),
    every(carryEveryMs, 'migration', () => carryMigrations({ store, desk, clock, log }), noted),
    every(tidyEveryMs, 'tidy', () => tidy(store, clock.realNow(), clock.now()), noted),
    every(scheduleEveryMs, 'schedule', () => keepSchedule(store, client), noted),
  ];
  const running = worker.run();
  process.send?.('ready');
  stopOnSignal(() => worker.shutdown());
  // Told to stop while the database is away, the worker leaves tasks behind; the server gives them out again.
  await running.catch((error: unknown) =>
    log.warn({ err: error instanceof Error ? error.message : String(error) }, 'stopped in haste'),
  );
  await Promise.all([...loops.map((loop) => loop.stop()), outbox.stop()]);
  await Promise.allSettled([connection.close(), close(), store.close()]);
  process.exit(0);
}

async function keepSchedule(store: Store, client: Client): Promise<void> {
  const { sweeps, similar } = (await store.settings.get()).document;
  await ensureStuckSchedule(client, { everyMs: sweeps.stuck.everyMs });
  await ensureThemeSchedule(client, { everyMs: similar.themes.everyMs });
}

function runOutbox(store: Store, desk: DispatchPorts, log: pino.Logger): OutboxRunner {
  const ports = {
    store,
    now: desk.realNow,
    holder: randomUUID(),
    random: Math.random,
    dispatch: createDispatcher(desk),
    ended: noteEnded(desk),
    report: ({ lane, key, ok, code }: { lane: string; key: string; ok: boolean; code: string }) => {
      if (!ok) log.warn({ lane, key, code }, 'delivery failed, will be tried again');
    },
  };
  const runner = createOutboxRunner(ports, outboxOptions);
  runner.start();
  return runner;
}

/** What nobody comes back for: sessions past their time, pictures never sent in, erasures that were approved and cut short. */
async function tidy(store: Store, now: string, deskNow: string): Promise<void> {
  await store.sessions.deleteExpired(now);
  await store.photos.dropAbandoned();
  await store.similar.dropOld(deskNow);
  for (const { id } of (await store.erasures.list({ state: 'approved' })).items) await store.erasures.carryOut(id, now);
}

function stopOnSignal(stop: () => void): void {
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopped) return;
      stopped = true;
      stop();
    });
  }
}

main().catch((error: unknown) => {
  const reason = error instanceof ServerProblem ? pickText(error.text) : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${reason}\n`);
  process.exit(1);
});
