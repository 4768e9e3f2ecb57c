import type { ArrivalSearch } from '#domain';
import type { RunSearch } from './search';

/** Searches in a worker of its own, which ends with its search. */
export const searchInWorker: RunSearch = (job) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const stop = (): void => worker.terminate();
  const found = new Promise<ArrivalSearch>((resolve, reject) => {
    worker.addEventListener('error', () => reject(new Error('the worker failed')));
    worker.addEventListener('message', ({ data }: MessageEvent<ArrivalSearch>) => resolve(data));
    worker.postMessage(job);
  });
  return { found: found.finally(stop), stop };
};
