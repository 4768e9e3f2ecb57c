import { plainActs } from './plain-issue';
import type { Line } from './result';
import { quantile, spreadOf } from './stats';
import type { WebDesk } from './web-desk';

/** How long a submission and a command take by HTTP: one at a time, and at half of what the desk can do. */

type Waits = { submits: number[]; commands: number[] };

export async function latencyLines(
  desk: WebDesk,
  { ceiling, seconds }: { ceiling: number; seconds: number },
): Promise<{ lines: Line[]; notes: string[] }> {
  const alone = await oneByOne(desk, seconds);
  const busy = await arriving(desk, ceiling / 2, seconds);
  const lines = [
    ...linesOf('submit alone', alone.submits),
    ...linesOf('command alone', alone.commands),
    ...linesOf('submit at half of the ceiling', busy.submits),
    ...linesOf('command at half of the ceiling', busy.commands),
  ];
  const counted = [alone, busy].map(({ submits, commands }) => `${submits.length} submits and ${commands.length} commands`);
  return {
    lines,
    notes: [`latencies: alone ${counted[0] ?? ''}; at ${(ceiling / 2).toFixed(1)} new issues a second ${counted[1] ?? ''}`],
  };
}

const linesOf = (what: string, waits: readonly number[]): Line[] =>
  [0.5, 0.99].map((share) => ({ what: `${what}, p${share * 100}`, unit: 'ms', product: spreadOf([quantile(waits, share)]) }));

async function timed<T>(waits: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const answer = await work();
  waits.push(performance.now() - began);
  return answer;
}

async function oneIssue(desk: WebDesk, waits: Waits): Promise<void> {
  const no = await timed(waits.submits, () => desk.submit());
  for (let n = 0; n < plainActs.length; n += 1) await timed(waits.commands, () => desk.act(no, n));
}

async function oneByOne(desk: WebDesk, seconds: number): Promise<Waits> {
  const waits: Waits = { submits: [], commands: [] };
  const until = performance.now() + seconds * 1000;
  do await oneIssue(desk, waits);
  while (performance.now() < until);
  return waits;
}

/** New issues come at a steady pace, whether or not the desk keeps up; each goes on as soon as its last answer is there. */
async function arriving(desk: WebDesk, perSecond: number, seconds: number): Promise<Waits> {
  const waits: Waits = { submits: [], commands: [] };
  const issues: Promise<void>[] = [];
  const count = Math.max(1, Math.round(perSecond * seconds));
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    const early = began + (n * 1000) / perSecond - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    issues.push(oneIssue(desk, waits));
  }
  await Promise.all(issues);
  return waits;
}
