import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { identityOf, isAlive } from './process-identity';
import type { ProcessIdentity } from './process-identity';

const ownerSchema = z.object({ pid: z.number(), born: z.string() });

export type Lock = { readonly release: () => void };

/** The lock, or who holds it. */
export type LockAnswer = { readonly lock: Lock } | { readonly heldBy: ProcessIdentity };

/**
 * Takes the lock file for this process. A lock whose process is dead is taken over. The file is linked into place with
 * its content, so nobody ever reads half of one.
 */
export function takeLock(file: string): LockAnswer {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = identityOf(process.pid);
  if (own === undefined) throw new Error('this process cannot see itself');
  const draft = `${file}.${process.pid}.${Date.now()}`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    return take(file, draft);
  } finally {
    rmSync(draft, { force: true });
  }
}

function take(file: string, draft: string): LockAnswer {
  for (;;) {
    try {
      linkSync(draft, file);
      return { lock: { release: () => rmSync(file, { force: true }) } };
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const held = readOwner(file);
    if (held !== undefined && isAlive(held.owner)) return { heldBy: held.owner };
    if (held !== undefined) setAside(file, held.text, `${draft}.stale`);
  }
}

/** Takes a dead owner's file away; gives it back when another start was quicker and the file is by now a living one's. */
function setAside(file: string, stale: string, aside: string): void {
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, file);
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error;
  }
  rmSync(aside, { force: true });
}

function readOwner(file: string): { owner: ProcessIdentity; text: string } | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  const parsed = ownerSchema.safeParse(parseJson(text));
  return { owner: parsed.success ? parsed.data : { pid: -1, born: '' }, text };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Not by `instanceof`: a test's realm has another Error.
const isCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
