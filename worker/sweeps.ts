import type { Client } from '@temporalio/client';
import type { Store } from '#store';
import { headQuery } from '../workflows/messages';

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

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** A record younger than this is still in its task's hands. */
const restedMs = 800;

/**
 * Confirms the records of steps that no caller waited for (timers, activities): asks each workflow for its last step. What the
 * workflow does not know stays tentative, to be replaced by the step that follows (DESIGN 9).
 */
export async function confirmTentative(store: Store, client: Client, now: () => string): Promise<number> {
  const streams = await store.records.tentativeOlderThan(restedMs, now());
  const heads = await Promise.allSettled(
    streams.map(async ({ stream }) => {
      const head = await client.workflow.getHandle(stream).query(headQuery);
      if (head.seq > 0) await store.records.confirm(stream, head.seq, head.hash);
    }),
  );
  const failed = heads.find((h) => h.status === 'rejected');
  if (failed) throw failed.reason as Error;
  return streams.length;
}
