import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createDesk, freePort, sayToTerminal } from '../servers';
import { Caller } from './calls';
import { platformSecret } from './resident';

/** The desk the story is played on. `stop` ends it when the demo started it itself. */
export type DemoDesk = { base: string; dataFolder: string; speed: number; own: boolean; stop: () => Promise<void> };

type Env = Readonly<Record<string, string | undefined>>;

/**
 * How much faster than the wall a desk must run: slower, five working days are longer than anybody watches; faster, people at
 * a keyboard cannot keep a sign clock of one working day.
 */
const playable = { least: 8_000, most: 25_000 };
const ownSpeed = 18_000;

/** The desk at PORT when it answers, runs fast enough and its data folder is at hand; else null. */
export async function runningDesk(env: Env): Promise<DemoDesk | null> {
  const base = `http://${env['HOST'] ?? '127.0.0.1'}:${env['PORT'] ?? '8080'}`;
  const dataFolder = path.resolve(env['LIANGXIN_DATA'] ?? '.data');
  const city = await new Caller(base).get('/api/city').catch(() => null);
  const speed = Number(city?.['speed']);
  const fits = city?.['city'] === 'guiyang' && speed >= playable.least && speed <= playable.most;
  if (!fits || platformSecret(dataFolder) === null) return null;
  return { base, dataFolder, speed, own: false, stop: () => Promise.resolve() };
}

/** A desk of the demo's own in a new folder of the system's for temporary ones, on a free port. Stopped, it is gone. */
export async function ownDesk(root: string, env: Env): Promise<DemoDesk> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'liangxin-demo-'));
  const port = await freePort();
  const script = (file: string): string => path.join(root, file);
  const scripts = { worker: script('worker/main.ts'), seed: script('worker/seed.ts'), api: script('api/main.ts') };
  const settings = {
    PORT: String(port),
    HOST: '127.0.0.1',
    LIANGXIN_DATA: dataFolder,
    LIANGXIN_CITY: 'guiyang',
    LIANGXIN_SPEED: String(ownSpeed),
    // The demo's database is its own, whatever server the desk itself is given.
    MONGODB_URI: undefined,
    TEMPORAL_ADDRESS: undefined,
  };
  const desk = createDesk({ root, env: { ...env, ...settings }, say: sayUntilUp(), scripts });
  const stop = async (): Promise<void> => {
    await desk.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    await desk.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { base: `http://127.0.0.1:${port}`, dataFolder, speed: ownSpeed, own: true, stop };
}

/** Shows what takes its time, above all a first start; not the greeting with addresses and passwords that nobody will use. */
function sayUntilUp(): typeof sayToTerminal {
  let isUp = false;
  return (line) => {
    isUp ||= line.en.startsWith('\nLiangxin is up');
    if (!isUp) sayToTerminal(line);
  };
}
