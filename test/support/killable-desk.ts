import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { z } from 'zod';
import { openStore, type Store } from '#store';
import { hashPassword } from '../../api/passwords';
import { clientConverter } from '../../api/temporal-codec';
import { sayNothing, startLocalMongo, startLocalTemporal, type Supervised } from '../../worker/servers';
import { accepts, freePort } from '../../worker/servers/port';
import { supervise } from '../../worker/servers/process';
import { waitUntil } from '../../worker/servers/wait';
import { temporaryFolder } from './servers';

/**
 * The whole desk as processes that a test may kill: MongoDB, Temporal, the worker (with a trap inside its steps) and the api, each
 * supervised as `npm start` does it. The city is seeded by the seed itself; everybody has the same password.
 */
export type Part = 'mongo' | 'temporal' | 'worker' | 'api';

export type KillableDesk = {
  folder: string;
  address: string;
  mongoUri: string;
  store: Store;
  client: Client;
  pid(part: Part): number | undefined;
  /** `kill -9` to all of them at once. */
  kill(parts: readonly Part[]): void;
  /** The next step of the worker dies between its record and the end of its task; resolves with what was recorded. */
  killInsideStep(withinMs: number): Promise<{ stream: string; seq: number; hash: string }>;
  /** Runs a script of the repository on this desk; its exit code and output. */
  run(script: string, ...args: string[]): Promise<{ code: number | null; output: string }>;
  /** What all processes have printed. */
  logs(): string;
  stop(): Promise<void>;
};

export const password = 'a-password-for-tests-only';

const root = path.resolve(__dirname, '../..');
const loader = pathToFileURL(path.join(root, 'node_modules/tsx/dist/loader.mjs')).href;
const scriptOf = (file: string): string[] => ['--import', loader, path.join(root, file)];
const readyWithinMs = 90_000;

export async function startKillableDesk({ speed }: { speed: number }): Promise<KillableDesk> {
  const folder = temporaryFolder();
  const place = (name: string): string => path.join(folder, name);
  for (const name of ['mongo', 'temporal', 'data']) mkdirSync(place(name), { recursive: true });
  const started: Supervised[] = [];
  const onStarted = (child: Supervised): void => void started.push(child);
  const [mongo, temporal] = await Promise.all([
    startLocalMongo({ folder: place('mongo'), say: sayNothing, onStarted, database: 'desk' }),
    startLocalTemporal({ folder: place('temporal'), say: sayNothing, onStarted, namespace: 'default', withUi: false }),
  ]);
  const port = await freePort();
  const env = {
    MONGODB_URI: mongo.uri,
    TEMPORAL_ADDRESS: temporal.address,
    LIANGXIN_DATA: place('data'),
    LIANGXIN_CITY: 'gy-base',
    LIANGXIN_SPEED: String(speed),
    PORT: String(port),
    TRAP: place('trap'),
  };
  const run: KillableDesk['run'] = (script, ...args) => runScript(script, args, env);
  const seeded = await run('worker/seed.ts');
  if (seeded.code !== 0) throw new Error(seeded.output);
  const store = await openStore({ uri: mongo.uri, dataFolder: place('data') });
  const passwordHash = await hashPassword(password);
  for (const { id } of await store.directory.people())
    await store.directory.setCredentials({ person: id, passwordHash, oneTime: false, changedAt: new Date().toISOString() });
  const child = (name: string, file: string, ready: 'message' | (() => Promise<boolean>)): Supervised =>
    supervise(
      {
        ...{ name, command: process.execPath, args: scriptOf(file), env, ready },
        ...{ logFile: place(`${name}.log`), readyWithinMs, stopWithinMs: 5_000 },
      },
      { say: sayNothing },
    );
  const worker = child('worker', 'test/support/killable-worker.ts', 'message');
  const api = child('api', 'api/main.ts', () => accepts('127.0.0.1', port, 1_000));
  started.push(worker, api);
  await Promise.all([worker.firstReady, api.firstReady]);
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, dataConverter: clientConverter(store) });
  const parts = { mongo: mongo.child, temporal: temporal.child, worker, api };
  const pid = (part: Part): number | undefined => parts[part].pid();
  return {
    ...{ folder, mongoUri: mongo.uri, address: `http://127.0.0.1:${port}`, store, client, pid, run },
    kill: (names) => {
      for (const name of names) killOne(pid(name));
    },
    killInsideStep: (withinMs) => springTrap(env.TRAP, withinMs),
    logs: () => ['mongo/mongo', 'temporal/temporal', 'worker', 'api'].map((name) => textOf(place(`${name}.log`))).join('\n'),
    stop: async () => {
      await connection.close();
      await store.close();
      // In order: the servers last.
      for (const one of started.reverse()) await one.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function killOne(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the same moment.
  }
}

const sprungSchema = z.object({ stream: z.string(), seq: z.number(), hash: z.string() });

async function springTrap(trap: string, withinMs: number): Promise<z.infer<typeof sprungSchema>> {
  const sprung = (): string[] => textOf(`${trap}.sprung`).split('\n').filter(Boolean);
  const before = sprung().length;
  writeFileSync(trap, '');
  if (!(await waitUntil(() => Promise.resolve(sprung().length > before), withinMs)))
    throw new Error('no step came into the trap');
  return sprungSchema.parse(JSON.parse(sprung().at(-1) ?? ''));
}

function runScript(
  script: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [...scriptOf(script), ...args], { env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
