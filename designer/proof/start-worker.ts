import type { Prove, Proven } from './prover';

/** Proves in a worker of its own, which ends with the job. */
export const proveInWorker: Prove = (job) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const stop = (): void => worker.terminate();
  const done = new Promise<Proven>((resolve, reject) => {
    worker.addEventListener('error', () => reject(new Error('the worker failed')));
    worker.addEventListener('message', ({ data }: MessageEvent<{ proven: Proven }>) => resolve(data.proven));
    worker.postMessage(job);
  });
  return { done: done.finally(stop), stop };
};
