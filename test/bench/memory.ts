import { randomBytes } from 'node:crypto';
import { startWorker } from './children';
import { crowd } from './crowd';
import { openIssue } from './issues-of-product';
import { watchNoise } from './machine';
import type { Bench } from './run';
import { spreadOf } from './stats';

/** A worker that holds ten thousand open issues in memory. */

const width = 32;
const mebibyte = 2 ** 20;
/** The SDK holds as many issues as its heap limit lets it: about 600 for each gigabyte. */
const heap = '--max-old-space-size=20480';
/** Before the first figure the worker has run some issues: what it loads once is not theirs. */
const warmUp = 50;

export const memoryOfOpenIssues: Bench = async ({ lab, quick, untilMs }) => {
  const wanted = quick ? 1_000 : 10_000;
  const worker = await startWorker('product', lab, [heap]);
  try {
    const run = randomBytes(4).toString('hex');
    const open = (from: number, count: number): Promise<void> =>
      crowd(width, count, (n) => openIssue(lab, worker.queue, `M${run}-${from + n}`));
    const heard = watchNoise([worker.pid, lab.temporal.child?.pid(), lab.mongo.child?.pid()]);
    await open(0, warmUp);
    const before = await worker.usage();
    let opened = 0;
    while (opened < wanted && (opened === 0 || performance.now() < untilMs)) {
      const more = Math.min(250, wanted - opened);
      await open(warmUp + opened, more);
      opened += more;
    }
    const after = await worker.usage();
    const each = (after.rssBytes - before.rssBytes) / opened;
    const all = before.rssBytes + each * 10_000;
    return {
      title: `Worker memory with open issues (${opened} held)`,
      lines: [
        { what: `resident memory with ${opened} open issues`, unit: 'MiB', product: spreadOf([after.rssBytes / mebibyte]) },
        { what: 'per open issue', unit: 'KiB', product: spreadOf([each / 1024]) },
        ...(opened < 10_000
          ? [{ what: 'with 10000 open issues, at the same rate', unit: 'MiB', product: spreadOf([all / mebibyte]) }]
          : []),
      ],
      noise: [heard()],
      notes: [
        `${Math.round(before.rssBytes / mebibyte)} MiB before them; every one is at its verifier, none evicted`,
        ...(opened < wanted ? [`stopped at ${opened} of ${wanted}: the time was over`] : []),
      ],
    };
  } finally {
    await worker.stop();
  }
};
