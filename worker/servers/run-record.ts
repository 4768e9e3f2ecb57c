import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { identityOf, isAlive } from './process-identity';
import type { ProcessIdentity } from './process-identity';
import { signalGroup } from './child-run';
import type { Supervised } from './process';
import type { Say } from './say';
import { waitUntil } from './wait';

const recordSchema = z.record(z.string(), z.object({ pid: z.number(), born: z.string() }));

/** Writes which process is which (`{name: {pid, born}}`), so that a later start finds what a killed one left behind. */
export function recordChildren(file: string, children: readonly Supervised[]): void {
  const entries = children.flatMap((child) => {
    const pid = child.pid();
    const identity = pid === undefined ? undefined : identityOf(pid);
    return identity === undefined ? [] : [[child.name, identity] as const];
  });
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(entries)));
  renameSync(`${file}.new`, file);
}

const GRACE_MS = 5_000;

/** Stops the children of a start that was killed before it could do so itself. */
export async function stopLeftovers(file: string, say: Say): Promise<void> {
  const left = Object.entries(readRecord(file)).filter(([, identity]) => isAlive(identity));
  if (left.length > 0) {
    const names = left.map(([name]) => name).join(', ');
    say({ zh: `停止上次遗留的进程：${names}`, en: `stopping what the last start left behind: ${names}` });
  }
  await Promise.all(left.map(([, identity]) => endLeftover(identity)));
  rmSync(file, { force: true });
}

async function endLeftover(identity: ProcessIdentity): Promise<void> {
  const gone = (): Promise<boolean> => Promise.resolve(!isAlive(identity));
  signalGroup(identity.pid, 'SIGTERM');
  if (await waitUntil(gone, GRACE_MS)) return;
  signalGroup(identity.pid, 'SIGKILL');
  await waitUntil(gone, GRACE_MS);
}

function readRecord(file: string): Record<string, ProcessIdentity> {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
