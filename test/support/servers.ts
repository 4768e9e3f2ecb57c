/**
 * Servers for tests. `npm test` starts one MongoDB and one Temporal server for the whole run and passes their addresses
 * by environment; a single test run by hand starts its own. Every test takes its own database, task queue and ids.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  findBrowser,
  findTestServer,
  sayNothing,
  searchAttributeCodes,
  startLocalMongo,
  startLocalTemporal,
} from '../../worker/servers';
import type { Supervised } from '../../worker/servers';

/** How `test/run.ts` tells the tests what it has prepared. */
export const TEST_ENV = {
  mongo: 'LIANGXIN_TEST_MONGODB_URI',
  temporal: 'LIANGXIN_TEST_TEMPORAL_ADDRESS',
  testServer: 'LIANGXIN_TEST_SERVER',
  browser: 'LIANGXIN_TEST_BROWSER',
} as const;

/** `own`: a server of this test alone, which it may kill (`child.pid()`; it comes back by itself on the same port). */
export type ServerChoice = { readonly own?: boolean };

export type TestMongo = { readonly uri: string; readonly child: Supervised | undefined; readonly stop: () => Promise<void> };

/** A MongoDB address with a fresh database name. */
export async function startMongo(choice: ServerChoice = {}): Promise<TestMongo> {
  const database = `t${randomBytes(6).toString('hex')}`;
  const shared = process.env[TEST_ENV.mongo];
  if (shared !== undefined && choice.own !== true) {
    return { uri: withDatabase(shared, database), child: undefined, stop: () => Promise.resolve() };
  }
  const folder = temporaryFolder();
  const { uri, child } = await startLocalMongo({ folder, say: sayNothing, database });
  return { uri, child, stop: () => stopAndRemove(child, folder) };
}

export type TestTemporal = {
  readonly address: string;
  readonly namespace: string;
  /** A name that no other test has. */
  readonly taskQueue: string;
  readonly child: Supervised | undefined;
  readonly stop: () => Promise<void>;
};

/** A real Temporal server whose namespace knows our search attributes. */
export async function startTemporal(choice: ServerChoice = {}): Promise<TestTemporal> {
  const given = { namespace: 'default', taskQueue: `t-${randomBytes(6).toString('hex')}` };
  const shared = process.env[TEST_ENV.temporal];
  if (shared !== undefined && choice.own !== true) {
    return { ...given, address: shared, child: undefined, stop: () => Promise.resolve() };
  }
  const folder = temporaryFolder();
  const { address, child } = await startLocalTemporal({ folder, say: sayNothing, namespace: given.namespace, withUi: false });
  return { ...given, address, child, stop: () => stopAndRemove(child, folder) };
}

/** The time-skipping server: seven days of timers in a second. It has no lists and no Schedules; our search attributes are registered. Call `teardown()`. */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  const program = process.env[TEST_ENV.testServer] ?? (await findTestServer(sayNothing));
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: program } },
  });
  await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: searchAttributeCodes });
  return env;
}

/** How to launch the browser with playwright-core; Chromium refuses its sandbox to root. */
export async function browserLaunch(): Promise<{ executablePath: string; args: string[] }> {
  const executablePath = process.env[TEST_ENV.browser] ?? (await findBrowser(sayNothing));
  return { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
}

/** An empty folder that the test removes. */
export const temporaryFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'liangxin-test-'));

async function stopAndRemove(child: Supervised, folder: string): Promise<void> {
  await child.stop();
  rmSync(folder, { recursive: true, force: true });
}

function withDatabase(uri: string, database: string): string {
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return url.href;
}
