import { type Job, provenOf } from './prover';

/** The other side of `start-worker`: proves what it is given, in a thread of its own. */
addEventListener('message', ({ data }: MessageEvent<Job>) => {
  postMessage({ proven: provenOf(data) });
});
