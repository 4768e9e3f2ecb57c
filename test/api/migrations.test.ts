import type { MigrationItem } from '#store';
import { carryMigrations, type MigrateTools } from '../../api/migrations';
import { type Api, type Signed, givenIssue, monday, routed, startApi } from './harness';

type Move = { kind: string; unit: string | null; fromText: string | null; toText: string | null };

/**
 * Monday 23 November 2026 10:00; a grade C issue is promised, and its unit's reply due, on Monday 30 November 17:00. The second
 * release gives grade C three working days: Thursday 26 November 17:00.
 */
describe('migrations over the api', () => {
  let api: Api;
  let approver: Signed;
  let clerk: Signed;
  let handled: string;
  let atReview: string;
  beforeAll(async () => {
    api = await startApi();
    [approver, clerk] = await Promise.all([api.signIn('ruleApprover'), api.signIn('verifier1')]);
    api.setNow(monday);
    handled = await givenIssue(api, clerk);
    await routed(api, handled);
    atReview = await givenIssue(api, clerk);
    await clerk.post(`/api/issues/${atReview}/commands`, { name: 'verify', data: {} });
    await publishShorter();
  }, 90_000);
  afterAll(() => api.stop());

  /** The first release with another limit, and the first review under another id. */
  async function publishShorter(): Promise<void> {
    const current = await api.store.releases.current('gy-base');
    const content = structuredClone(current!.content);
    content.policy.grades.C!.clocks['reply']!.length = { n: 3, unit: 'wd' };
    for (const node of content.flow.nodes) if (node.id === 'review') node.id = 'firstReview';
    for (const edge of content.flow.edges) {
      if (edge.from === 'review') edge.from = 'firstReview';
      if (edge.to === 'review') edge.to = 'firstReview';
    }
    await api.store.releases.publish(content, { author: 'ruleAuthor', approver: 'ruleApprover', at: monday, note: '' });
  }

  const tools = (): MigrateTools => ({ store: api.store, desk: api.desk, clock: api.deps.clock, log: api.deps.log });
  const pair = { from: '1', to: '2' };
  const drafted = async (): Promise<Record<string, string | null>> => {
    const draft = (await approver.get('/api/migrations/draft?from=1&to=2')).body as {
      steps: { from: { id: string }; to: string | null }[];
    };
    return Object.fromEntries(draft.steps.map((one) => [one.from.id, one.to]));
  };
  const dryRun = async (steps: object, clocks = 'forward') =>
    (await approver.post('/api/migrations/dry-run', { ...pair, steps, clocks })).body.items as {
      no: string;
      ok: boolean;
      landings: { from: string; to: string; toName: { en: string } }[];
      moves: Move[];
      blocks: { code: string; node: string; text: { en: string } }[];
    }[];
  const begun = (steps: object, more: object = {}, key?: string) =>
    approver.post('/api/migrations', { ...pair, steps, clocks: 'forward', reason: '三日办结', ...more }, key);

  it('drafts a mapping: the same steps, and a proposal by name for the one with another id', async () => {
    const { body } = await approver.get('/api/migrations/draft?from=1&to=2');
    expect(body.steps.find((one: { from: { id: string } }) => one.from.id === 'handle')).toMatchObject({
      to: 'handle',
      how: 'same',
    });
    expect(body.steps.find((one: { from: { id: string } }) => one.from.id === 'review')).toMatchObject({
      to: 'firstReview',
      how: 'proposed',
    });
    expect([body.open, body.standing]).toEqual([2, { handle: 1, review: 1 }]);
  });

  it('tries it on each issue and changes nothing', async () => {
    const items = await dryRun({ ...(await drafted()), review: null });
    const first = items.find(({ no }) => no === handled)!;
    expect(first).toMatchObject({ ok: true, landings: [{ from: 'handle', to: 'handle' }] });
    expect(first.moves.map(({ kind, fromText, toText }) => [kind, fromText, toText])).toEqual([
      ['promise', '2026-11-30 17:00', '2026-11-26 17:00'],
      ['reply', '2026-11-30 17:00', '2026-11-26 17:00'],
    ]);
    const second = items.find(({ no }) => no === atReview)!;
    expect(second).toMatchObject({ ok: false, blocks: [{ code: 'STEP_UNMAPPED', node: 'review' }] });
    expect(second.blocks[0]!.text.en).toContain('goes on as no step');
    const state = await api.store.issues.state(handled);
    expect(state?.release).toBe((await api.store.releases.byNumber('gy-base', 1))?.planHash);
  });

  it('refuses a mapping to steps that are not drawn, both releases the same, and whoever may not begin', async () => {
    expect((await begun({ handle: 'nowhere' })).body.code).toBe('INVALID_INPUT');
    expect((await begun({}, { to: '1' })).body.code).toBe('INVALID_INPUT');
    expect((await begun({}, { to: '9' })).body.code).toBe('NOT_FOUND');
    expect((await clerk.post('/api/migrations', { ...pair, steps: {}, clocks: 'keep', reason: 'x' })).status).toBe(403);
    const auditor = await api.signIn('auditor');
    expect((await auditor.post('/api/migrations', { ...pair, steps: {}, clocks: 'keep', reason: 'x' })).status).toBe(403);
    expect((await auditor.get('/api/migrations')).status).toBe(200);
  });

  it('carries a batch to each issue with a result of its own; cut short it goes on, and nothing happens twice', async () => {
    const steps = { ...(await drafted()), review: null };
    const answer = await begun(steps, {}, 'one-batch');
    expect([answer.status, answer.body.results.waiting]).toEqual([202, 2]);
    expect((await begun(steps, {}, 'one-batch')).body.id).toBe(answer.body.id);
    const url = `/api/migrations/${answer.body.id as string}`;

    api.desk.away = true;
    await carryMigrations(tools());
    expect((await approver.get(url)).body).toMatchObject({ state: 'running', results: { waiting: 2 } });
    api.desk.away = false;
    // killed between the command and the note of it: the issue has moved, and only the list does not know
    const { migrations } = api.store;
    const dying = {
      ...migrations,
      note: (id: string, item: MigrationItem) =>
        item.outcome === 'moved' ? Promise.reject(new Error('killed')) : migrations.note(id, item),
    };
    await expect(carryMigrations({ ...tools(), store: { ...api.store, migrations: dying } })).rejects.toThrow('killed');
    expect((await approver.get(url)).body).toMatchObject({ state: 'running', results: { moved: 0 } });
    await Promise.all([carryMigrations(tools()), carryMigrations(tools())]);
    expect((await approver.get(url)).body).toMatchObject({ state: 'done', results: { waiting: 0, moved: 1, blocked: 1 } });
    const items = (await approver.get(`${url}/issues`)).body.items as { no: string; outcome: string; moves: Move[] }[];
    expect(items.map(({ no, outcome, moves }) => [no, outcome, moves.length]).sort()).toEqual(
      [
        [handled, 'moved', 2],
        [atReview, 'blocked', 0],
      ].sort(),
    );
    const timeline = (await clerk.get(`/api/issues/${handled}/timeline`)).body.items as { type: string }[];
    expect(timeline.filter(({ type }) => type === 'migrated')).toHaveLength(1);
    expect(timeline.filter(({ type }) => type === 'dueChanged')).toHaveLength(2);
  });

  it('lets the moved issue live by the new release, and the other move with a mapping that has its step', async () => {
    const head = await api.signIn(`${(await api.store.issues.state(handled))!.assignments[0]!.unit}.head`);
    expect((await head.post(`/api/issues/${handled}/commands`, { name: 'sign', data: {} })).status).toBe(200);
    const answer = await begun(await drafted(), { issues: [atReview, handled] });
    await carryMigrations(tools());
    const { items } = (await approver.get(`/api/migrations/${answer.body.id as string}/issues`)).body as {
      items: { no: string; outcome: string }[];
    };
    // the one that is there already is left as it is
    expect(items.map(({ outcome }) => outcome)).toEqual(['moved', 'moved']);
    const state = await api.store.issues.state(atReview);
    expect(state?.tokens.map(({ node }) => node)).toEqual(['firstReview']);
    const reviewer = await api.signIn('reviewer1');
    expect((await reviewer.post(`/api/issues/${atReview}/commands`, { name: 'review', data: { grade: 'C' } })).status).toBe(200);
    const clocks = (await clerk.get(`/api/issues/${atReview}/clocks`)).body.items as { kind: string; dueText: string }[];
    expect(clocks.find(({ kind }) => kind === 'promise')?.dueText).toBe('2026-11-26 17:00');
  });
});
