import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { takeLock } from './lock';
import type { Say } from './say';
import { waitUntil } from './wait';

/** The user's folder for what is built or fetched once: `$XDG_CACHE_HOME/liangxin`, else `~/.cache/liangxin`. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const base = env['XDG_CACHE_HOME'];
  return path.join(base === undefined || base === '' ? path.join(os.homedir(), '.cache') : base, 'liangxin');
}

const BUILD_WAIT_MS = 20 * 60_000;

/**
 * The folder of that name in the cache, made by `build` when it is not there. A build fills a folder aside, which then
 * gets its name in one move: a broken build leaves nothing behind. Two starts at once build it once.
 */
export async function builtOnce(name: string, say: Say, build: (folder: string) => Promise<void>): Promise<string> {
  const target = path.join(cacheFolder(), name);
  if (existsSync(target)) return target;
  const release = await waitForTurn(`${target}.lock`, say);
  try {
    if (existsSync(target)) return target;
    const aside = mkdtempSync(path.join(cacheFolder(), '.building-'));
    try {
      await build(aside);
      mkdirSync(path.dirname(target), { recursive: true });
      renameSync(aside, target);
      return target;
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  } finally {
    release();
  }
}

async function waitForTurn(file: string, say: Say): Promise<() => void> {
  let release: (() => void) | undefined;
  let told = false;
  await waitUntil(() => {
    const answer = takeLock(file);
    if ('lock' in answer) release = answer.lock.release;
    else if (!told) {
      told = true;
      const pid = answer.heldBy.pid;
      say({ zh: `另一个进程（${pid}）正在准备它，等待中…`, en: `another process (${pid}) is preparing it, waiting…` });
    }
    return Promise.resolve(release !== undefined);
  }, BUILD_WAIT_MS);
  if (release === undefined) throw new Error(`${file} stayed locked for ${BUILD_WAIT_MS / 60_000} minutes`);
  return release;
}
