import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { advanceRate } from './advance-rate';
import { backTestOfDraft } from './backtest';
import { besidePeers } from './beside-peers';
import { besideTwin } from './beside-twin';
import { equality } from './equality';
import { openLab, type Lab } from './lab';
import { machineText } from './machine';
import { memoryOfOpenIssues } from './memory';
import { proofOfCities } from './proof';
import { isMet, type Result } from './result';
import { wholeStack } from './stack';
import { yearOfACity } from './year';
import { startUp } from './start-up';
import { tableOf } from './table';

/** `npm run bench`: the figures of the project, product and baseline in the same run. */

export type Pace = {
  quick: boolean;
  pairs: number;
  roundSeconds: number;
  /** How long each side runs before anything is measured. */
  warmSeconds: number;
  /** `performance.now()` after which a bench begins nothing more. */
  untilMs: number;
  /** `--pairs`: how many pairs of table and facts `equality` compares, when it was said. */
  pairsOfFacts?: number;
};
export type Setting = Pace & { lab: Lab };
type Found = Promise<Omit<Result, 'name' | 'seconds'>>;
export type Bench = (setting: Setting) => Found;
/** A bench of the domain alone: no servers are started for it. */
export type PureBench = (pace: Pace) => Found;

type Entry = ({ bench: Bench } | { pure: PureBench }) & { seconds: number; quickSeconds: number };

/** In their order, each with the seconds it may take: all together stay within 11 minutes, quick within 3. */
const benches: Record<string, Entry> = {
  advance: { pure: advanceRate, seconds: 15, quickSeconds: 4 },
  tables: { pure: besidePeers, seconds: 90, quickSeconds: 30 },
  proof: { pure: proofOfCities, seconds: 40, quickSeconds: 15 },
  equality: { pure: equality, seconds: 30, quickSeconds: 10 },
  twin: { bench: besideTwin, seconds: 150, quickSeconds: 30 },
  stack: { bench: wholeStack, seconds: 165, quickSeconds: 45 },
  memory: { bench: memoryOfOpenIssues, seconds: 100, quickSeconds: 20 },
  year: { pure: yearOfACity, seconds: 90, quickSeconds: 12 },
  backtest: { pure: backTestOfDraft, seconds: 60, quickSeconds: 12 },
  startup: { bench: startUp, seconds: 40, quickSeconds: 0 },
};

/** One bench alone may take the time of all. */
const secondsAlone = 460;
const quickSecondsAlone = 100;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, only: { type: 'string', multiple: true }, pairs: { type: 'string' } },
  });
  const quick = values.quick === true;
  const names = chosen(values.only, quick);
  const root = path.resolve(__dirname, '../..');
  const began = new Date().toISOString();
  process.stdout.write(`${machineText()}\n`);
  const results: Result[] = [];
  let lab: Lab | undefined;
  const servers = async (): Promise<Lab> => (lab ??= await openLab());
  const pairsOfFacts = values.pairs === undefined ? undefined : countOf(values.pairs);
  try {
    for (const name of names) results.push(await measured(servers, name, { quick, alone: names.length === 1, pairsOfFacts }));
  } finally {
    await lab?.stop();
  }
  const file = path.join(root, '.bench', `${began.replaceAll(':', '-')}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ began, quick, machine: machineText(), results }, null, 2)}\n`);
  const missed = results.flatMap(({ name, lines }) =>
    lines.filter((line) => isMet(line) === false).map(({ what }) => `${name}: ${what}`),
  );
  process.stdout.write(missed.length > 0 ? `\ngoals missed: ${missed.join('; ')}\n` : '\nall goals met\n');
  process.stdout.write(`${path.relative(process.cwd(), file)}\n`);
}

function chosen(only: readonly string[] | undefined, quick: boolean): string[] {
  const unknown = only?.filter((name) => !(name in benches)) ?? [];
  if (unknown.length > 0) throw new Error(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  return only ? [...only] : Object.keys(benches).filter((name) => !quick || (benches[name]?.quickSeconds ?? 0) > 0);
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count <= 0) throw new Error(`--pairs needs a whole number above 0, not ${text}`);
  return count;
}

type How = { quick: boolean; alone: boolean; pairsOfFacts: number | undefined };

async function measured(servers: () => Promise<Lab>, name: string, { quick, alone, pairsOfFacts }: How): Promise<Result> {
  const entry = benches[name] as Entry;
  const { seconds, quickSeconds } = entry;
  const lab = 'bench' in entry ? await servers() : undefined;
  const began = performance.now();
  const allowed = quick ? Math.max(quickSeconds, alone ? quickSecondsAlone : 0) : alone ? secondsAlone : seconds;
  const pace = quick ? { pairs: 2, roundSeconds: 4, warmSeconds: 4 } : { pairs: 7, roundSeconds: 7, warmSeconds: 20 };
  // the last round that begins may still take its time
  const untilMs = began + (allowed - 2 * pace.roundSeconds) * 1000;
  const setting: Pace = { quick, ...pace, untilMs, ...(pairsOfFacts === undefined ? {} : { pairsOfFacts }) };
  const found = await ('bench' in entry ? entry.bench({ ...setting, lab: lab as Lab }) : entry.pure(setting));
  const result = { name, ...found, seconds: (performance.now() - began) / 1000 };
  process.stdout.write(`\n${tableOf(result)}\n`);
  return result;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
