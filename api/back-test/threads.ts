import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BackTestCase, BackTestJob, BackTestTally, Problem } from '#domain';
import type { BackTestChunk } from '#store';
import type { FromThread, Given, ToThread } from './thread';

export type Heard = { onProgress: (done: number, of: number) => void; onChunk: (chunk: BackTestChunk) => void };
export type Played = { ok: true; tallies: BackTestTally[] } | { ok: false; problems: Problem[] };

/** A back-test being played on threads: real issues are dealt out to them as they come. */
export type Threads = {
  deal: (cases: BackTestCase[]) => void;
  /** Nothing more comes; answers when every thread has told all. */
  finish: () => Promise<Played>;
  stop: () => void;
};

/** Starts one thread for each part of the work. Processes of this product run from TypeScript by tsx, threads as well. */
export function startThreads(job: BackTestJob, count: number, heard: Heard): Threads {
  const progress = Array.from({ length: count }, () => ({ done: 0, of: 0 }));
  const onProgress = (index: number, at: { done: number; of: number }): void => {
    progress[index] = at;
    const sum = (field: 'done' | 'of'): number => progress.reduce((all, one) => all + one[field], 0);
    heard.onProgress(sum('done'), sum('of'));
  };
  const threads = progress.map((_, index) =>
    startThread(partOf(job, index, count), { ...heard, onProgress: (at) => onProgress(index, at) }),
  );
  let dealt = 0;
  return {
    deal: (cases) => threads[dealt++ % count]?.send({ cases }),
    finish: async () => {
      for (const { send } of threads) send({ end: true });
      const ended = await Promise.all(threads.map(({ done }) => done));
      const broken = ended.find((one) => 'problems' in one);
      if (broken && 'problems' in broken) return { ok: false, problems: broken.problems };
      return { ok: true, tallies: ended.flatMap((one) => ('tally' in one ? [one.tally] : [])) };
    },
    stop: () => {
      for (const { stop } of threads) stop();
    },
  };
}

/** A thread's own entry cannot be TypeScript; the loader it calls in first reads the rest (tsx's `--import` does not reach threads). */
const enter = `require('tsx/cjs'); require(${JSON.stringify(path.join(__dirname, 'thread.ts'))});`;

const partOf = (job: BackTestJob, index: number, of: number): BackTestJob =>
  job.source.kind === 'year' ? { ...job, source: { ...job.source, part: { index, of } } } : job;

type End = { tally: BackTestTally } | { problems: Problem[] };
type Thread = { send: (message: ToThread) => void; done: Promise<End>; stop: () => void };
type HeardOf = Omit<Heard, 'onProgress'> & { onProgress: (at: { done: number; of: number }) => void };

function startThread(job: BackTestJob, { onProgress, onChunk }: HeardOf): Thread {
  const given: Given = { job };
  const worker = new Worker(enter, { workerData: given, eval: true, execArgv: [] });
  const done = new Promise<End>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if ('progress' in message) onProgress(message.progress);
      else if ('chunk' in message) onChunk(message.chunk);
      else resolve(message);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
  // Called off, nobody waits for it any more.
  done.catch(() => undefined);
  return { send: (message) => worker.postMessage(message), done, stop: () => void worker.terminate() };
}
