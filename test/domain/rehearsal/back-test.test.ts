import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type BackTestCase,
  type BackTestItem,
  type BackTestJob,
  type City,
  runBackTest,
  summaryOf,
  yearProfileSchema,
} from '../../../workflows/domain/rehearsal';
import { decidePast, decisionsOf } from '../../../workflows/domain/rehearsal';
import type { ReleaseContent } from '../../../workflows/domain/flow';
import type { DecisionTable } from '../../../workflows/domain/rules';
import { directoryOf, releaseOf } from '../flow/city';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const run = (job: BackTestJob): { items: BackTestItem[]; progress: number[] } => {
  const going = runBackTest(job);
  const progress: number[] = [];
  let next = going.next();
  for (; !next.done; next = going.next()) progress.push(next.value.done / next.value.of);
  if (!next.value.ok) throw new Error(JSON.stringify(next.value.problems));
  return { items: next.value.items, progress };
};
const city = (
  name: string,
  change: (content: { policy: Policy; decisions: DecisionTable[] }) => void = () => undefined,
): City => {
  const content = copy(releaseOf(name));
  change(content as unknown as { policy: Policy; decisions: DecisionTable[] });
  return { content, ...directoryOf(name) };
};
type Policy = { grades: Record<string, { clocks: { reply: { length: { n: number; unit: string } } } }> };
const monday = '2026-11-23T02:00:00.000Z';

const intakeOf = (no: string): BackTestCase['intake'] => ({
  ...{ no, source: 'desk', externalId: no, receivedAt: monday, acceptedAt: null, category: 'general', district: '520103' },
  ...{ street: null, point: null, anonymous: true, channel: 'page', reporter: {}, text: '—', photos: [] },
});
const caseOf = (no: string, more: Partial<BackTestCase>): BackTestCase => ({
  ...{ no, intake: intakeOf(no), facts: { unit: 'U1' }, acts: [], endsAt: null, asked: [], isSealed: false, ...more },
});

describe('decisions alone', () => {
  const name = { zh: '分流', en: 'route' };
  const table = (units: [string, string, string]): DecisionTable => ({
    ...{ kind: 'table', id: 'route', name, hitPolicy: 'F' },
    inputs: [{ id: 'category', label: name, expression: 'category', type: 'string' }],
    outputs: [{ id: 'unit', label: name, type: 'string' }],
    rules: ['noise', 'parking', 'posters'].map((category, i) => ({
      id: `r${i}`,
      when: [`"${category}"`],
      then: [`"${units[i]}"`],
    })),
  });
  const release = (decision: DecisionTable) =>
    decisionsOf({ ...releaseOf('gy-base'), decisions: [decision] } as unknown as ReleaseContent);
  const asked = (no: string, category: string): BackTestCase =>
    caseOf(no, { asked: [{ node: 'route', decision: 'route', at: monday, facts: { category } }] });
  // Two of three rules name another unit; water is in neither table.
  const four = [asked('1', 'noise'), asked('2', 'parking'), asked('3', 'posters'), { ...asked('4', 'water'), isSealed: true }];
  const going = decidePast(release(table(['A', 'B', 'C'])), release(table(['A', 'C', 'D'])), four);
  const result = going.next();

  it('say of each issue who had it and who would have it', () => {
    if (!result.done) throw new Error('four issues are one stretch');
    expect(result.value.map(({ no, before, after, kinds }) => [no, before.units, after.units, kinds])).toEqual([
      ['1', ['A'], ['A'], []],
      ['2', ['B'], ['C'], ['routed', 'answered']],
      ['3', ['C'], ['D'], ['routed', 'answered']],
      [null, [], [], []],
    ]);
    expect(result.value[1]?.after.answers).toEqual([{ node: 'route', matched: [2], outputs: { unit: 'C' }, error: null }]);
  });

  it('come to flows and loads', () => {
    if (!result.done) throw new Error('four issues are one stretch');
    const { issues, changed, kinds, flows, load } = summaryOf(result.value);
    expect([issues, changed, kinds.routed, kinds.unroutable]).toEqual([4, 2, 2, 0]);
    expect(flows).toEqual([
      { from: '', to: '', count: 1 },
      { from: 'A', to: 'A', count: 1 },
      { from: 'B', to: 'C', count: 1 },
      { from: 'C', to: 'D', count: 1 },
    ]);
    expect(load.map(({ unit, before, after }) => [unit, before, after])).toEqual([
      ['A', 1, 1],
      ['C', 1, 1],
      ['B', 1, 0],
      ['D', 0, 1],
    ]);
  });

  it('follow each other: a grade that is another bears on what is asked next', () => {
    const grade = (then: string): DecisionTable => ({
      ...{ kind: 'table', id: 'grade', name, hitPolicy: 'F' },
      inputs: [{ id: 'category', label: name, expression: 'category', type: 'string' }],
      outputs: [{ id: 'grade', label: name, type: 'string' }],
      rules: [{ id: 'r', when: ['-'], then: [`"${then}"`] }],
    });
    const byGrade: DecisionTable = {
      ...table(['A', 'B', 'C']),
      inputs: [{ id: 'grade', label: name, expression: 'grade', type: 'string' }],
      rules: [
        { id: 'r1', when: ['"B"'], then: ['"quick"'] },
        { id: 'r2', when: ['-'], then: ['"usual"'] },
      ],
    };
    const both = (then: string) =>
      decisionsOf({ ...releaseOf('gy-base'), decisions: [grade(then), byGrade] } as unknown as ReleaseContent);
    const one = caseOf('1', {
      asked: [
        { node: 'grade', decision: 'grade', at: monday, facts: { category: 'water' } },
        { node: 'route', decision: 'route', at: monday, facts: { category: 'water', grade: 'C' } },
      ],
    });
    const said = decidePast(both('C'), both('B'), [one]).next();
    if (!said.done) throw new Error('one issue');
    expect(said.value.map(({ before, after, kinds }) => [before.units, after.units, kinds])).toEqual([
      [['usual'], ['quick'], ['routed', 'graded', 'answered']],
    ]);
  });
});

describe('whole journeys', () => {
  const act = (at: string, by: string, name: BackTestCase['acts'][number]['name'], data = {}) => ({ at, by, name, data });
  const share = { assignment: 'U1' };
  // Reviewed on Monday at 11:00, replied on Friday at 10:00 (all instants in UTC, the city is eight hours ahead).
  const acts = [
    act('2026-11-23T02:30:00.000Z', 'verifier1', 'verify'),
    act('2026-11-23T03:00:00.000Z', 'reviewer1', 'review'),
    act('2026-11-23T04:00:00.000Z', 'U1.liaison', 'sign', share),
    act('2026-11-23T05:00:00.000Z', 'U1.liaison', 'contact', { ...share, reached: true }),
    act('2026-11-27T02:00:00.000Z', 'U1.head', 'reply', share),
  ];
  const past = (cases: BackTestCase[]) => ({ kind: 'past' as const, cases, asOf: '2026-11-30T00:00:00.000Z' });
  const threeDays = city('gy-base', ({ policy }) => {
    policy.grades['C']!.clocks.reply.length.n = 3;
  });

  it('move the due of a limit that is cut from five working days to three, and find the reply late that was not', () => {
    const { items } = run({ depth: 'journeys', live: city('gy-base'), draft: threeDays, source: past([caseOf('1', { acts })]) });
    const [item] = items;
    expect(item?.before.units).toEqual(['U1']);
    expect(item?.kinds).toEqual(['late', 'due']);
    // R1: from Monday five working days are the Monday after, three are Thursday, both at 17:00.
    expect(item?.moved).toEqual([
      { clock: 'promise', n: 1, before: '2026-11-30T09:00:00.000Z', after: '2026-11-26T09:00:00.000Z' },
      { clock: 'reply', n: 1, before: '2026-11-30T09:00:00.000Z', after: '2026-11-26T09:00:00.000Z' },
    ]);
    expect(item?.newlyLate).toEqual(expect.arrayContaining(['reply#1', 'promise#1']));
    expect([item?.assumed, item?.refused]).toEqual([[], []]);
    const { clocks, load } = summaryOf(items);
    expect(clocks.find(({ clock }) => clock === 'reply')).toMatchObject({
      earlier: 1,
      later: 0,
      medianMs: -4 * 86_400_000,
      newlyLate: 1,
    });
    expect(load).toEqual([{ unit: 'U1', before: 1, after: 1, lateBefore: 0, lateAfter: 1 }]);
  });

  it('give the issue to another unit, which takes as long as the one that had it', () => {
    const draft = city('gy-base', ({ decisions }) => {
      const route = decisions.find(({ id }) => id === 'route') as unknown as { rules: unknown; hitPolicy: string };
      route.rules = [
        { id: 'all', when: copy(decisions.find(({ id }) => id === 'route')!.inputs).map(() => '-'), then: thenOf(decisions) },
      ];
    });
    const { items } = run({ depth: 'journeys', live: city('gy-base'), draft, source: past([caseOf('1', { acts })]) });
    expect(items.map(({ before, after, kinds }) => [before.units, after.units, kinds])).toEqual([[['U1'], ['U2'], ['routed']]]);
    expect(items[0]?.after.stage).toBe(items[0]?.before.stage);
  });

  it('leave an issue that nobody finished where it was, and tell no number of a sealed one', () => {
    const open = caseOf('2', { acts: acts.slice(0, 2), isSealed: true });
    const { items } = run({ depth: 'journeys', live: city('gy-base'), draft: city('gy-base'), source: past([open]) });
    expect(items.map(({ no, kinds, after }) => [no, kinds, after.stage])).toEqual([[null, [], 'HANDLING']]);
  });

  it.each(['gy-base', 'guiyang', 'xixiu'])('of a release beside itself differ nowhere: %s', (name) => {
    const profile = yearProfileSchema.parse(
      JSON.parse(readFileSync(path.join(__dirname, '../../../worker/cities', name, 'year.json'), 'utf8')),
    );
    const release = city(name);
    const source = {
      kind: 'year' as const,
      profile: { ...profile, units: { ...profile.units, total: 60 } },
      seed: 11,
      issues: 90,
    };
    const { items, progress } = run({ depth: 'journeys', live: release, draft: { ...release }, source });
    expect(items).toHaveLength(90);
    expect(items.filter(({ kinds, assumed, refused }) => kinds.length + assumed.length + refused.length > 0)).toEqual([]);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    // Two halves that two threads play are the whole.
    const parts = [0, 1].flatMap(
      (index) =>
        run({ depth: 'journeys', live: release, draft: { ...release }, source: { ...source, part: { index, of: 2 } } }).items,
    );
    expect(parts.map(({ no, before }) => [no, before.units]).sort()).toEqual(
      items.map(({ no, before }) => [no, before.units]).sort(),
    );
  });

  it('of a draft that does not pass its checks are refused', () => {
    const broken = city('gy-base', (content) => {
      (content as unknown as { flow: { edges: unknown[] } }).flow.edges = [];
    });
    const going = runBackTest({ depth: 'journeys', live: city('gy-base'), draft: broken, source: past([]) });
    expect(going.next()).toMatchObject({ done: true, value: { ok: false, code: 'CHECK_FAILED' } });
  });
});

/** The route table's outputs with U2 for the unit and nothing else set. */
function thenOf(decisions: DecisionTable[]): string[] {
  const route = decisions.find(({ id }) => id === 'route');
  return route!.outputs.map(({ id }) => (id === 'units' ? '["U2"]' : id === 'unit' ? '"U2"' : 'null'));
}
