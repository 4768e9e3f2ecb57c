import { compileRelease } from '../../../workflows/domain/flow';
import { directoryOf, releaseOf } from './city';

type Loose = Record<string, unknown> & { flow: { nodes: Record<string, unknown>[]; edges: Record<string, unknown>[] } };
const base = () => releaseOf('gy-base') as unknown as Loose;

const compiled = (document: unknown) => {
  const result = compileRelease(document, { directory: directoryOf('gy-base') });
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result;
};

describe('GY-BASE', () => {
  it('compiles without an error or a warning', () => {
    const result = compileRelease(base(), { directory: directoryOf('gy-base') });
    expect(result.ok ? result.warnings : result.problems).toEqual([]);
  });

  it('becomes a plan that the reducer can walk: ways by outcome, else the default', () => {
    const { plan } = compiled(base());
    expect(plan.flow.start).toBe('start');
    expect(plan.flow.next['verify']).toMatchObject({
      outcomes: { verify: 'review', requestInfo: 'needInfo', referOut: 'referredOut' },
      otherwise: null,
    });
    expect(plan.flow.next['route']).toMatchObject({ outcomes: { noMatch: 'dispatch' }, otherwise: 'handle' });
    expect(plan.flow.next['route']?.conditions.map(({ to }) => to)).toEqual(['volunteer', 'merchant']);
    expect(plan.flow.next['start']).toMatchObject({ outcomes: {}, otherwise: 'grade' });
    expect(plan.flow.next['closed']).toEqual({ outcomes: {}, conditions: [], otherwise: null, branches: [] });
  });

  it('knows which facts its decisions read and write', () => {
    expect(compiled(base()).plan.decisions).toEqual({
      grade: { reads: ['category', 'keywords'], writes: ['grade'] },
      route: { reads: ['category', 'district', 'street', 'teams', 'unit', 'units'], writes: ['units', 'lane', 'teams'] },
      station: { reads: ['district'], writes: ['units', 'lane'] },
      dispute: { reads: ['district'], writes: ['units', 'lane'] },
    });
  });

  it('is named by what it does, not by how it is drawn', () => {
    const moved = base();
    moved.flow.nodes[0]!['position'] = { x: 999, y: 999 };
    moved.flow.nodes[1]!['note'] = 'another note';
    moved.flow.edges[0]!['bends'] = [{ x: 1, y: 2 }];
    const [before, after] = [compiled(base()), compiled(moved)];
    expect(after.planHash).toBe(before.planHash);
    expect(after.contentHash).not.toBe(before.contentHash);
    expect(after.plan.hash).toBe(after.planHash);
  });

  it('has another name when a number, an order of rules or a label changes', () => {
    const names = [
      base(),
      { ...base(), number: 2 },
      { ...base(), decisions: (releaseOf('gy-base').decisions as unknown[]).toReversed() },
      { ...base(), policy: { ...(base()['policy'] as object), defaultGrade: 'D' } },
    ].map((document) => compiled(document).planHash);
    expect(new Set(names).size).toBe(4);
  });

  it('has the same name whatever the order of names in its JSON', () => {
    const turned = Object.fromEntries(Object.entries(base()).toReversed());
    expect(compiled(turned).contentHash).toBe(compiled(base()).contentHash);
  });
});

describe('a release that is malformed', () => {
  it('is told by path, with the node, and its drawing is checked all the same', () => {
    const broken = base();
    broken.flow.nodes[2]!['roles'] = ['emperor'];
    const result = compileRelease(broken);
    expect(result.ok).toBe(false);
    expect(!result.ok && result.problems).toMatchObject([
      { code: 'INVALID_DOCUMENT', node: 'verify', at: 'flow.nodes.2.roles.0' },
    ]);
  });

  it('names a limit of zero in the policy as the policy room does, and a lost edge beside it', () => {
    const broken = base();
    const policy = structuredClone(broken['policy']) as { stages: Record<string, { limit: { n: number } }> };
    policy.stages['verify']!.limit.n = 0;
    broken.flow.edges = broken.flow.edges.filter((edge) => edge['id'] !== 'dispatch.dispatch');
    const result = compileRelease({ ...broken, policy });
    expect(!result.ok && result.problems.map(({ code, at, node }) => [code, at ?? node])).toEqual([
      ['LIMIT_NOT_POSITIVE', 'policy.stages.verify.limit.n'],
      ['MISSING_OUTCOME_EDGE', 'dispatch'],
    ]);
  });
});
