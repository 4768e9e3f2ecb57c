import type { Flow } from '#domain';
import { diffReleases } from '#versions';
import { unite } from '../../designer/versions/united';
import { cityContent } from '../support/cities';
import { end, flow, node, start, task } from '../domain/flow/small-flow';

const base = cityContent('gy-base');
const united = (before: Flow, after: Flow) =>
  unite(before, after, diffReleases({ ...base, flow: before }, { ...base, flow: after }).flows[0]);

describe('two drawings on one canvas', () => {
  const at = (x: number, y: number) => ({ position: { x, y } });
  const before = flow(
    [start, task('a', ['ok'], at(300, 0)), task('old', ['ok'], at(600, 0)), { ...end, ...at(900, 0) }],
    ['start > a', 'a.ok > old', 'old.ok > end'],
  );
  const after = flow(
    [start, task('a', ['ok'], { ...at(300, 0), limit: 'verify' }), task('new', ['ok'], at(600, 10)), { ...end, ...at(900, 0) }],
    ['start > a', 'a.ok > new', 'new.ok > end'],
  );

  it('stands as the newer one, with what is gone beside it', () => {
    const { flow: drawn, marks } = united(before, after);
    expect(drawn.nodes.map(({ id }) => [id, marks.get(id) ?? 'same'])).toEqual([
      ['start', 'same'],
      ['a', 'changed'],
      ['new', 'added'],
      ['end', 'same'],
      ['old', 'removed'],
    ]);
    expect(drawn.edges.map(({ id }) => [id, marks.get(id) ?? 'same'])).toEqual([
      ['start_a', 'same'],
      ['a_ok_new', 'added'],
      ['new_ok_end', 'added'],
      ['a_ok_old', 'removed'],
      ['old_ok_end', 'removed'],
    ]);
  });

  it('puts a step that is gone where nothing covers it', () => {
    // Where the old step stood, ten lower, the new one stands: 96 high and 24 apart, the old one goes to 10 + 120.
    const old = united(before, after).flow.nodes.find(({ id }) => id === 'old');
    expect(old?.position).toEqual({ x: 600, y: 130 });
  });

  it('has no end that is not drawn', () => {
    const { flow: drawn } = united(before, flow([start, { ...node('end', 'end', { stage: 'CLOSED' }) }], ['start > end']));
    const ids = new Set(drawn.nodes.map(({ id }) => id));
    expect(drawn.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
  });
});
