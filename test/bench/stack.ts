import { randomBytes } from 'node:crypto';
import { type BenchWorker, startWorker } from './children';
import { eventsOf } from './beside-twin';
import { crowd, secondsOf } from './crowd';
import type { Lab } from './lab';
import { latencyLines } from './latency';
import { cpuMsOf, watchNoise } from './machine';
import { countFor, type Figures, inPairs } from './pairs';
import { plainActs } from './plain-issue';
import type { Bench } from './run';
import type { Line } from './result';
import { openWebDesk, type WebDesk } from './web-desk';

/** The whole stack, from a clerk's HTTP request to the closed issue, beside bare workflows of six ordinary activities. */

const width = 12;

export const wholeStack: Bench = async ({ lab, quick, pairs, roundSeconds, warmSeconds, untilMs }) => {
  const desk = await openWebDesk(lab);
  const bare = await startWorker('bare', lab);
  try {
    const pace = { seconds: roundSeconds, warmSeconds, least: width };
    const run = { product: deskRound(lab, desk), baseline: bareRound(lab, bare) };
    const sides = {
      product: { round: run.product, count: await countFor(run.product, pace) },
      baseline: { round: run.baseline, count: await countFor(run.baseline, { ...pace, warmSeconds: warmSeconds / 4 }) },
    };
    const pids = [desk.worker, desk.api, bare.pid, lab.temporal.child?.pid(), lab.mongo.child?.pid()];
    // the latencies need their part of the time
    const latencySeconds = quick ? 8 : 25;
    const found = await inPairs(sides, { pairs, untilMs: untilMs - 2 * latencySeconds * 1000, pids });
    const line = (figure: string, what: string, unit: string, goal?: Line['goal']): Line[] => {
      const [product, baseline] = [found.product(figure), found.baseline(figure)];
      if (!Number.isFinite(product.median)) return [];
      const compared = Number.isFinite(baseline.median) ? { baseline, ratio: found.ratio(figure) } : {};
      return [{ what, unit, product, ...compared, ...(goal ? { goal } : {}) }];
    };
    const ceiling = found.product('rate').median;
    const heard = watchNoise(pids);
    const latency = await latencyLines(desk, { ceiling, seconds: latencySeconds });
    return {
      title: 'The whole stack beside bare workflows of six ordinary activities',
      lines: [
        ...line('rate', 'issues (workflows) per second', '1/s', { of: 'ratio', atLeast: 0.8 }),
        ...line('events', 'history events', 'events', { of: 'product', atMost: 89 }),
        ...line('serverMs', 'Temporal server CPU', 'ms'),
        ...line('workerMs', 'worker CPU', 'ms'),
        ...line('apiMs', 'api CPU', 'ms'),
        ...line('mongoMs', 'database CPU', 'ms'),
        ...latency.lines,
      ],
      noise: [...found.noise, heard()],
      notes: [
        `an issue is one intake and ${plainActs.length} commands by HTTP, ${width} issues at a time`,
        `${sides.product.count} issues and ${sides.baseline.count} bare workflows a round; CPU is for each of them`,
        ...latency.notes,
      ],
    };
  } finally {
    await Promise.all([desk.stop(), bare.stop()]);
  }
};

type Clock = () => Figures;

/** CPU of each process since the beginning, shared by the pieces of work that were done. */
function clocks(pids: Record<string, number | undefined>): (count: number) => Figures {
  const read: Clock = () => Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMsOf(pid) ?? NaN]));
  const before = read();
  return (count) => Object.fromEntries(Object.entries(read()).map(([name, ms]) => [name, (ms - (before[name] ?? NaN)) / count]));
}

const deskRound =
  (lab: Lab, desk: WebDesk) =>
  async (count: number): Promise<Figures> => {
    const pids = { workerMs: desk.worker, apiMs: desk.api, serverMs: lab.temporal.child?.pid(), mongoMs: lab.mongo.child?.pid() };
    const used = clocks(pids);
    let last = '';
    const seconds = await secondsOf(() =>
      crowd(width, count, async () => {
        const no = await desk.submit();
        for (let n = 0; n < plainActs.length; n += 1) await desk.act(no, n);
        last = no;
      }),
    );
    return { rate: count / seconds, ...used(count), events: await eventsOf(lab, [last]) };
  };

const bareRound =
  ({ plainClient, temporal }: Lab, { queue, pid }: BenchWorker) =>
  async (count: number): Promise<Figures> => {
    const used = clocks({ workerMs: pid, serverMs: temporal.child?.pid() });
    const round = randomBytes(5).toString('hex');
    const run = (n: number): Promise<unknown> =>
      plainClient.workflow.execute('sixActivities', { workflowId: `bare-${round}-${n}`, taskQueue: queue, args: [round] });
    const seconds = await secondsOf(() => crowd(width, count, run));
    const { events } = await plainClient.workflow.getHandle(`bare-${round}-0`).fetchHistory();
    return { rate: count / seconds, ...used(count), events: events?.length ?? 0 };
  };
