import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { accepts, freePort, isPortFree } from '../../../worker/servers/port';
import { restartPauseMs, supervise } from '../../../worker/servers/process';
import type { ChildPlan } from '../../../worker/servers/child-run';
import { recordChildren, stopLeftovers } from '../../../worker/servers/run-record';
import { pickText, sayNothing } from '../../../worker/servers/say';
import type { Text } from '../../../worker/servers/say';
import { waitUntil } from '../../../worker/servers/wait';

const soon = async (probe: () => boolean): Promise<void> =>
  expect(await waitUntil(() => Promise.resolve(probe()), 10_000)).toBe(true);

describe('ports', () => {
  it('is taken while somebody listens and free after', async () => {
    const server = net.createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port));
    });
    expect(await isPortFree(port, '127.0.0.1')).toBe(false);
    expect(await accepts('127.0.0.1', port, 1_000)).toBe(true);
    expect(await freePort(port)).not.toBe(port);
    await new Promise((resolve) => server.close(resolve));
    expect(await isPortFree(port, '127.0.0.1')).toBe(true);
    expect(await accepts('127.0.0.1', port, 1_000)).toBe(false);
    expect(await freePort(port)).toBe(port);
  });
});

describe('a supervised process', () => {
  let folder: string;
  let said: Text[];
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'liangxin-process-'));
    said = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const plan = (code: string, more: Partial<ChildPlan> = {}): ChildPlan => ({
    name: 'thing',
    command: process.execPath,
    args: ['-e', code],
    logFile: path.join(folder, 'thing.log'),
    ready: 'message',
    readyWithinMs: 10_000,
    stopWithinMs: 5_000,
    ...more,
  });
  const hooks = { say: (line: Text) => said.push(line) };
  const steady = 'process.send("ready"); setInterval(() => 0, 1000);';

  it('is started again after a kill, says so, and stops when told', async () => {
    const child = supervise(plan(steady), hooks);
    await child.firstReady;
    const first = child.pid()!;
    process.kill(first, 'SIGKILL');
    await soon(() => child.pid() !== undefined && child.pid() !== first);
    await soon(() => said.some((line) => line.en === 'thing is back'));
    expect(said[0]?.en).toContain('thing ended (SIGKILL)');
    await child.stop();
    expect(child.pid()).toBeUndefined();
  });

  it('is killed when it does not heed the polite signal', async () => {
    const child = supervise(plan(`process.on('SIGTERM', () => 0); ${steady}`, { stopWithinMs: 200 }), hooks);
    await child.firstReady;
    await child.stop();
    expect(child.pid()).toBeUndefined();
  });

  it('that ends before it is ready is not tried again, and its last words are shown', async () => {
    const child = supervise(plan('console.error("no such table"); process.exit(3)'), hooks);
    await expect(child.firstReady).rejects.toMatchObject({
      code: 'CHILD_FAILED',
      message: expect.stringContaining('no such table') as string,
    });
    expect(child.pid()).toBeUndefined();
  });

  it('that does not exist is a clear failure', async () => {
    const child = supervise(plan('', { command: '/no/such/program', ready: () => Promise.resolve(false) }), hooks);
    await expect(child.firstReady).rejects.toMatchObject({ code: 'CHILD_FAILED' });
  });

  it('left behind by a killed start is stopped by the next one', async () => {
    const record = path.join(folder, 'children.json');
    const child = supervise(plan(steady), hooks);
    await child.firstReady;
    recordChildren(record, [child]);
    expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({ thing: { pid: child.pid() } });
    const stopped = stopLeftovers(record, sayNothing);
    await soon(() => said.some((line) => line.en.includes('thing ended (SIGTERM)')));
    await child.stop();
    await stopped;
    expect(existsSync(record)).toBe(false);
  });

  it('with the number of a dead one, but another birth, is left alone', async () => {
    const record = path.join(folder, 'children.json');
    const child = supervise(plan(steady), hooks);
    await child.firstReady;
    writeFileSync(record, JSON.stringify({ thing: { pid: child.pid(), born: 'long ago' } }));
    await stopLeftovers(record, sayNothing);
    expect(said).toEqual([]);
    expect(child.pid()).toBeDefined();
    await child.stop();
  });

  it('waits longer after each quick failure, at most ten seconds', () => {
    // 250 ms doubled: 250, 500, 1000, 2000, 4000, 8000, then the limit.
    expect([1, 2, 3, 4, 5, 6, 7, 40].map(restartPauseMs)).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });
});

describe('the language of the terminal', () => {
  const text = { zh: '好', en: 'good' };
  it.each([
    [{}, 'good'],
    [{ LANG: 'en_US.UTF-8' }, 'good'],
    [{ LANG: 'zh_CN.UTF-8' }, '好'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'good'],
    [{ LANG: 'en_US.UTF-8', LIANGXIN_LANG: 'zh' }, '好'],
  ])('of %j is %s', (env, expected) => expect(pickText(text, env)).toBe(expected));
});
