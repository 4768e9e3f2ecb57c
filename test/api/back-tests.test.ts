import { type Api, type Signed, draftOf, givenIssue, monday, routed, saveCityDrafts, startApi } from './harness';

jest.setTimeout(120_000);

describe('back-tests of a draft', () => {
  let api: Api;
  let author: Signed;
  const flow = draftOf('flow');
  const policy = draftOf('policy');
  beforeAll(async () => {
    api = await startApi();
    author = await api.signIn('ruleAuthor');
    await saveCityDrafts(author);
    policy.grades.C.clocks.reply.length.n = 3;
    const saved = await author.put(`/api/policies/${policy.id}`, policy).set('if-match', '"1"');
    if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
  }, 60_000);
  afterAll(() => api.stop());

  const start = (body: object, key?: string) => author.post(`/api/flows/${flow.id}/back-tests`, body, key);
  const over = async (id: string) => {
    for (;;) {
      const { body } = await author.get(`/api/back-tests/${id}`);
      if (body.state !== 'reading' && body.state !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const year = (issues: number, depth = 'journeys') => ({ depth, source: { kind: 'year', seed: 5, issues } });

  it('play real issues on a server thread and list each with both its ways, nobody’s data among them', async () => {
    const clerk = await api.signIn('verifier1');
    const no = await givenIssue(api, clerk);
    await routed(api, no);
    // Ten days on, nobody has replied.
    api.setNow('2026-12-03T02:00:00.000Z');
    const begun = await start({ depth: 'journeys', source: { kind: 'past', days: 30 } });
    api.setNow(monday);
    expect([begun.status, begun.body.live.number, begun.body.current]).toEqual([202, 1, true]);
    const done = await over(begun.body.id);
    expect([done.state, done.problem, done.summary.issues, done.summary.changed, done.unread]).toEqual(['done', null, 1, 1, 0]);
    // Grade C from Monday: five working days are the Monday after, three are Thursday, at 17:00 both (R1).
    const reply = done.summary.clocks.find(({ clock }: { clock: string }) => clock === 'reply');
    expect(reply).toMatchObject({ earlier: 1, later: 0, medianMs: -4 * 86_400_000, name: { zh: '答复', en: 'the reply' } });
    const { body } = await author.get(`/api/back-tests/${begun.body.id}/items?kind=due`);
    expect(body.items.map((item: { no: string; kinds: string[] }) => [item.no, item.kinds])).toEqual([[no, ['late', 'due']]]);
    // R8: three working days after the due a whistle is blown: on Tuesday morning already, so that four hours later it is missed.
    expect(body.items[0].newlyLate).toEqual(['reportIn#1']);
    expect(body.items[0].moved).toContainEqual({
      ...{ clock: 'reply', n: 1, before: '2026-11-30T09:00:00.000Z', after: '2026-11-26T09:00:00.000Z' },
    });
    expect(JSON.stringify([done, body])).not.toMatch(/张三丰|13985012345|13885012345|3栋2单元/);
    expect((await author.get(`/api/back-tests/${begun.body.id}/items?kind=routed`)).body.items).toEqual([]);
    expect((await author.get(`/api/flows/${flow.id}/back-tests`)).body.items).toHaveLength(1);
  });

  it('play a generated year by decisions or journeys, in pages, the same key once', async () => {
    const key = 'the-same-year-twice';
    const begun = await start(year(450), key);
    expect((await start(year(450), key)).body.id).toBe(begun.body.id);
    const done = await over(begun.body.id);
    expect([done.state, done.done, done.of, done.summary.issues]).toEqual(['done', 450, 450, 450]);
    expect(done.summary.kinds.due).toBeGreaterThan(100);
    expect(done.summary.kinds.routed).toBe(0);
    const pages: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { items: { no: string }[]; next: string | null } } = await author.get(
        `/api/back-tests/${begun.body.id}/items?kind=all&limit=200${cursor && `&cursor=${cursor}`}`,
      );
      pages.push(...body.items.map(({ no }) => no));
      cursor = body.next;
    }
    expect([pages.length, new Set(pages).size]).toEqual([450, 450]);
    const quick = await over((await start(year(300, 'decisions'))).body.id);
    // The policy alone has changed: no table answers otherwise.
    expect([quick.state, quick.summary.issues, quick.summary.changed]).toEqual(['done', 300, 0]);
  });

  it('are called off, and leave the api answering meanwhile; another one waits', async () => {
    const begun = await start(year(20_000));
    expect(begun.status).toBe(202);
    expect((await start(year(10))).body.code).toBe('TOO_MANY_REQUESTS');
    const asked = performance.now();
    expect((await author.get(`/api/flows/${flow.id}`)).status).toBe(200);
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect((await author.post(`/api/back-tests/${begun.body.id}/cancel`)).status).toBe(202);
    const ended = await over(begun.body.id);
    expect([ended.state, ended.summary]).toEqual(['cancelled', null]);
    expect((await author.post(`/api/back-tests/${begun.body.id}/cancel`)).body.code).toBe('NOT_ALLOWED_IN_STATE');
    expect((await over((await start(year(20))).body.id)).state).toBe('done');
  });

  it('refuse what cannot be played and those who may not', async () => {
    expect((await start(year(0))).status).toBe(422);
    expect((await start(year(100_000))).body.fields[0].path).toBe('body.source.issues');
    expect((await start({ depth: 'journeys', source: { kind: 'past', days: 0 } })).body.code).toBe('INVALID_INPUT');
    expect((await author.post('/api/flows/none/back-tests', year(10))).status).toBe(404);
    expect((await author.get(`/api/back-tests/${'0'.repeat(24)}`)).status).toBe(404);
    const [clerk, approver] = [await api.signIn('verifier1'), await api.signIn('ruleApprover')];
    expect((await clerk.get(`/api/flows/${flow.id}/back-tests`)).status).toBe(403);
    expect((await approver.post(`/api/flows/${flow.id}/back-tests`, year(10))).status).toBe(403);
    const broken = { ...flow, edges: flow.edges.slice(1) };
    await author.put(`/api/flows/${flow.id}`, broken).set('if-match', '"1"');
    expect((await start(year(10))).body.code).toBe('CHECK_FAILED');
    await author.put(`/api/flows/${flow.id}`, flow).set('if-match', '"2"');
  });

  it('go with the release that is published on exactly these drafts', async () => {
    const approver = await api.signIn('ruleApprover');
    const checked = (await author.post('/api/releases/check', { flow: flow.id })).body;
    const waivers = checked.items.map(({ code, node, edge, at }: Record<string, string>) => ({
      ...{ code, node, edge, at },
      reason: '测试',
    }));
    const name = { zh: '三个工作日', en: 'three working days' };
    const published = await approver.post('/api/releases', { flow: flow.id, name, draftHash: checked.draftHash, waivers });
    expect([published.status, published.body.number]).toEqual([201, 2]);
    expect(published.body.backTest).toMatchObject({ depth: 'journeys', issues: 20 });
    expect((await author.get('/api/releases')).body.items[0].backTest.issues).toBe(20);
  });
});

describe('a shadow run', () => {
  let api: Api;
  let author: Signed;
  const flow = draftOf('flow');
  beforeAll(async () => {
    api = await startApi();
    author = await api.signIn('ruleAuthor');
    await saveCityDrafts(author);
  }, 60_000);
  afterAll(() => api.stop());

  it('lists what the draft would have decided otherwise of new issues, and touches none', async () => {
    const clerk = await api.signIn('verifier1');
    const before = await givenIssue(api, clerk);
    await routed(api, before);
    const tables = draftOf('tables') as { id: string; rules: { when: string[]; then: string[] }[] }[];
    const route = tables.find(({ id }) => id === 'route')!;
    route.rules.unshift({
      ...route.rules[0]!,
      id: 'shadow',
      when: ['', '', '"posters"', '', ''],
      then: ['["U2"]', '"government"', ''],
    } as never);
    expect((await author.get(`/api/flows/${flow.id}/shadow`)).body).toEqual({ shadow: null });
    const saved = await author.put('/api/tables/route', route).set('if-match', '"1"');
    expect(saved.status).toBe(200);
    api.setNow('2026-11-23T03:00:00.000Z');
    expect((await author.post(`/api/flows/${flow.id}/shadow`)).status).toBe(204);
    const no = await givenIssue(api, clerk, { text: '另一处野广告' });
    await routed(api, no);
    const seq = (await api.store.issues.get(no))!.seq;
    const { shadow } = (await author.get(`/api/flows/${flow.id}/shadow`)).body;
    // Two decisions are taken of it, grading and routing; the earlier issue is none of the shadow's.
    expect([shadow.issues, shadow.decided, shadow.differing, shadow.behind, shadow.current]).toEqual([1, 2, 1, false, true]);
    expect(shadow.items).toHaveLength(1);
    expect(shadow.items[0].no).toBe(no);
    const [difference] = shadow.items[0].differences;
    expect([difference.node, difference.nodeName.zh, difference.shadow.matched]).toEqual([
      'route',
      flow.nodes.find(({ id }: { id: string }) => id === 'route').name.zh,
      [1],
    ]);
    expect(difference.shadow.outputs).toMatchObject({ units: ['U2'] });
    expect(difference.live.outputs.units).not.toEqual(['U2']);
    expect((await api.store.issues.get(no))!.seq).toBe(seq);
    expect((await api.store.issues.state(no))!.assignments.map(({ unit }) => unit)).toEqual(difference.live.outputs.units);
    expect((await clerk.get(`/api/flows/${flow.id}/shadow`)).status).toBe(403);
    expect((await author.delete(`/api/flows/${flow.id}/shadow`)).status).toBe(204);
    expect((await author.get(`/api/flows/${flow.id}/shadow`)).body).toEqual({ shadow: null });
  });
});
