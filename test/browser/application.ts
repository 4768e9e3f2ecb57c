import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createDesk, sayNothing } from '../../worker/servers';
import { freePort } from '../../worker/servers/port';
import { startMongo, startTemporal, temporaryFolder } from '../support/servers';

/** The whole application as `npm start` starts it: worker, sample city, built web pages and api, on a port of its own. */
export type Application = { base: string; data: string; passwordOf: (person: string) => string; stop: () => Promise<void> };

const root = path.resolve(__dirname, '../..');
const script = (file: string): string => path.join(root, file);

/** Its database and its Temporal server are its own: two desks on one server would take each other's work. */
export async function startApplication(more: Record<string, string> = {}): Promise<Application> {
  const [mongo, temporal, port] = [await startMongo(), await startTemporal({ own: true }), await freePort()];
  const data = temporaryFolder();
  const desk = createDesk({
    root,
    env: {
      ...process.env,
      PORT: String(port),
      LIANGXIN_DATA: data,
      LIANGXIN_CITY: 'guiyang',
      LIANGXIN_SPEED: '1',
      MONGODB_URI: mongo.uri,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      ...more,
    },
    say: sayNothing,
    scripts: { worker: script('worker/main.ts'), seed: script('worker/seed.ts'), api: script('api/main.ts') },
  });
  const stop = async (): Promise<void> => {
    await desk.stop();
    await Promise.all([mongo.stop(), temporal.stop()]);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await desk.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { base: `http://127.0.0.1:${port}`, data, passwordOf: (person) => passwordIn(data, person), stop };
}

function passwordIn(data: string, person: string): string {
  const lines = readFileSync(path.join(data, 'passwords.txt'), 'utf8').split('\n');
  const found = lines.map((line) => /^(\S+)\s+(\S+)/.exec(line)).find((one) => one?.[1] === person);
  if (found?.[2] === undefined) throw new Error(`${person} has no password in passwords.txt`);
  return found[2];
}
