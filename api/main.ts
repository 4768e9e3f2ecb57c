import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { z } from 'zod';
import { type DeskTime, wallTime } from '#domain';
import { openStore } from '#store';
import { buildApp } from './app';
import { clockOver } from './deps';
import { clientConverter } from './temporal-codec';
import { temporalDesk } from './temporal-desk';
import { temporalPieceDesk } from './temporal-pieces';

/** The api's process: finds its addresses in the environment, listens, and leaves in order on SIGTERM. */
const number = (fallback: number) =>
  z.preprocess((value) => (value === undefined || value === '' ? fallback : Number(value)), z.number());
const environment = z.object({
  PORT: number(8080),
  HOST: z.string().default('127.0.0.1'),
  MONGODB_URI: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  LIANGXIN_DATA: z.string().default('.data'),
  LIANGXIN_CITY: z.string().default('guiyang'),
  LIANGXIN_SPEED: number(1),
  LIANGXIN_PUBLIC_URL: z.url().optional(),
  LIANGXIN_TEMPORAL_UI: z.string().default('http://127.0.0.1:8233,http://localhost:8233'),
  LIANGXIN_TRUSTED_PROXIES: z.string().default('loopback'),
  LIANGXIN_MASTER_KEY: z.string().optional(),
});

const root = path.resolve(__dirname, '..');
const closeWithinMs = 1_500;

async function main(): Promise<void> {
  const env = environment.parse(process.env);
  const log = pino({ level: 'info', redact: ['*.password', '*.token'] });
  const store = await openStore({
    uri: env.MONGODB_URI,
    dataFolder: env.LIANGXIN_DATA,
    ...(env.LIANGXIN_MASTER_KEY === undefined ? {} : { masterKey: env.LIANGXIN_MASTER_KEY }),
  });
  const connection = await Connection.connect({ address: env.TEMPORAL_ADDRESS });
  const client = new Client({ connection, namespace: env.TEMPORAL_NAMESPACE, dataConverter: clientConverter(store) });
  const { document } = await store.settings.get();
  const time = timeOf(document.clock, env.LIANGXIN_SPEED);
  const clock = clockOver(time);
  const desk = temporalDesk({ client, store, city: document.city, time });
  const dist = path.join(root, 'designer', 'dist');
  const app = await buildApp({
    ...{ store, desk, clock, log, pieceDesk: temporalPieceDesk({ client, time }), city: document.city },
    sessionSecret: sessionSecretIn(env.LIANGXIN_DATA, env.LIANGXIN_MASTER_KEY),
    web: { dist, pages: path.join(root, 'designer', 'public') },
    trustedProxies: env.LIANGXIN_TRUSTED_PROXIES,
    codecOrigins: env.LIANGXIN_TEMPORAL_UI.split(',').map((origin) => origin.trim()),
    ...(env.LIANGXIN_PUBLIC_URL === undefined ? {} : { publicUrl: env.LIANGXIN_PUBLIC_URL }),
  });

  const server = app.express.listen(env.PORT, env.HOST, () => log.info({ port: env.PORT, host: env.HOST }, 'api listens'));
  server.on('error', (error) => {
    log.error({ err: error }, 'api cannot listen');
    process.exit(1);
  });
  let leaving = false;
  const leave = (): void => {
    if (leaving) return;
    leaving = true;
    app.close();
    setTimeout(() => server.closeAllConnections(), closeWithinMs).unref();
    server.close(() => {
      void Promise.allSettled([connection.close(), store.close()]).then(() => process.exit(0));
    });
    server.closeIdleConnections();
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
}

/** The desk's clock is the data folder's own; the environment only says what is expected of it. */
function timeOf(stored: DeskTime | undefined, speed: number): DeskTime {
  const time = stored ?? wallTime;
  if (time.speed !== speed)
    throw new Error(`this data folder's desk clock runs at speed ${time.speed}, LIANGXIN_SPEED says ${speed}`);
  return time;
}

/** Sessions outlive a restart: the key is derived from the master key, or kept in the data folder. */
function sessionSecretIn(folder: string, masterKey: string | undefined): string {
  if (masterKey !== undefined) return createHmac('sha256', masterKey).update('session').digest('base64url');
  const file = path.join(folder, 'session.key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = randomBytes(32).toString('base64url');
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
