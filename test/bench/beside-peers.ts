import { compileTable } from '#domain';
import { analysisLines } from './tables/analysis';
import { enginesOf, type Ask, type EngineName } from './tables/peers';
import { answerOf, firstHit, tableOf, workloadOf, type Shape, type Workload } from './tables/workload';
import { cpuClock, watchNoise, type Noise } from './machine';
import type { Line } from './result';
import type { PureBench } from './run';
import { spreadOf } from './stats';

/** Decision tables beside other engines: nanoseconds of CPU of one decision, warm, in one thread, one after the other. */

const sizes = [20, 200, 2_000];
const shapes: Shape[] = [
  ...(['early', 'deep'] as const).flatMap((depth) => sizes.map((size): Shape => ({ size, depth }))),
  { size: 2_000, depth: 'deep', listed: true },
];
/** What the project wants: to be faster everywhere, and this many times on the deep table of 2,000 rules. */
const deepGoal = 200;
const backTest = { issues: 100_000, mostSeconds: 1 };

type Way = { way: string; ask: Ask };

export const besidePeers: PureBench = async ({ quick, untilMs }) => {
  const pace: Pace = quick ? { rounds: 3, roundMs: 40, checkMs: 1_000 } : { rounds: 7, roundMs: 150, checkMs: 3_000 };
  const lines: Line[] = [];
  const notes: string[] = [];
  const noise: Noise[] = [];
  for (const shape of shapes) {
    const heard = watchNoise([]);
    const workload = workloadOf(shape);
    const engines = await loadedOf(workload, pace);
    lines.push(...(await measured(workload, engines, pace, untilMs)));
    noise.push(heard());
    notes.push(noteOf(workload, engines));
    for (const { ask } of Object.values(engines)) ask.free();
  }
  lines.push(backTested(), ...analysisLines());
  return {
    title: 'decision tables beside other engines (ratio: how many times as fast)',
    lines,
    noise,
    notes: [...notes, 'answers of all engines were equal on all facts that they were asked about before anything was measured'],
  };
};

type Pace = { rounds: number; roundMs: number; checkMs: number };
type Engines = Record<EngineName, Way & { checked: number }>;

/** Every engine, checked, in the way of it that is fastest here. */
async function loadedOf(workload: Workload, pace: Pace): Promise<Engines> {
  const loaded: Partial<Engines> = {};
  for (const [name, make] of Object.entries(enginesOf(workload)) as [EngineName, () => Record<string, Ask>][]) {
    const tried: (Way & { checked: number; ns: number })[] = [];
    for (const [way, ask] of Object.entries(make())) {
      const checked = await check(workload, ask, `${name}, ${way}`, pace.checkMs);
      tried.push({ way, ask, checked, ns: await nsOf(workload, ask, await countFor(workload, ask, pace.roundMs)) });
    }
    tried.sort((a, b) => a.ns - b.ns);
    for (const { ask } of tried.slice(1)) ask.free();
    loaded[name] = tried[0] as Engines[EngineName];
  }
  return loaded as Engines;
}

/** Asks about all facts, or as many as the time allows, and says how many; an answer that is not the right one ends the bench. */
async function check({ rules, facts, name }: Workload, ask: Ask, who: string, checkMs: number): Promise<number> {
  const until = performance.now() + checkMs;
  let checked = 0;
  for (const one of facts) {
    const answer = ask.answerIn(ask.kind === 'sync' ? ask.ask(one) : await ask.ask(one));
    const right = answerOf(firstHit(rules, one));
    if (answer?.rule !== right.rule || answer.unit !== right.unit)
      throw new Error(
        `${name}: ${who} answers ${JSON.stringify(answer)} to ${JSON.stringify(one)}, not ${JSON.stringify(right)}`,
      );
    checked += 1;
    if (performance.now() > until && checked >= 20) break;
  }
  return checked;
}

/** Nanoseconds of CPU of one decision, over `count` of them: others on the machine lengthen the wall clock's. */
async function nsOf({ facts }: Workload, ask: Ask, count: number): Promise<number> {
  const used = cpuClock();
  if (ask.kind === 'sync') askAll(ask.ask, facts, count);
  else for (let at = 0; at < count; at += 1) await ask.ask(facts[at % facts.length] as (typeof facts)[number]);
  return (used() * 1e9) / count;
}

/** Keeps the last answer, so that no engine is spared its work. */
const kept: { last: unknown } = { last: undefined };

function askAll<Fact>(ask: (facts: Fact) => unknown, facts: readonly Fact[], count: number): void {
  for (let done = 0; done < count;) {
    const end = Math.min(facts.length, count - done);
    for (let at = 0; at < end; at += 1) kept.last = ask(facts[at] as Fact);
    done += end;
  }
}

/** How many decisions fill a round, found while the engine gets warm. */
async function countFor(workload: Workload, ask: Ask, roundMs: number): Promise<number> {
  let count = 2;
  for (;;) {
    const ns = await nsOf(workload, ask, count);
    if (ns * count >= roundMs * 0.5e6) return Math.max(2, Math.round((roundMs * 1e6) / ns));
    count = Math.ceil(count * 2);
  }
}

/** All engines in each round, and another begins each time; no round begins after `untilMs` but the first two. */
async function measured(workload: Workload, engines: Engines, pace: Pace, untilMs: number): Promise<Line[]> {
  const names = Object.keys(engines) as EngineName[];
  const counts = new Map<EngineName, number>();
  for (const name of names) counts.set(name, await countFor(workload, engines[name].ask, pace.roundMs));
  const rounds: Record<string, number>[] = [];
  for (let round = 0; round < pace.rounds && (round < 2 || performance.now() < untilMs); round += 1) {
    const found: Record<string, number> = {};
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length] as EngineName;
      found[name] = await nsOf(workload, engines[name].ask, counts.get(name) ?? 2);
    }
    rounds.push(found);
  }
  const ns = (name: string): number[] => rounds.map((round) => round[name] ?? NaN);
  const ours = ns('liangxin');
  const isDeepest = workload.rules.length === Math.max(...sizes) && workload.depth === 'deep';
  return names
    .filter((name) => name !== 'liangxin')
    .map((name) => ({
      what: `${workload.name}: ${name}`,
      unit: 'ns of CPU',
      product: spreadOf(ours),
      baseline: spreadOf(ns(name)),
      ratio: spreadOf(ns(name).map((theirs, round) => theirs / (ours[round] ?? NaN))),
      goal: { of: 'ratio', atLeast: isDeepest ? deepGoal : 1 } as const,
    }));
}

const noteOf = (workload: Workload, engines: Engines): string =>
  `${workload.name}: rule ${Math.round(workload.meanHit)} answers on average; ` +
  Object.entries(engines)
    .map(([name, { way, checked }]) => `${name} by ${way} (${checked} answers compared)`)
    .join(', ');

/** A back-test's decisions: so many past issues, no two alike, against the deep table of 2,000 rules, from cold. */
function backTested(): Line {
  const workload = workloadOf({ size: 2_000, depth: 'deep', issues: backTest.issues });
  const seconds: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { evaluate } = compileTable(tableOf(workload));
    const used = cpuClock();
    askAll(evaluate, workload.facts, workload.facts.length);
    seconds.push(used());
  }
  return {
    what: `decisions of ${backTest.issues.toLocaleString('en')} issues, 2,000 rules`,
    unit: 's of CPU',
    product: spreadOf(seconds),
    goal: { of: 'product', atMost: backTest.mostSeconds },
  };
}
