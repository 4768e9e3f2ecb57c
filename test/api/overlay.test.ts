import { type Api, type Signed, givenIssue, monday, startApi } from './harness';

describe('the live overlay over the api', () => {
  let api: Api;
  let clerk: Signed;
  beforeAll(async () => {
    api = await startApi();
    api.setNow(monday);
    clerk = await api.signIn('verifier1');
  }, 60_000);
  afterAll(() => api.stop());

  it('shows where running issues stand, how many are late, and lists those at a step', async () => {
    const [first, second] = [await givenIssue(api, clerk), await givenIssue(api, clerk)];
    await clerk.post(`/api/issues/${first}/commands`, { name: 'verify', data: {} });
    const city = await api.signIn('city.sup');
    const early = await city.get('/api/releases/current/overlay');
    expect([early.status, early.body.running, early.body.overdue]).toEqual([200, 2, 0]);
    expect(early.body.nodes.map((one: { node: string; running: number }) => [one.node, one.running])).toEqual([
      ['verify', 1],
      ['review', 1],
    ]);
    // A week on nobody has acted: both steps are past their own limit.
    api.setNow(new Date(Date.parse(monday) + 7 * 86_400_000).toISOString());
    const late = await city.get('/api/releases/current/overlay');
    expect(late.body).toMatchObject({ running: 2, overdue: 2 });

    const { planHash } = (await city.get('/api/releases/current')).body;
    const there = await city.get(`/api/issues?release=${planHash}&node=verify`);
    expect(there.body.items.map((one: { no: string }) => one.no)).toEqual([second]);
    const none = await city.get(`/api/issues?release=${planHash}&node=verif`);
    expect(none.body.items).toEqual([]);
    api.setNow(monday);
  });

  it('tells the way of one issue, with its visits and what was sent back', async () => {
    const no = await givenIssue(api, clerk);
    await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} });
    const reviewer = await api.signIn('reviewer1');
    const sent = await reviewer.post(`/api/issues/${no}/commands`, { name: 'sendBack', data: { remark: '看不清地点' } });
    expect(sent.status).toBe(200);
    const way = await reviewer.get(`/api/issues/${no}/way`);
    expect(way.status).toBe(200);
    expect(way.body.visits).toContainEqual({ node: 'verify', times: 2 });
    expect(way.body.stands).toEqual(['verify']);
    expect(way.body.sentBack).toEqual([{ from: 'review', to: 'verify', at: expect.any(String) }]);
    expect(JSON.stringify(way.body)).not.toContain('看不清地点');
  });

  it('is closed to whom the drawing does not concern, and knows no release that is not there', async () => {
    expect((await clerk.get('/api/releases/current/overlay')).body.code).toBe('FORBIDDEN');
    const city = await api.signIn('city.sup');
    expect((await city.get('/api/releases/99/overlay')).body.code).toBe('NOT_FOUND');
    expect((await city.get('/api/issues/NONE-1/way')).status).toBeGreaterThanOrEqual(400);
  });
});
