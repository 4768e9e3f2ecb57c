import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { takeLock } from '../../../worker/servers/lock';
import { identityOf } from '../../../worker/servers/process-identity';

describe('the lock of a data folder', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'liangxin-lock-'));
    file = path.join(folder, 'desk.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is taken by the first and refused to the second, who learns the process', () => {
    expect(takeLock(file)).toHaveProperty('lock');
    expect(takeLock(file)).toMatchObject({ heldBy: { pid: process.pid } });
  });

  it('is free again after its release', () => {
    const first = takeLock(file);
    if ('lock' in first) first.lock.release();
    expect(existsSync(file)).toBe(false);
    expect(takeLock(file)).toHaveProperty('lock');
  });

  it('is taken over from a process that died', () => {
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    writeFileSync(file, JSON.stringify({ pid: dead, born: '1' }));
    expect(takeLock(file)).toHaveProperty('lock');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('is taken over when another process was given the dead one’s number', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, born: 'another birth' }));
    expect(takeLock(file)).toHaveProperty('lock');
  });

  it('is taken over when its file is broken', () => {
    writeFileSync(file, '{"pid":');
    expect(takeLock(file)).toHaveProperty('lock');
  });

  it('is respected while its process lives, and given after that process is gone', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
    try {
      writeFileSync(file, JSON.stringify(identityOf(other.pid ?? -1)));
      expect(takeLock(file)).toMatchObject({ heldBy: { pid: other.pid } });
    } finally {
      const gone = new Promise((resolve) => other.once('exit', resolve));
      other.kill('SIGKILL');
      await gone;
    }
    expect(takeLock(file)).toHaveProperty('lock');
  });

  it('leaves no file of its own beside the lock', () => {
    takeLock(file);
    takeLock(file);
    expect(readdirSync(folder)).toEqual(['desk.lock']);
  });
});
