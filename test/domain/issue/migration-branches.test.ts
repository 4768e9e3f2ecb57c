import type { IssueState } from '../../../workflows/domain/issue';
import { blocksOf, depthsOf } from '../../../workflows/domain/issue/migration/blocks';
import type { Plan } from '../../../workflows/domain/flow';

describe('branches of an issue that moves', () => {
  const node = (id: string, kind: string) => ({ id, kind, name: { zh: id, en: id } });
  const drawing = (kinds: Record<string, string>, ways: Record<string, string[]>) =>
    ({
      id: 'x',
      start: 'start',
      nodes: Object.fromEntries(Object.entries(kinds).map(([id, kind]) => [id, node(id, kind)])),
      next: Object.fromEntries(
        Object.entries(ways).map(([id, to]) => [
          id,
          { outcomes: {}, conditions: [], otherwise: null, branches: to.map((one) => ({ to: one, required: true })) },
        ]),
      ),
    }) as unknown as Plan['flow'];
  const kinds = { start: 'start', fork: 'fork', a: 'task', b: 'task', join: 'join', end: 'end' };
  const forked = drawing(kinds, { start: ['fork'], fork: ['a', 'b'], a: ['join'], b: ['join'], join: ['end'] });
  const straight = drawing({ start: 'start', a: 'task', b: 'task', end: 'end' }, { start: ['a'], a: ['b'], b: ['end'] });

  it('are counted along every way', () =>
    expect(Object.fromEntries([...depthsOf(forked)].map(([id, depths]) => [id, [...depths]]))).toEqual({
      ...{ start: [0], fork: [0], a: [1], b: [1], join: [1], end: [0] },
    }));

  it('keep a token in as many as it ran in', () => {
    const token = (id: string, at: string, fork: string[]) => ({
      id,
      node: at,
      branches: fork.map((one) => ({ fork: one, required: true })),
      trail: [],
    });
    const state = (tokens: object[]) => ({ tokens, assignments: [], orders: [] }) as unknown as IssueState;
    const steps = { start: 'start', a: 'a', b: 'b', end: 'end' };
    const inBranches = state([token('t1', 'a', ['f1']), token('t2', 'b', ['f1'])]);
    expect(blocksOf(inBranches, forked, forked, { ...steps, fork: 'fork', join: 'join' })).toEqual([]);
    expect(blocksOf(inBranches, forked, straight, steps).map(({ code, node: at }) => `${code} ${at}`)).toEqual([
      'BRANCH_DIFFERS a',
      'BRANCH_DIFFERS b',
    ]);
    expect(blocksOf(state([token('t1', 'a', [])]), straight, forked, steps).map(({ code }) => code)).toEqual(['BRANCH_DIFFERS']);
    expect(blocksOf(inBranches, forked, forked, { ...steps, b: 'a' }).map(({ code }) => code)).toEqual(['STEPS_MERGED']);
  });
});
