import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findMongo, mongoCommand, mongoUri } from './mongo';
import { prepareNamespace } from './namespace';
import { accepts, freePort } from './port';
import { supervise } from './process';
import type { Supervised } from './process';
import type { Say } from './say';
import { findTemporal, temporalCommand } from './temporal';

const READY_MS = 60_000;
const MONGO_STOP_MS = 3_000;
const TEMPORAL_STOP_MS = 4_000;

/** `folder` holds the server's data and log; `onStarted` hears of the child before it is ready, so that a stop finds it. */
export type LocalServerOptions = {
  readonly folder: string;
  readonly say: Say;
  /** The ports that people know (27017, 7233, 8233) where they are free: for the desk, not for tests side by side. */
  readonly usualPorts?: boolean;
  readonly onStarted?: (child: Supervised) => void;
  readonly onChange?: () => void;
};

/** Finds and starts a MongoDB server; resolves when it takes connections. The port stays the same over restarts. */
export async function startLocalMongo(
  options: LocalServerOptions & { readonly database: string },
): Promise<{ uri: string; child: Supervised }> {
  const program = await findMongo(options.say);
  const port = await freePort(options.usualPorts === true ? 27_017 : undefined);
  mkdirSync(options.folder, { recursive: true });
  const command = mongoCommand(program, { port, folder: options.folder });
  const logFile = path.join(options.folder, 'mongo.log');
  const ready = (): Promise<boolean> => accepts('127.0.0.1', port, 1_000);
  const child = supervise(
    { ...command, name: 'mongo', logFile, ready, readyWithinMs: READY_MS, stopWithinMs: MONGO_STOP_MS },
    options,
  );
  options.onStarted?.(child);
  await child.firstReady;
  return { uri: mongoUri(port, options.database), child };
}

export type LocalTemporal = { readonly address: string; readonly uiAddress: string | undefined; readonly child: Supervised };

/** Finds and starts a Temporal server; resolves when the namespace keeps 90 days and knows our search attributes. */
export async function startLocalTemporal(
  options: LocalServerOptions & { readonly namespace: string; readonly withUi: boolean },
): Promise<LocalTemporal> {
  const program = await findTemporal(options.say);
  const port = await freePort(options.usualPorts === true ? 7_233 : undefined);
  const uiPort = options.withUi ? await freePort(options.usualPorts === true ? 8_233 : undefined) : undefined;
  mkdirSync(options.folder, { recursive: true });
  const place = { port, uiPort, dbFile: path.join(options.folder, 'temporal.db'), namespace: options.namespace };
  const logFile = path.join(options.folder, 'temporal.log');
  const ready = (): Promise<boolean> => accepts('127.0.0.1', port, 1_000);
  const plan = {
    ...temporalCommand(program, place),
    name: 'temporal',
    logFile,
    ready,
    readyWithinMs: READY_MS,
    stopWithinMs: TEMPORAL_STOP_MS,
  };
  const child = supervise(plan, options);
  options.onStarted?.(child);
  await child.firstReady;
  const address = `127.0.0.1:${port}`;
  await prepareNamespace(address, options.namespace, READY_MS, () => child.pid() === undefined);
  return { address, uiAddress: uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`, child };
}
