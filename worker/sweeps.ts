import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Store } from '#store';
import { lookAtHead } from '../api/temporal-look';

/** What a process looks after again and again: each job waits for its own end before it starts anew, and stops when told. */
export type Loop = { stop: () => Promise<void> };

export type LoopLog = (job: string, error: unknown) => void;

export function every(ms: number, name: string, job: () => Promise<unknown>, log: LoopLog): Loop {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await job().catch((error: unknown) => log(name, error));
      await pause(ms, stopping.signal);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

/** Ends early when told to stop. */
const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => undefined);

/** A record younger than this is still in its task's hands. */
const restedMs = 800;
/**
 * A record older than this, and beyond the last step of a workflow that was asked afterwards, belongs to no task any more: a task
 * ends within 20 s, and a task that writes it again makes the record young again.
 */
const lostMs = 60_000;

/** How long a workflow may take to say where it stands, in real milliseconds; the next round asks again. */
const lookWithinMs = 5_000;
const askedAtOnce = 20;

/** Streams whose last step has no record here: to be written again from their histories. */
export type MendStreams = (streams: readonly string[]) => Promise<void>;

/**
 * Confirms the records of steps that no caller waited for (timers, activities): asks each workflow for its last step. What the
 * workflow does not know stays tentative, to be replaced by the step that follows, and goes when none follows (DESIGN 9).
 * One stream that cannot be asked holds up no other; the first error is thrown at the end.
 */
export async function confirmTentative(
  store: Store,
  client: Client,
  now: () => string,
  mend?: MendStreams,
  except: readonly string[] = [],
): Promise<number> {
  const asked = now();
  const streams = [
    ...new Set((await store.records.tentativeOlderThan(restedMs, asked, undefined, except)).map(({ stream }) => stream)),
  ];
  const missing: string[] = [];
  let failed: unknown = null;
  // A few at a time: after an outage there are many, and people's commands come first.
  for (let from = 0; from < streams.length; from += askedAtOnce) {
    const heads = await Promise.allSettled(
      streams.slice(from, from + askedAtOnce).map(async (stream) => {
        if (!(await confirmHead(store, client, stream, asked))) missing.push(stream);
      }),
    );
    failed ??= heads.find((head) => head.status === 'rejected')?.reason ?? null;
  }
  if (mend && missing.length > 0) await mend(missing);
  if (failed !== null) throw failed instanceof Error ? failed : new Error('a workflow could not be asked', { cause: failed });
  return streams.length;
}

/** False when no record leads to the workflow's last step. */
async function confirmHead(store: Store, client: Client, stream: string, asked: string): Promise<boolean> {
  const head = await client.withDeadline(Date.now() + lookWithinMs, () => lookAtHead(client, stream));
  if (head.seq === 0) return true;
  const { ok } = await store.records.confirm(stream, head.seq, head.hash);
  const lostBefore = new Date(Date.parse(asked) - lostMs).toISOString();
  await store.records.dropTentativeAfter(stream, head.seq, lostBefore);
  return ok;
}
