import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../worker/servers';
import { waitUntil } from '../../worker/servers/wait';
import { temporaryFolder } from '../support/servers';
import { watchNoise } from './machine';
import type { Bench } from './run';
import { spreadOf } from './stats';

/** `npm start` on a data folder that has been used before: seconds until it takes requests. */

const root = path.resolve(__dirname, '../..');
const readyWithinMs = 300_000;

export const startUp: Bench = async () => {
  const data = temporaryFolder();
  const heard = watchNoise([]);
  try {
    await startOnce(data);
    const seconds = [await startOnce(data), await startOnce(data)];
    return {
      title: 'npm start, warm',
      lines: [{ what: 'until it takes requests', unit: 's', product: spreadOf(seconds), goal: { of: 'product', atMost: 15 } }],
      noise: [heard()],
      notes: ['the second and third start on one data folder; the first, which loads the city, is not counted'],
    };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
};

async function startOnce(data: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const { TEMPORAL_ADDRESS: _temporal, MONGODB_URI: _mongo, ...env } = process.env;
  const child = spawn(process.execPath, ['worker/bootstrap.mjs', 'worker/start.ts'], {
    cwd: root,
    env: { ...env, PORT: String(port), LIANGXIN_DATA: data },
    stdio: 'ignore',
  });
  const gone = once(child, 'exit');
  const isUp = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const up = await waitUntil(async () => child.exitCode !== null || (await isUp()), readyWithinMs);
  const seconds = (performance.now() - began) / 1000;
  const started = up && child.exitCode === null;
  child.kill('SIGTERM');
  await gone;
  if (!started) throw new Error('npm start did not come up');
  return seconds;
}
