import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { freePort } from '../../../worker/servers/port';
import { isAlive } from '../../../worker/servers/process-identity';
import type { ProcessIdentity } from '../../../worker/servers/process-identity';
import { waitUntil } from '../../../worker/servers/wait';
import { temporaryFolder } from '../../support/servers';

jest.setTimeout(180_000);

const root = path.resolve(__dirname, '../../..');

/** Small stand-ins for the desk's own three scripts: this test is about the starting and stopping. */
const scripts = {
  worker: `setInterval(() => 0, 1000); process.on('SIGTERM', () => process.exit(0)); process.send('ready');`,
  seed: `if (process.env.LIANGXIN_SPEED === '7') { console.error('Speed 7 cannot be.'); process.exit(3); } require('node:fs').writeFileSync(process.env.LIANGXIN_DATA + '/passwords.txt', 'admin one-time'); console.log('seeded ' + process.env.LIANGXIN_CITY);`,
  api: `require('node:http').createServer((_, answer) => answer.end('ok')).listen(Number(process.env.PORT), process.env.HOST);`,
};

type Start = { readonly process: ChildProcess; readonly printed: () => string; readonly exitCode: Promise<number | null> };

describe('npm start', () => {
  const folder = temporaryFolder();
  const data = path.join(folder, 'data');
  const starts: Start[] = [];

  beforeAll(() => {
    mkdirSync(path.join(folder, 'repository'));
    for (const [name, code] of Object.entries(scripts)) writeFileSync(path.join(folder, `${name}.cjs`), code);
    const desk = readFileSync(path.join(root, 'worker', 'start.ts'), 'utf8')
      .replace("'./servers'", JSON.stringify(path.join(root, 'worker', 'servers', 'index.ts')))
      .replace("path.resolve(__dirname, '..')", JSON.stringify(path.join(folder, 'repository')))
      .replace("script('worker/main.ts')", JSON.stringify(path.join(folder, 'worker.cjs')))
      .replace("script('worker/seed.ts')", JSON.stringify(path.join(folder, 'seed.cjs')))
      .replace("script('api/main.ts')", JSON.stringify(path.join(folder, 'api.cjs')));
    writeFileSync(path.join(folder, 'start.ts'), desk);
  });
  afterAll(async () => {
    for (const one of starts) one.process.kill('SIGTERM');
    await Promise.all(starts.map((one) => one.exitCode));
    rmSync(folder, { recursive: true, force: true });
  });

  function start(env: Record<string, string>): Start {
    const child = spawn(process.execPath, [path.join(root, 'worker', 'bootstrap.mjs'), path.join(folder, 'start.ts')], {
      env: { ...process.env, LIANGXIN_LANG: 'en', LIANGXIN_DATA: data, ...env },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));
    const begun = { process: child, printed: () => output, exitCode };
    starts.push(begun);
    return begun;
  }
  const untilUp = async (one: Start): Promise<string> => {
    let ended = false;
    void one.exitCode.then(() => (ended = true));
    await waitUntil(() => Promise.resolve(ended || one.printed().includes('Ctrl-C stops it')), 120_000);
    return one.printed();
  };
  const children = (): Record<string, ProcessIdentity> =>
    JSON.parse(readFileSync(path.join(data, 'run', 'children.json'), 'utf8')) as Record<string, ProcessIdentity>;

  it('prints address, city and passwords, refuses a second start, heals kills and stops within ten seconds', async () => {
    const port = await freePort();
    const first = start({ PORT: String(port), LIANGXIN_CITY: 'xixiu' });
    expect(await untilUp(first)).toContain('Ctrl-C stops it');
    expect(first.printed()).toContain(`http://127.0.0.1:${port}`);
    expect(first.printed()).toContain('seeded xixiu');
    expect(first.printed()).toContain('admin one-time');
    expect(first.printed()).toMatch(/Temporal UI: http:\/\/127\.0\.0\.1:\d+/);

    const second = start({ PORT: String(await freePort()) });
    expect(await second.exitCode).toBe(1);
    expect(second.printed().trim().split('\n')).toEqual([expect.stringContaining('Liangxin already runs on the data folder')]);

    const before = children();
    expect(Object.keys(before).sort()).toEqual(['api', 'mongo', 'temporal', 'worker']);
    for (const { pid } of Object.values(before)) process.kill(pid, 'SIGKILL');
    for (const name of Object.keys(before)) {
      expect(await waitUntil(() => Promise.resolve(first.printed().includes(`${name} is back`)), 60_000)).toBe(true);
    }

    const running = Object.values(children());
    const began = Date.now();
    // As npm and a terminal do it: the same signal twice.
    first.process.kill('SIGINT');
    first.process.kill('SIGINT');
    expect(await first.exitCode).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(running.filter(isAlive)).toEqual([]);
    expect(existsSync(path.join(data, 'desk.lock'))).toBe(false);
  });

  it('after a kill of its own takes the folder over and stops what was left behind', async () => {
    const port = await freePort();
    const killed = start({ PORT: String(port) });
    expect(await untilUp(killed)).toContain('Ctrl-C stops it');
    const left = Object.values(children());
    const { pid } = JSON.parse(readFileSync(path.join(data, 'desk.lock'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    expect(await killed.exitCode).not.toBe(0);
    expect(left.every(isAlive)).toBe(true);

    const next = start({ PORT: String(port) });
    expect(await untilUp(next)).toContain('Ctrl-C stops it');
    expect(left.filter(isAlive)).toEqual([]);
    next.process.kill('SIGTERM');
    expect(await next.exitCode).toBe(0);
  });

  it('passes on the one sentence with which the seed refuses, and nothing beside it', async () => {
    const one = start({ PORT: String(await freePort()), LIANGXIN_DATA: path.join(folder, 'refused'), LIANGXIN_SPEED: '7' });
    expect(await one.exitCode).toBe(1);
    const lines = one.printed().trim().split('\n');
    expect(lines.at(-1)).toBe('Speed 7 cannot be.');
    expect(lines.filter((line) => line.includes('Speed 7'))).toHaveLength(1);
  });

  describe('that cannot start', () => {
    const listener = net.createServer();
    let taken: string;
    beforeAll(async () => {
      await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
      taken = String((listener.address() as net.AddressInfo).port);
    });
    afterAll(() => new Promise((resolve) => listener.close(resolve)));

    const nothingHere = { PATH: '/nowhere', XDG_CACHE_HOME: path.join(folder, 'cache'), LIANGXIN_DOWNLOADS: 'off' };
    const nowhere = '127.0.0.1:1';
    // Where one server is the matter, the other is given by address, so that only one sentence can come first.
    it.each([
      ['a bad setting', () => ({ PORT: 'eighty' }), 'PORT: a whole number from 1 to 65535'],
      ['a taken port', () => ({ PORT: taken }), ' is taken: stop the program that has it'],
      [
        'an unreachable MongoDB',
        () => ({ MONGODB_URI: `mongodb://me:secret@${nowhere}/desk` }),
        `MongoDB does not answer at ${nowhere}`,
      ],
      ['a missing JDK', () => ({ ...nothingHere, TEMPORAL_ADDRESS: nowhere }), 'JDK 17 is needed'],
      [
        'a missing Go',
        () => ({ ...nothingHere, MONGODB_URI: `mongodb://127.0.0.1:${taken}` }),
        'Go is needed to build the Temporal server',
      ],
    ])('says %s in one sentence and leaves with 1', async (_, env, sentence) => {
      const one = start({ PORT: String(await freePort()), LIANGXIN_DATA: path.join(folder, 'other'), ...env() });
      expect(await one.exitCode).toBe(1);
      expect(one.printed().trim().split('\n').at(-1)).toContain(sentence);
      expect(one.printed()).not.toContain('secret');
    });
  });
});
