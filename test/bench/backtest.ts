import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { type BackTestCase, type DecisionTable, decidePast, decisionsOf, summaryOf } from '#domain';
import { cityContent } from '../support/cities';
import { cpuClock, watchNoise } from './machine';
import type { Line } from './result';
import type { PureBench } from './run';
import { spreadOf } from './stats';
import { type Workload, workloadOf } from './tables/workload';

/** Both depths of a back-test: what two releases decide of many issues, and whole journeys under both. */

const run = promisify(execFile);
/** Every how many rules the draft names another unit. */
const changedEvery = 20;

export const backTestOfDraft: PureBench = async ({ quick }) => {
  const heard = watchNoise([]);
  const [decided, journeys] = quick ? [20_000, 1000] : [100_000, 10_000];
  const played = await playedApart(journeys);
  return {
    title: 'A back-test of a draft beside the live release, one core',
    lines: [
      decisionLine(decided, quick ? 0.4 : 1),
      {
        what: `journeys of ${journeys} issues of a year, under both`,
        unit: 's of CPU',
        product: spreadOf([played.cpuSeconds]),
        goal: { of: 'product', atMost: quick ? 4 : 20 },
      },
      { what: 'their memory', unit: 'MB', product: spreadOf([played.megabytes]), goal: { of: 'product', atMost: 1000 } },
      {
        what: 'a release beside itself: issues that differ',
        unit: 'issues',
        product: spreadOf([played.differing]),
        goal: { of: 'product', atMost: 0 },
      },
    ],
    noise: [heard()],
    notes: ['the server plays journeys on as many threads as it has cores: the time on the wall is a part of this'],
  };
};

type Played = { cpuSeconds: number; megabytes: number; differing: number };

async function playedApart(issues: number): Promise<Played> {
  const args = ['--import', 'tsx', path.join(__dirname, 'backtest-child.ts'), 'guiyang', String(issues)];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as Played;
}

const rounds = 5;

function decisionLine(issues: number, atMost: number): Line {
  const load = workloadOf({ size: 2000, depth: 'deep', issues });
  const table = tableOf(load);
  const drawn = cityContent('gy-base');
  const other = {
    ...table,
    rules: table.rules.map((rule, at) => (at % changedEvery === 0 ? { ...rule, then: ['"other"'] } : rule)),
  };
  const [live, draft] = [table, other].map((one) => decisionsOf({ ...drawn, decisions: [one] }));
  if (!live || !draft) throw new Error('two releases');
  const cases = casesOf(load);
  const seconds = Array.from({ length: rounds }, () => {
    const used = cpuClock();
    const going = decidePast(live, draft, cases);
    let next = going.next();
    while (!next.done) next = going.next();
    const { issues: seen, kinds } = summaryOf(next.value);
    const taken = used();
    if (seen !== issues || kinds.routed === 0) throw new Error('every issue is decided, and some otherwise');
    return taken;
  });
  return {
    what: `decisions of ${issues} issues by a table of 2,000 rules, under both`,
    unit: 's of CPU',
    product: spreadOf(seconds),
    goal: { of: 'product', atMost },
  };
}

const label = { zh: '', en: '' };
const quoted = (value: string): string => JSON.stringify(value);
const any = '-';

function tableOf({ rules }: Workload): DecisionTable {
  const input = (id: string, type: 'string' | 'number') => ({ id, label, expression: id, type });
  return {
    ...{ kind: 'table', id: 'route', name: label, hitPolicy: 'F' },
    inputs: [
      input('category', 'string'),
      input('district', 'string'),
      input('urgency', 'number'),
      input('source', 'string'),
      input('keyword', 'string'),
    ],
    outputs: [{ id: 'units', label, type: 'string' }],
    rules: rules.map(({ category, district, urgency, source, keyword }, at) => ({
      id: `r${at}`,
      when: [
        category === null ? any : quoted(category),
        district === null ? any : quoted(district),
        urgency === null ? any : `>= ${urgency}`,
        source?.map(quoted).join(', ') ?? any,
        keyword?.map(quoted).join(', ') ?? any,
      ],
      then: [quoted(`unit-${at % 300}`)],
    })),
  };
}

const at = '2026-11-23T02:00:00.000Z';

const casesOf = ({ facts }: Workload): BackTestCase[] =>
  facts.map((one, n) => ({
    ...{ no: `B-${n}`, facts: {}, acts: [], endsAt: null, isSealed: false },
    asked: [{ node: 'route', decision: 'route', at, facts: one }],
    intake: {
      ...{ no: `B-${n}`, source: one.source, externalId: `B-${n}`, receivedAt: at, acceptedAt: null, category: one.category },
      ...{
        district: one.district,
        street: null,
        point: null,
        anonymous: true,
        channel: 'page',
        reporter: {},
        text: '—',
        photos: [],
      },
    },
  }));
