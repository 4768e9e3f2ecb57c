import type { Actor, IssueView, Waiting } from '#domain';
import type { IssueFilter, Store } from '#store';
import { aStep, testDatabase, type TestDatabase } from './support';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.open();
  await store.ensureIndexes();
}, 180_000);
afterAll(() => database.stop());
beforeEach(() => database.clear());

/** Puts an issue with this view into the read model, as a confirmed first step does. */
async function anIssue(no: string, view: Partial<IssueView>): Promise<void> {
  const step = aStep(no, { view });
  await store.records.write(step);
  await store.records.confirm(step.stream, step.seq, step.hash);
}

const waiting = (given: Partial<Waiting>): Waiting => ({
  kind: 'task',
  node: 'verify',
  assignment: null,
  roles: ['verifier'],
  unit: null,
  district: null,
  since: '2026-05-06T01:00:00.000Z',
  dueAt: null,
  commands: ['verify'],
  ...given,
});

const numbers = async (filter: IssueFilter) => (await store.issues.list(filter)).items.map(({ no }) => no).sort();

describe('the list of issues', () => {
  beforeEach(async () => {
    await anIssue('A1', {
      stage: 'VERIFYING',
      grade: 'C',
      district: '520103',
      openedAt: '2026-05-01T01:00:00.000Z',
      waiting: [waiting({ dueAt: '2026-05-06T09:00:00.000Z' })],
    });
    await anIssue('A2', {
      stage: 'HANDLING',
      grade: 'A',
      district: '520102',
      units: ['U1', 'J1'],
      openedAt: '2026-05-02T01:00:00.000Z',
      promiseDue: '2026-05-04T09:00:00.000Z',
      waiting: [waiting({ kind: 'assignment', unit: 'U1', roles: ['unitLiaison'], dueAt: '2026-05-05T09:00:00.000Z' })],
    });
    await anIssue('A3', { stage: 'CLOSED', final: true, units: ['U1'], openedAt: '2026-05-03T01:00:00.000Z' });
  });

  it('is narrowed by stage, grade, unit, district and number', async () => {
    expect(await numbers({ stages: ['VERIFYING', 'CLOSED'] })).toEqual(['A1', 'A3']);
    expect(await numbers({ grades: ['A'] })).toEqual(['A2']);
    expect(await numbers({ units: ['U1'] })).toEqual(['A2', 'A3']);
    expect(await numbers({ units: ['U1'], final: false })).toEqual(['A2']);
    expect(await numbers({ districts: ['520103'], final: false })).toEqual(['A1']);
    expect(await numbers({ text: 'a2' })).toEqual(['A2']);
    expect(await numbers({ text: '.' })).toEqual([]);
  });

  it('is limited to what somebody may see: a share of its units, or its district', async () => {
    expect(await numbers({ scope: { units: ['J1'] } })).toEqual(['A2']);
    // A1 and A3 lie in 520103, A2 has a share of J1.
    expect(await numbers({ scope: { units: ['J1'], districts: ['520103'] } })).toEqual(['A1', 'A2', 'A3']);
    expect(await numbers({ scope: { units: [] } })).toEqual([]);
  });

  it('knows the earliest due that still runs, and what is past it', async () => {
    expect((await store.issues.get('A2'))?.dueAt).toBe('2026-05-04T09:00:00.000Z');
    expect((await store.issues.get('A3'))?.dueAt).toBeNull();
    // At the due itself nothing is late (R10).
    expect(await numbers({ overdueAt: '2026-05-04T09:00:00.000Z' })).toEqual([]);
    expect(await numbers({ overdueAt: '2026-05-04T09:00:00.001Z' })).toEqual(['A2']);
    const byDue = await store.issues.list({}, { order: 'due' });
    expect(byDue.items.map(({ no }) => no)).toEqual(['A2', 'A1', 'A3']);
  });

  it('counts by a field', async () => {
    expect(await store.issues.countBy('stage')).toEqual({ VERIFYING: 1, HANDLING: 1, CLOSED: 1 });
    expect(await store.issues.countBy('district', { final: false })).toEqual({ '520103': 1, '520102': 1 });
    expect(await store.issues.count({ final: false })).toBe(2);
  });

  it('is read in pages, newest first, each row once', async () => {
    const first = await store.issues.list({}, { limit: 2 });
    const second = await store.issues.list({}, { limit: 2, cursor: first.next });
    expect([...first.items, ...second.items].map(({ no }) => no)).toEqual(['A3', 'A2', 'A1']);
    expect(second.next).toBeNull();
  });
});

describe('pages over rows of one and the same due', () => {
  it('go on by number', async () => {
    for (const no of ['B1', 'B2', 'B3', 'B4', 'B5'])
      await anIssue(no, { waiting: [waiting({ dueAt: '2026-05-06T09:00:00.000Z' })] });
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await store.issues.list({}, { limit: 2, order: 'due', cursor: cursor ?? null });
      seen.push(...page.items.map(({ no }) => no));
      cursor = page.next;
    }
    expect(seen).toEqual(['B1', 'B2', 'B3', 'B4', 'B5']);
  });
});

describe('stuck', () => {
  it('is an incident, nothing awaited, or a planned instant past by 60 s', async () => {
    const now = '2026-05-06T02:00:00.000Z';
    await anIssue('S1', { incidents: [{ id: 'i', code: 'X', at: now }], waiting: [waiting({})] });
    await anIssue('S2', { waiting: [], wakeAt: null });
    await anIssue('S3', { waiting: [waiting({})], wakeAt: '2026-05-06T01:58:59.000Z' });
    await anIssue('OK1', { waiting: [waiting({})], wakeAt: '2026-05-06T01:59:30.000Z' });
    await anIssue('OK2', { waiting: [], wakeAt: '2026-05-07T02:00:00.000Z' });
    await anIssue('OK3', { waiting: [], wakeAt: null, final: true });
    // 60 s before 02:00:00.
    expect(await numbers({ stuck: { lateBefore: '2026-05-06T01:59:00.000Z' } })).toEqual(['S1', 'S2', 'S3']);
  });
});

describe('the issue of an intake', () => {
  it('is its own until it is merged, then the one it was merged into', async () => {
    await anIssue('M1', {});
    await anIssue('M2', { stage: 'MERGED', mergedInto: 'M1' });
    expect((await store.issues.byIntake('M1'))?.no).toBe('M1');
    expect((await store.issues.byIntake('M2'))?.no).toBe('M1');
    expect(await store.issues.byIntake('M3')).toBeNull();
  });
});

describe('an inbox', () => {
  const actor = (given: Partial<Actor>): Actor => ({ id: 'p', roles: ['verifier'], unit: null, district: null, ...given });
  const inbox = async (who: Actor, branch: string[] = []) => (await store.inbox.list(who, branch)).items;

  beforeEach(async () => {
    await anIssue('I1', { waiting: [waiting({ district: '520103', dueAt: '2026-05-07T09:00:00.000Z' })] });
    await anIssue('I2', { waiting: [waiting({ district: '520102', dueAt: '2026-05-06T09:00:00.000Z' })] });
    await anIssue('I3', {
      units: ['U1', 'U2'],
      waiting: [
        waiting({ kind: 'assignment', roles: ['unitLiaison'], unit: 'U1', dueAt: '2026-05-08T09:00:00.000Z' }),
        waiting({ kind: 'assignment', roles: ['unitLiaison'], unit: 'U2', dueAt: '2026-05-05T09:00:00.000Z' }),
      ],
    });
  });

  it('holds what fits in role and district, earliest due first', async () => {
    expect((await inbox(actor({}))).map(({ no }) => no)).toEqual(['I2', 'I1']);
    expect((await inbox(actor({ district: '520103' }))).map(({ no }) => no)).toEqual(['I1']);
    expect(await inbox(actor({ roles: ['editor'] }))).toEqual([]);
  });

  it('holds a unit’s own branch only, and says which of an issue’s work is its', async () => {
    const liaison = actor({ roles: ['unitLiaison'], unit: 'U1' });
    const [item] = await inbox(liaison, ['U1', 'U1a']);
    expect(item).toMatchObject({ no: 'I3', mine: [{ unit: 'U1' }] });
    expect(item?.mine).toHaveLength(1);
    expect(await inbox(liaison, ['U3'])).toEqual([]);
    expect(await store.inbox.count(liaison, ['U1'])).toBe(1);
  });

  it('takes no role from one entry and the unit from another', async () => {
    // A head of U1: no entry of U1 is for heads.
    await anIssue('I4', {
      waiting: [waiting({ roles: ['unitHead'], unit: 'U9' }), waiting({ roles: ['unitLiaison'], unit: 'U1' })],
    });
    expect(await inbox(actor({ roles: ['unitHead'], unit: 'U1' }), ['U1'])).toEqual([]);
  });
});

describe('pieces', () => {
  it('have a projection of their own', async () => {
    const step = {
      ...aStep('x'),
      stream: 'piece-P1',
      view: { stage: 'DRAFT', issue: 'A1', openedAt: '2026-05-06T01:00:00.000Z' },
    };
    await store.records.write(step);
    await store.records.confirm('piece-P1', 1, step.hash);
    expect(await store.pieces.get('P1')).toMatchObject({ id: 'P1', stage: 'DRAFT', issue: 'A1', final: false });
    expect((await store.pieces.list({ issue: 'A1' })).items).toHaveLength(1);
    expect((await store.pieces.list({ stages: ['SIGNED'] })).items).toEqual([]);
    expect(await store.issues.get('P1')).toBeNull();
  });
});
