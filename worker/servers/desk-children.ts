import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Servers } from './desk-servers';
import type { ChildPlan } from './child-run';
import type { Settings } from './settings';

const READY_MS = 90_000;
// Together with the servers' own (4 s, side by side) the whole stop stays within 10 s.
const API_STOP_MS = 2_000;
const WORKER_STOP_MS = 3_500;

/** What the worker, the seed and the api are told. */
export const childEnv = (settings: Settings, servers: Servers): Record<string, string> => ({
  PORT: String(settings.port),
  HOST: settings.host,
  LIANGXIN_DATA: settings.data,
  LIANGXIN_CITY: settings.city,
  LIANGXIN_SPEED: String(settings.speed),
  MONGODB_URI: servers.mongodbUri,
  TEMPORAL_ADDRESS: servers.temporalAddress,
  TEMPORAL_NAMESPACE: settings.namespace,
});

export const nodeArgs = (script: string): string[] => ['--import', pathToFileURL(require.resolve('tsx')).href, script];

export function workerPlan(script: string, settings: Settings, env: Record<string, string>): ChildPlan {
  return {
    name: 'worker',
    command: process.execPath,
    args: nodeArgs(script),
    env,
    logFile: path.join(settings.data, 'logs', 'worker.log'),
    ready: 'message',
    readyWithinMs: READY_MS,
    stopWithinMs: WORKER_STOP_MS,
  };
}

export function apiPlan(script: string, settings: Settings, env: Record<string, string>): ChildPlan {
  return {
    name: 'api',
    command: process.execPath,
    args: nodeArgs(script),
    env,
    logFile: path.join(settings.data, 'logs', 'api.log'),
    ready: () => isReady(`${addressOf(settings)}/readyz`),
    readyWithinMs: READY_MS,
    stopWithinMs: API_STOP_MS,
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** An address that a browser on this machine can open, also when we listen on all addresses. */
export function addressOf({ host, port }: Settings): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
