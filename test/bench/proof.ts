import { type City, prove, proofProperties, type Proof, type Unit } from '#domain';
import { cityOf } from '../support/cities';
import { cpuClock, watchNoise } from './machine';
import type { Line } from './result';
import type { PureBench } from './run';
import { spreadOf } from './stats';
import { workloadOf } from './tables/workload';

/** What the proof of a city costs while somebody draws it, and with a routing table of 2,000 rules and 730 units. */

const at = '2026-03-02T02:00:00.000Z';
const rules = 2000;
const units = 730;

export const proofOfCities: PureBench = ({ quick }) => {
  const heard = watchNoise([]);
  const rounds = quick ? 2 : 5;
  const lines: Line[] = [
    measured('guiyang as it is shipped', cityOf('guiyang'), rounds, 2000, isProven),
    measured('xixiu as it is shipped', cityOf('xixiu'), rounds, 2000, isProven),
    measured('2,000 routing rules, 730 units', largeCity(), rounds, 5000, isProven),
    measured('the same with a unit out of use, shown by an issue', brokenCity(), rounds, 8000, isShown),
  ];
  return Promise.resolve({
    title: 'The proof over flow, tables and directory, one thread',
    lines,
    noise: [heard()],
    notes: ['a draft is another document each time: nothing is remembered from round to round'],
  });
};

const isProven = (proof: Proof): boolean => proofProperties.every((one) => proof.verdicts[one] === 'proven');
const isShown = ({ counterExamples }: Proof): boolean => counterExamples.some(({ kind }) => kind === 'notActive');

function measured(what: string, city: City, rounds: number, atMost: number, isRight: (proof: Proof) => boolean): Line {
  const spent = Array.from({ length: rounds }, () => {
    const draft = structuredClone(city);
    const used = cpuClock();
    const proof = prove(draft, at);
    if (!proof || !isRight(proof))
      throw new Error(`${what}: ${JSON.stringify(proof?.verdicts ?? null)} ${JSON.stringify(proof?.unknown ?? [])}`);
    return used() * 1000;
  });
  return { what, unit: 'ms of CPU', product: spreadOf(spent), goal: { of: 'product', atMost } };
}

const label = { zh: '', en: '' };

/** The plain pack with as many units as a city has, and a table of one row for nearly each kind of issue. */
function largeCity(): City {
  const city = structuredClone(cityOf('gy-base'));
  const [one] = city.units as Unit[];
  const more = Array.from({ length: units }, (_, n) => ({
    ...one,
    code: `unit-${n}`,
    parent: null,
    head: null,
    liaison: null,
    active: true,
  }));
  const content = city.content as { decisions: { id: string }[] };
  const decisions = content.decisions.map((decision) => (decision.id === 'route' ? routingTable() : decision));
  return { ...city, content: { ...content, decisions }, units: [...city.units, ...more] };
}

function brokenCity(): City {
  const city = largeCity();
  return { ...city, units: (city.units as Unit[]).map((unit) => (unit.code === 'unit-7' ? { ...unit, active: false } : unit)) };
}

function routingTable(): object {
  const text = (value: string): string => JSON.stringify(value);
  const column = (id: string, type: string) => ({ id, label, expression: id, type });
  const rows = workloadOf({ size: rules, depth: 'deep' }).rules.map(({ category, district, urgency, source, keyword }, n) => ({
    id: `r${n}`,
    when: [
      category === null ? '' : text(category),
      district === null ? '' : text(district),
      urgency === null ? '' : `>= ${urgency}`,
      source?.map(text).join(', ') ?? '',
      keyword?.map(text).join(', ') ?? '',
    ],
    then: [`["unit-${n % units}"]`, '"government"', ''],
  }));
  return {
    ...{ kind: 'table', id: 'route', name: { zh: '分流', en: 'Routing' }, hitPolicy: 'F' },
    inputs: [
      column('category', 'string'),
      column('district', 'string'),
      column('urgency', 'number'),
      column('source', 'string'),
      column('keyword', 'string'),
    ],
    outputs: [
      { id: 'units', label, type: 'list' },
      { id: 'lane', label, type: 'string' },
      { id: 'teams', label, type: 'list' },
    ],
    rules: rows,
  };
}
