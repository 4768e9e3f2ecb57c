import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { builtOnce, cacheFolder } from '../../../worker/servers/cache';
import { programOnPath } from '../../../worker/servers/command';
import { firstOf } from '../../../worker/servers/find';
import { ServerProblem } from '../../../worker/servers/problem';
import { sayNothing } from '../../../worker/servers/say';

const problem = (en: string): { problem: ServerProblem } => ({ problem: new ServerProblem('GO_MISSING', { zh: en, en }) });

describe('the order of finding', () => {
  it('takes the first way that has it and does not try the later ones', async () => {
    const tried: string[] = [];
    const way = (name: string, answer: { found: string } | undefined) => () => {
      tried.push(name);
      return answer;
    };
    const found = await firstOf([
      way('path', undefined),
      way('download', { found: 'downloaded' }),
      way('build', { found: 'built' }),
    ]);
    expect(found).toBe('downloaded');
    expect(tried).toEqual(['path', 'download']);
  });

  it('goes on after a way that has a problem', async () => {
    await expect(firstOf([() => problem('shut'), () => ({ found: 'built' })])).resolves.toBe('built');
  });

  it('ends with the last problem when nothing has it', async () => {
    await expect(firstOf([() => problem('first'), () => undefined, () => problem('last')])).rejects.toThrow('last');
  });
});

describe('programs and the cache', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'liangxin-find-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds an executable on PATH, the earlier folder first, and no file that cannot run', () => {
    const [one, two] = ['one', 'two'].map((name) => path.join(folder, name)) as [string, string];
    mkdirSync(one);
    mkdirSync(two);
    writeFileSync(path.join(one, 'plain'), '');
    writeFileSync(path.join(two, 'tool'), '');
    chmodSync(path.join(two, 'tool'), 0o755);
    const env = { PATH: [one, two].join(path.delimiter) };
    expect(programOnPath('tool', env)).toBe(path.join(two, 'tool'));
    expect(programOnPath('plain', env)).toBeUndefined();
    expect(programOnPath('tool', {})).toBeUndefined();
  });

  it('keeps the cache in XDG_CACHE_HOME, else in the home folder', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' })).toBe(path.join('/c', 'liangxin'));
    expect(cacheFolder({})).toBe(path.join(os.homedir(), '.cache', 'liangxin'));
  });

  it('builds once, and keeps nothing of a build that failed', async () => {
    const before = process.env['XDG_CACHE_HOME'];
    process.env['XDG_CACHE_HOME'] = folder;
    try {
      let builds = 0;
      const build = (into: string): Promise<void> => {
        builds += 1;
        writeFileSync(path.join(into, 'half'), '');
        return builds === 1 ? Promise.reject(new Error('broken')) : Promise.resolve();
      };
      await expect(builtOnce('thing', sayNothing, build)).rejects.toThrow('broken');
      await Promise.all([builtOnce('thing', sayNothing, build), builtOnce('thing', sayNothing, build)]);
      expect(await builtOnce('thing', sayNothing, build)).toBe(path.join(folder, 'liangxin', 'thing'));
      // One broken build and one good one; the second caller waited for the first.
      expect(builds).toBe(2);
    } finally {
      if (before === undefined) delete process.env['XDG_CACHE_HOME'];
      else process.env['XDG_CACHE_HOME'] = before;
    }
  });
});
