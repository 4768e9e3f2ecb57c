import type { Flow, ReleaseContent, ReleaseDiff } from '#domain';
import { diffReleases } from '#versions';
import { cityContent } from '../../support/cities';
import { edge, end, flow, node, start, task } from '../flow/small-flow';

const base = cityContent('gy-base');
const copy = (): ReleaseContent => JSON.parse(JSON.stringify(base)) as ReleaseContent;
const withFlow = (drawn: Flow): ReleaseContent => ({ ...base, flow: drawn });
const diffOf = (before: Flow, after: Flow): ReleaseDiff => diffReleases(withFlow(before), withFlow(after));
const itemsOf = (before: Flow, after: Flow) => diffOf(before, after).flows[0]?.items ?? [];

describe('drawings compared', () => {
  const small = flow([start, task('a', ['ok', 'no']), end], ['start > a', 'a.ok > end', 'a.no > start']);

  it('takes what was moved, bent or drawn again for the same', () => {
    const moved: Flow = {
      ...small,
      nodes: [...small.nodes].reverse().map((one) => ({ ...one, position: { x: one.position.x + 300, y: 7 } })),
      edges: small.edges.map((one, at) => ({ ...one, id: `again${at}`, bends: [{ x: 1, y: 2 }] })),
    };
    expect(diffReleases(withFlow(small), withFlow(moved))).toMatchObject({ flows: [], count: 0 });
  });

  it('names steps and lines that came and went', () => {
    const now = flow(
      [start, task('a', ['ok', 'no']), task('b', ['ok']), end],
      ['start > a', 'a.ok > b', 'b.ok > end', 'a.no > start'],
    );
    expect(itemsOf(small, now).map(({ part, id, change, name }) => [part, id, change, name.en])).toEqual([
      ['step', 'b', 'added', 'Step b'],
      ['line', 'a_ok_b', 'added', 'Step a → Step b (Step ok)'],
      ['line', 'b_ok_end', 'added', 'Step b → Step end (Step ok)'],
      ['line', 'a_ok_end', 'removed', 'Step a → Step end (Step ok)'],
    ]);
    expect(itemsOf(now, small).map(({ id, change }) => `${id} ${change}`)).toEqual([
      'b removed',
      'a_ok_end added',
      'a_ok_b removed',
      'b_ok_end removed',
    ]);
  });

  it('says field by field what a step does otherwise, in both languages', () => {
    const now: Flow = {
      ...small,
      nodes: small.nodes.map((one) =>
        one.kind === 'task'
          ? {
              ...one,
              name: { zh: '核实', en: 'Verify' },
              roles: ['verifier', 'shiftLeader'],
              limit: 'verify',
              notSameAs: ['start'],
              outcomes: one.outcomes.map((way) => (way.id === 'no' ? { ...way, label: { zh: '退', en: 'back' } } : way)),
            }
          : one,
      ),
    };
    const [item, ...more] = itemsOf(small, now);
    expect(more).toEqual([]);
    expect(item?.fields.map(({ label, before, after }) => [label.zh, before?.zh ?? null, after?.zh ?? null])).toEqual([
      ['名称', '步骤a', '核实'],
      ['办理角色', '甄别员', '甄别员、值班长'],
      ['去处 · 退 · 名称', '步骤no', '退'],
      ['不得与这些步骤同一人', '（无）', '步骤start'],
      ['时限', null, '甄别'],
    ]);
    expect(item?.fields.map(({ label, after }) => [label.en, after?.en])).toEqual([
      ['name', 'Verify'],
      ['who acts', 'Verifier, Shift leader'],
      ['way out · back · label', 'back'],
      ['not by whoever did', 'Step start'],
      ['limit', 'verification'],
    ]);
  });

  it('tells a way out that came and one that went, and a line that leads elsewhere', () => {
    const now: Flow = {
      ...small,
      nodes: flow([start, task('a', ['ok', 'later']), end], []).nodes,
      edges: small.edges.map((one) => (one.id === 'a_no_start' ? { ...one, to: 'end' } : one)),
    };
    const items = itemsOf(small, now);
    expect(items[0]?.fields.map(({ label, before, after }) => [label.en, before?.en ?? null, after?.en ?? null])).toEqual([
      ['way out · Step later', null, 'Step later'],
      ['way out · Step no', 'Step no', null],
    ]);
    expect(items[1]?.fields.map(({ label, before, after }) => [label.en, before?.en, after?.en])).toEqual([
      ['to', 'Step start', 'Step end'],
    ]);
  });

  it('counts another order of conditions, which are asked one after the other', () => {
    const ways = ['start > a', 'a > end if x > 1', 'a > start if y > 1'];
    const [one, two] = [flow([start, node('a', 'fork'), end], ways), flow([start, node('a', 'fork'), end], [])];
    const swapped: Flow = { ...two, edges: [edge(ways[0]!), edge(ways[2]!), edge(ways[1]!)] as Flow['edges'] };
    expect(
      itemsOf(one, swapped).map(({ id, fields }) => [id, fields[0]?.label.en, fields[0]?.before?.en, fields[0]?.after?.en]),
    ).toEqual([['a', 'order of the conditions', 'x > 1, y > 1', 'y > 1, x > 1']]);
  });

  it('reads notes, not where they stick', () => {
    const noted = (text: string, x: number): Flow => ({ ...small, notes: [{ id: 'n', text, position: { x, y: 0 } }] });
    expect(itemsOf(noted('要问', 0), noted('要问', 50))).toEqual([]);
    expect(itemsOf(noted('要问', 0), noted('问过了', 0))[0]).toMatchObject({
      ...{ part: 'note', change: 'changed' },
      fields: [{ before: { zh: '要问' }, after: { zh: '问过了' } }],
    });
  });

  it('follows drawings that the drawing calls', () => {
    const called = (name: string): ReleaseContent => ({ ...base, subflows: [{ ...small, name: { zh: name, en: name } }] });
    expect(diffReleases(called('x'), called('y')).flows).toMatchObject([
      { id: 'small', change: 'changed', items: [], fields: [{ label: { en: 'name' }, before: { en: 'x' }, after: { en: 'y' } }] },
    ]);
    expect(diffReleases(base, called('x')).flows).toMatchObject([{ id: 'small', change: 'added' }]);
  });
});

describe('policies, hours and tables compared', () => {
  it('names a number by its path, before and after with its unit', () => {
    const now = copy();
    const verify = now.policy.stages['verify'];
    if (!verify) throw new Error('the sample city verifies');
    verify.limit = { n: 3, unit: 'wd' };
    now.policy.bounce.max = 5;
    const { policy, count } = diffReleases(base, now);
    expect(policy?.changes).toEqual([
      {
        path: ['stages', 'verify', 'limit'],
        before: { kind: 'length', n: 4, unit: 'wh' },
        after: { kind: 'length', n: 3, unit: 'wd' },
      },
      { path: ['bounce', 'max'], before: { kind: 'value', value: base.policy.bounce.max }, after: { kind: 'value', value: 5 } },
    ]);
    expect(count).toBe(2);
  });

  it('finds a rung by its key, wherever it stands in its ladder', () => {
    const now = copy();
    const [name, ladder] = Object.entries(now.policy.ladders).find(([, { rungs }]) => rungs.length > 2) ?? [];
    if (!name || !ladder) throw new Error('the sample city has ladders');
    const gone = ladder.rungs.shift();
    const { policy } = diffReleases(base, now);
    expect(new Set(policy?.changes.map(({ path }) => path.slice(0, 4).join('/')))).toEqual(
      new Set([`ladders/${name}/rungs/${gone?.key}`]),
    );
    expect(policy?.changes.every(({ before, after }) => before !== null && after === null)).toBe(true);
  });

  it('reads weekly hours by day', () => {
    const now = copy();
    const [hours] = now.hours;
    if (!hours) throw new Error('the sample city has hours');
    hours.week.mon = [
      ['08:30', '12:00'],
      ['13:30', '18:00'],
    ];
    hours.week.fri = [];
    const [diff] = diffReleases(base, now).hours;
    expect(diff?.fields.map(({ label, after }) => [label.zh, label.en, after?.zh, after?.en])).toEqual([
      ['星期一', 'Monday', '08:30–12:00、13:30–18:00', '08:30–12:00, 13:30–18:00'],
      ['星期五', 'Friday', '休息', 'off'],
    ]);
  });

  it('tells tables by the facts that are answered otherwise and by their rows', () => {
    const now = copy();
    const table = now.decisions.find(({ id }) => id === 'route');
    if (table?.kind !== 'table') throw new Error('the sample city routes by a table');
    // Rule 5 sends the street 520103023 to 普陀路街道办.
    const rule = table.rules[4];
    if (!rule) throw new Error('the sample city has a fifth rule');
    rule.then[0] = '["兰花都街道办"]';
    const [diff, ...more] = diffReleases(base, now).tables;
    expect([more.length, diff?.id, diff?.analysed, diff?.rows.length]).toEqual([0, 'route', 'whole', 1]);
    expect(diff?.rows[0]).toMatchObject({
      number: { before: 5, after: 5 },
      change: 'changed',
      cells: [{ path: ['then', table.outputs[0]?.id] }],
    });
    expect(diff?.regions.length).toBeGreaterThan(0);
    for (const { when, before, after } of diff?.regions ?? []) {
      expect(when.map(({ text }) => text.en).join()).toContain('520103023');
      expect([before.outputs[0]?.text.zh, after.outputs[0]?.text.zh]).toEqual(['“普陀路街道办”', '“兰花都街道办”']);
    }
  });

  it('says the same each time, and nothing of a release and itself', () => {
    const [a, b] = [cityContent('guiyang'), cityContent('xixiu')];
    expect(JSON.stringify(diffReleases(a, b))).toBe(JSON.stringify(diffReleases(a, b)));
    expect(diffReleases(a, cityContent('guiyang'))).toEqual({ flows: [], tables: [], policy: null, hours: [], count: 0 });
    const named = { ...a, name: { zh: '另一个名字', en: 'another name' } };
    expect(diffReleases(a, named).count).toBe(0);
  });
});
