import { fork, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { openStore } from '#store';
import { clientConverter } from '../../../api/temporal-codec';
import { clockOver } from '../../../api/deps';
import { takeIn } from '../../../api/intake';
import { temporalDesk } from '../../../api/temporal-desk';
import type { Deps } from '../../../api/deps';
import { searchAttributeTypes } from '../../../worker/servers';
import { prepareNamespace } from '../../../worker/servers/namespace';
import { waitUntil } from '../../../worker/servers/wait';
import { startMongo, startTemporal, temporaryFolder, type TestMongo, type TestTemporal } from '../../support/servers';

jest.setTimeout(240_000);

const root = path.resolve(__dirname, '../../..');
const loader = pathToFileURL(path.join(root, 'node_modules/tsx/dist/loader.mjs')).href;
/** 90 days of 86,400 seconds. */
const retention = 7_776_000;

describe('on a Temporal server that was given', () => {
  let mongo: TestMongo;
  let temporal: TestTemporal;
  let connection: Connection;
  const folder = temporaryFolder();
  const workers: ChildProcess[] = [];
  const namespace = `given-${randomBytes(4).toString('hex')}`;

  beforeAll(async () => {
    [mongo, temporal] = await Promise.all([startMongo(), startTemporal()]);
    connection = await Connection.connect({ address: temporal.address });
  }, 120_000);
  afterAll(async () => {
    await Promise.all(workers.map(ended));
    await connection.close();
    await Promise.all([mongo.stop(), temporal.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const env = (more: Record<string, string> = {}) => ({
    ...process.env,
    ...{ MONGODB_URI: mongo.uri, TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: namespace },
    ...{ LIANGXIN_DATA: folder, LIANGXIN_CITY: 'gy-base', LIANGXIN_LANG: 'en', LIANGXIN_SPEED: '1', ...more },
  });
  const seed = (more: Record<string, string> = {}): Promise<{ code: number | null; said: string }> => {
    const child = spawn(process.execPath, ['--import', loader, path.join(root, 'worker/seed.ts')], { env: env(more) });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
  };
  const startWorker = async (): Promise<ChildProcess> => {
    const child = fork(path.join(root, 'worker/main.ts'), { env: env(), execArgv: ['--import', loader], silent: true });
    workers.push(child);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`the worker left with ${code}: ${said}`)));
    });
    return child;
  };
  const ended = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
  const keptFor = async (name: string): Promise<number> => {
    const { config } = await connection.workflowService.describeNamespace({ namespace: name });
    return Number(config?.workflowExecutionRetentionTtl?.seconds);
  };
  const attributes = async (name: string): Promise<string[]> => {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: name });
    return Object.keys(customAttributes);
  };

  it('a namespace that forgets after a day and knows nothing of ours is made ready, and made ready again', async () => {
    const name = `${namespace}-old`;
    await connection.workflowService.registerNamespace({
      namespace: name,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    await prepareNamespace(temporal.address, name, 60_000);
    expect(await keptFor(name)).toBe(retention);
    expect(await attributes(name)).toEqual(expect.arrayContaining(Object.keys(searchAttributeTypes)));
    await prepareNamespace(temporal.address, name, 60_000);
    expect(await keptFor(name)).toBe(retention);
  });

  it('workers make the namespace ready before they say so, and one Schedule however many start', async () => {
    expect(await seed()).toMatchObject({ code: 0 });
    await Promise.all([startWorker(), startWorker()]);
    expect(await keptFor(namespace)).toBe(retention);
    expect(await attributes(namespace)).toEqual(expect.arrayContaining(Object.keys(searchAttributeTypes)));
    const client = new Client({ connection, namespace });
    const there = async (): Promise<string[]> => {
      const found: string[] = [];
      for await (const { scheduleId } of client.schedule.list()) found.push(scheduleId);
      return found;
    };
    expect(await waitUntil(async () => (await there()).length > 0, 60_000)).toBe(true);
    await startWorker();
    expect((await there()).sort()).toEqual(['stuck-sweep', 'theme-sweep']);
    const { spec, action } = await client.schedule.getHandle('stuck-sweep').describe();
    // gy-base/settings.json: every 300 s.
    expect(spec.intervals).toMatchObject([{ every: 300_000 }]);
    expect(action).toMatchObject({ workflowType: 'stuckSweep', taskQueue: 'liangxin' });
  });

  it('another LIANGXIN_SPEED is taken while nothing is open, and refused in one sentence while something is', async () => {
    expect(await seed({ LIANGXIN_SPEED: '3' })).toEqual({ code: 0, said: '' });
    expect(await seed({ LIANGXIN_SPEED: '1' })).toEqual({ code: 0, said: '' });
    const store = await openStore({ uri: mongo.uri, dataFolder: folder });
    const clock = clockOver((await store.settings.get()).document.clock);
    const client = new Client({ connection, namespace, dataConverter: clientConverter(store) });
    const desk = temporalDesk({ client, store, city: 'gy-base', time: clock.time });
    await takeIn({ store, clock, desk } as unknown as Deps, {
      ...{ source: 'desk', externalId: 'open', category: 'posters', district: '520103', text: '贴满野广告' },
      ...{ reporter: {}, anonymous: true, photos: [] },
    });
    const refused = await seed({ LIANGXIN_SPEED: '3' });
    expect(refused.code).toBe(3);
    expect(refused.said.trimEnd()).toBe(
      'The open issues of this data folder run by LIANGXIN_SPEED=1, which cannot become 3: start with 1, or use another LIANGXIN_DATA for 3.',
    );
    expect((await store.settings.get()).document.clock?.speed).toBe(1);
    expect(await seed({ LIANGXIN_SPEED: '1' })).toEqual({ code: 0, said: '' });
    await store.close();
  });
});
