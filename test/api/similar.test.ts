import { type Api, givenIssue, monday, type Signed, startApi } from './harness';
import { createThemeActivities } from '../../activities';

describe('similar issues and themes over the api', () => {
  let api: Api;
  let clerk: Signed;
  let reviewer: Signed;
  beforeAll(async () => {
    api = await startApi();
    [clerk, reviewer] = [await api.signIn('verifier1'), await api.signIn('reviewer1')];
  }, 60_000);
  afterAll(() => api.stop());
  beforeEach(() => api.setNow(monday));

  const text = (n: number) => `普陀路${n}栋楼道里贴满开锁的小广告，撕了又贴`;
  const report = (n: number, more: object = {}) =>
    givenIssue(api, clerk, { text: text(1), reporter: { phone: `1380000${String(n).padStart(4, '0')}` }, ...more });
  const command = (who: Signed, no: string, name: string, data: object = {}) =>
    who.post(`/api/issues/${no}/commands`, { name, data });

  it('shows the first reviewer what is like an arriving issue; merging is an act of its own', async () => {
    const first = await report(1);
    const second = await report(2);
    await command(clerk, second, 'verify');
    const { body, status } = await reviewer.get(`/api/issues/${second}/similar`);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { no: first, intake: first, kind: 'similar', stage: 'VERIFYING', elsewhere: false, relapse: null },
    ]);
    expect(body.items[0].score).toBeGreaterThan(0.4);
    expect(body.repeats).toEqual({ earlier: [], overLimit: false });
    expect((await reviewer.get(`/api/issues/${second}`)).body.view).toMatchObject({ stage: 'FIRST_REVIEW', mergedInto: null });
    const stranger = await api.signIn('U1.liaison');
    expect((await stranger.get(`/api/issues/${second}/similar`)).status).toBe(403);
    expect((await reviewer.get('/api/issues/GY-2026-999999/similar')).status).toBe(404);
  });

  it('puts the same resident’s first', async () => {
    const mine = await report(77, { category: 'general', street: '520102034' });
    const again = await report(77);
    const { body } = await reviewer.get(`/api/issues/${again}/similar`);
    expect(body.items[0]).toMatchObject({ no: mine, kind: 'sameResident' });
    expect(body.repeats.earlier).toEqual([mine]);
    // Who sees no reporters is not told who is who.
    const auditor = await api.signIn('auditor');
    const seen = (await auditor.get(`/api/issues/${again}/similar`)).body;
    expect([seen.items.map(({ kind }: { kind: string }) => kind), seen.repeats.earlier]).toEqual([
      expect.not.arrayContaining(['sameResident']),
      [],
    ]);
  });

  it('never tells that a sealed issue is of the same person as another', async () => {
    const sealed = await report(88, { category: 'general', street: '520102034', text: '路灯不亮，黑漆漆的' });
    await command(clerk, sealed, 'verify');
    await command(reviewer, sealed, 'review', { grade: 'C', sensitivity: 'sealed' });
    const named = await report(88, { category: 'general', street: undefined, district: '520103', text: '路灯不亮，黑漆漆的' });
    for (const no of [sealed, named]) {
      const { body } = await reviewer.get(`/api/issues/${no}/similar`);
      expect(body.items.map(({ kind }: { kind: string }) => kind)).not.toContain('sameResident');
      expect(body.repeats.earlier).toEqual([]);
    }
  });

  it('records what the reviewer says of a relapse', async () => {
    const address = { address: '普陀路九号院' };
    const closed = await report(5, { ...address, text: '路面有坑', category: 'general' });
    const row = (await api.store.issues.get(closed))!;
    await command(clerk, closed, 'verify');
    await command(reviewer, closed, 'review', { grade: 'C' });
    await closedByTwo(closed);
    expect((await api.store.issues.get(closed))!.view.closedAt).not.toBeNull();
    expect(row.view.closedAt).toBeNull();
    const back = await report(6, { ...address, text: '还是那个坑', category: 'general' });
    const suggested = async () =>
      (await reviewer.get(`/api/issues/${back}/similar`)).body.items.find((one: { no: string }) => one.no === closed);
    // The same address within the time: linked at the door, for the reviewer to correct.
    expect(await suggested()).toMatchObject({ kind: 'relapse', sameAddress: true, relapse: 'confirmed' });
    const self = await command(reviewer, back, 'decideRelapse', { of: back, confirm: true });
    expect([self.status, self.body.code]).toEqual([422, 'INVALID_INPUT']);
    expect((await command(reviewer, back, 'decideRelapse', { of: closed, confirm: false })).status).toBe(200);
    expect(await suggested()).toMatchObject({ relapse: 'denied' });
    expect((await command(reviewer, back, 'decideRelapse', { of: closed, confirm: true })).status).toBe(200);
    expect(await suggested()).toMatchObject({ relapse: 'confirmed' });
    const page = (await reviewer.get(`/api/issues/${back}`)).body;
    expect([page.view.relapseOf, page.facts.relapse, page.facts.relapseDenied]).toEqual([closed, true, []]);
    const timeline = (await reviewer.get(`/api/issues/${back}/timeline`)).body.items as {
      type: string;
      by: string;
      data: object;
    }[];
    expect(timeline.filter(({ type }) => type === 'relapseDecided').map(({ by, data }) => [by, data])).toEqual([
      ['reviewer1', { of: closed, confirm: false }],
      ['reviewer1', { of: closed, confirm: true }],
    ]);
    const routed = await command(await api.signIn('dispatcher1'), back, 'decideRelapse', { of: closed, confirm: true });
    expect([routed.status, routed.body.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('proposes a theme once, which supervision accepts and its units work off', async () => {
    const numbers: string[] = [];
    for (let n = 100; n < 110; n += 1) numbers.push(await report(n, { category: 'water', text: '普陀路停水，自来水一滴都没有' }));
    const { sweepThemes } = createThemeActivities({ store: api.store, now: () => api.deps.clock.now() });
    const later = new Date(Date.parse(monday) + 60_000).toISOString();
    api.setNow(later);
    expect((await sweepThemes()).proposed).toBeGreaterThan(0);
    const supervisor = await api.signIn('city.sup');
    const list = (await supervisor.get('/api/themes?state=PROPOSED')).body.items as { id: string; category: string }[];
    const theme = list.find(({ category }) => category === 'water')!;
    expect(theme).toMatchObject({
      id: 'water-1',
      reporters: 10,
      intakes: 10,
      districts: ['520103'],
      allowed: ['accept', 'dismiss'],
    });
    expect((await supervisor.get('/api/supervision/counts')).body.themes).toBe(list.length);
    expect((await sweepThemes()).proposed).toBe(0);
    expect((await reviewer.get(`/api/issues/${numbers[0]!}`)).body.theme).toEqual({
      id: 'water-1',
      category: 'water',
      state: 'PROPOSED',
    });

    const act = (who: Signed, name: string, data: object, key?: string) =>
      who.post(`/api/themes/water-1/commands`, { name, data }, key);
    const accept = { leadUnit: 'U1', plan: '更换老旧管网', tasks: [{ text: '排查管网', unit: 'U2' }] };
    expect((await act(reviewer, 'accept', accept)).body.code).toBe('FORBIDDEN');
    const unknown = await act(supervisor, 'accept', { ...accept, leadUnit: 'NOBODY' });
    expect([unknown.status, unknown.body.fields[0].path]).toEqual([422, 'body.data.leadUnit']);
    expect((await act(supervisor, 'accept', { plan: '无' })).body.code).toBe('INVALID_INPUT');
    const accepted = await act(supervisor, 'accept', accept, 'accept-water-1');
    expect(accepted.body).toMatchObject({ state: 'ACCEPTED', leadUnit: 'U1', tasks: [{ id: 't1', unit: 'U2', doneAt: null }] });
    expect((await act(supervisor, 'accept', accept, 'accept-water-1')).body).toEqual(accepted.body);
    expect((await act(supervisor, 'dismiss', { reason: '不是' })).body.code).toBe('NOT_ALLOWED_IN_STATE');
    const head = await api.signIn('U2.head');
    expect((await act(head, 'completeTask', { task: 't1' })).body.tasks[0].doneAt).toBe(later);
    // A unit sees the theme, and of its issues only its own.
    expect((await head.get('/api/themes/water-1')).body.issues).toEqual([]);
    expect((await supervisor.get('/api/themes/water-1')).body.issues).toHaveLength(10);

    const joining = await report(150, { category: 'water', text: '停水了，没有自来水' });
    api.setNow(new Date(Date.parse(later) + 60_000).toISOString());
    expect(await sweepThemes()).toMatchObject({ proposed: 0, joined: 1 });
    expect((await reviewer.get(`/api/issues/${joining}`)).body.theme).toMatchObject({ id: 'water-1', state: 'ACCEPTED' });
  });

  /** Force-closed by two persons (C27). */
  async function closedByTwo(no: string): Promise<void> {
    const data = { reason: '已处理', result: 'RESOLVED' };
    for (const account of ['city.sup', 'chief']) {
      const given = await command(await api.signIn(account), no, 'forceClose', data);
      expect(given.status).toBe(200);
    }
  }
});
