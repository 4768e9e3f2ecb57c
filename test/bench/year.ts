import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { watchNoise } from './machine';
import type { PureBench } from './run';
import { spreadOf } from './stats';

/** A whole year of a city, and what a back-test of a draft takes: seconds of one core, and the memory of the process. */
type Year = { cpuSeconds: number; megabytes: number; turns: number; stuck: number; received: number; uneven: number };
const run = promisify(execFile);

async function play(issues: number, seed: number): Promise<Year> {
  const args = ['--import', 'tsx', path.join(__dirname, 'year-child.ts'), 'guiyang', String(issues), String(seed)];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as Year;
}

export const yearOfACity: PureBench = async ({ quick }) => {
  const heard = watchNoise([]);
  const [whole, draft] = quick ? [3200, 1000] : [32_000, 10_000];
  const year = await play(whole, 1);
  const tested = await play(draft, 2);
  const bad = [year, tested].filter(({ stuck, uneven }) => stuck + uneven > 0).length;
  return {
    title: `A year of a city in virtual time, one core: ${whole} issues, 730 units`,
    lines: [
      {
        what: 'the year',
        unit: 's of CPU',
        product: spreadOf([year.cpuSeconds]),
        goal: { of: 'product', atMost: quick ? 8 : 60 },
      },
      { what: 'its memory', unit: 'MB', product: spreadOf([year.megabytes]), goal: { of: 'product', atMost: 1000 } },
      { what: 'turns in it', unit: 'turns/s', product: spreadOf([year.turns / year.cpuSeconds]) },
      {
        what: `back-test of ${draft} journeys`,
        unit: 's of CPU',
        product: spreadOf([tested.cpuSeconds]),
        goal: { of: 'product', atMost: quick ? 4 : 20 },
      },
      {
        what: 'runs with a stuck issue or an uneven sum',
        unit: 'runs',
        product: spreadOf([bad]),
        goal: { of: 'product', atMost: 0 },
      },
    ],
    noise: [heard()],
    notes: ['CPU, not the clock on the wall: on a machine that others use, the two differ'],
  };
};
