import { randomBytes } from 'node:crypto';
import { workflowIdOf } from '../../workflows/messages';
import { startWorker, type BenchWorker } from './children';
import { crowd, secondsOf } from './crowd';
import { playOnProduct } from './issues-of-product';
import { playOnTwin } from './issues-of-twin';
import type { Lab } from './lab';
import { cpuMsOf } from './machine';
import { countFor, type Figures, inPairs } from './pairs';
import type { Bench } from './run';
import type { Line } from './result';

/** The drawn flow beside the same flow written by hand: what does drawing cost? */

const width = 12;
const sample = 5;

type Play = (lab: Lab, queue: string, no: string) => Promise<void>;

export const besideTwin: Bench = async ({ lab, pairs, roundSeconds, warmSeconds, untilMs }) => {
  const [product, twin] = [await startWorker('product', lab), await startWorker('twin', lab)];
  try {
    const run = { product: roundOf(lab, product, playOnProduct), baseline: roundOf(lab, twin, playOnTwin) };
    const pace = { seconds: roundSeconds, warmSeconds, least: width };
    const [count] = [await countFor(run.product, pace), await countFor(run.baseline, pace)];
    const sides = { product: { round: run.product, count }, baseline: { round: run.baseline, count } };
    const pids = [product.pid, twin.pid, lab.temporal.child?.pid(), lab.mongo.child?.pid()];
    const found = await inPairs(sides, { pairs, untilMs, pids });
    const line = (figure: string, what: string, unit: string, goal?: Line['goal']): Line => ({
      ...{ what, unit, product: found.product(figure), baseline: found.baseline(figure), ratio: found.ratio(figure) },
      ...(goal ? { goal } : {}),
    });
    return {
      title: 'The drawn flow beside the same flow written by hand',
      lines: [
        line('rate', 'issues per second', '1/s', { of: 'ratio', atLeast: 0.95 }),
        line('workerMs', 'worker CPU per issue', 'ms', { of: 'ratio', atMost: 1.15 }),
        line('events', 'history events per issue', 'events', { of: 'ratio', equal: true }),
        ...(Number.isFinite(found.product('serverMs').median) ? [line('serverMs', 'Temporal server CPU per issue', 'ms')] : []),
      ],
      noise: found.noise,
      notes: [`${count} issues a round, ${width} at a time; median (least–most) of the rounds; ratio within each pair of rounds`],
    };
  } finally {
    await Promise.all([product.stop(), twin.stop()]);
  }
};

function roundOf(lab: Lab, worker: BenchWorker, play: Play): (count: number) => Promise<Figures> {
  return async (count) => {
    const round = randomBytes(5).toString('hex');
    const numbers = Array.from({ length: count }, (_, n) => `B${round}-${n}`);
    const before = { worker: await worker.usage(), server: cpuMsOf(lab.temporal.child?.pid()) };
    const seconds = await secondsOf(() => crowd(width, count, (n) => play(lab, worker.queue, numbers[n] ?? '')));
    const after = { worker: await worker.usage(), server: cpuMsOf(lab.temporal.child?.pid()) };
    const serverMs = before.server === null || after.server === null ? NaN : after.server - before.server;
    return {
      rate: count / seconds,
      workerMs: (after.worker.cpuMs - before.worker.cpuMs) / count,
      serverMs: serverMs / count,
      events: await eventsOf(lab, numbers.slice(-sample)),
    };
  };
}

/** The events of an undisturbed issue, the least of a few: a task that is slow on a busy machine costs three more. */
export async function eventsOf({ plainClient }: Lab, numbers: readonly string[]): Promise<number> {
  const counts: number[] = [];
  for (const no of numbers) {
    const { events } = await plainClient.workflow.getHandle(workflowIdOf(no)).fetchHistory();
    counts.push(events?.length ?? 0);
  }
  return Math.min(...counts);
}
