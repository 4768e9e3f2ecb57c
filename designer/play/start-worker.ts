import type { Message, RunAll } from './runner';

/** Plays in a worker of its own, which ends with the job. */
export const runInWorker: RunAll = (job, onRun) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const stop = (): void => worker.terminate();
  const done = new Promise<void>((resolve, reject) => {
    worker.addEventListener('error', () => reject(new Error('the worker failed')));
    worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if ('run' in data) onRun(data.run);
      else resolve();
    });
    worker.postMessage(job);
  });
  return { done: done.finally(stop), stop };
};
