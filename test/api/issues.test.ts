import { type Api, type Signed, givenIssue, monday, routed, startApi } from './harness';

describe('issues over the api', () => {
  let api: Api;
  let clerk: Signed;
  beforeAll(async () => {
    api = await startApi();
    clerk = await api.signIn('verifier1');
  }, 60_000);
  afterAll(() => api.stop());
  beforeEach(() => api.setNow(monday));

  it('carries one from intake to its unit, each reading what was just written', async () => {
    const no = await givenIssue(api, clerk);
    const verified = await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} });
    expect([verified.status, verified.body.code, verified.body.stage]).toEqual([200, 'OK', 'FIRST_REVIEW']);
    expect((await clerk.get(`/api/issues/${no}`)).body.view.seq).toBe(verified.body.seq);
    const reviewer = await api.signIn('reviewer1');
    expect((await reviewer.get('/api/inbox')).body.items.map((item: { issue: { no: string } }) => item.issue.no)).toContain(no);
    await reviewer.post(`/api/issues/${no}/commands`, { name: 'review', data: { grade: 'C' } });
    const page = await clerk.get(`/api/issues/${no}`);
    expect(page.body.view).toMatchObject({ stage: 'HANDLING', grade: 'C', units: ['普陀路街道办'] });
    expect(page.body.names.units['普陀路街道办']).toEqual({ zh: expect.any(String), en: expect.any(String) });
  });

  it('refuses a command with the domain’s code and says which are allowed', async () => {
    const no = await givenIssue(api, clerk);
    const reviewer = await api.signIn('reviewer1');
    const early = await reviewer.post(`/api/issues/${no}/commands`, { name: 'review', data: {} });
    expect([early.status, early.body.code]).toEqual([409, 'NOT_ALLOWED_IN_STATE']);
    const own = await clerk.post(`/api/issues/${no}/commands`, { name: 'sign', data: {} });
    expect(own.body.allowed.map((command: { name: string }) => command.name)).toEqual(
      expect.arrayContaining(['verify', 'requestInfo', 'referOut']),
    );
    const listed = await clerk.get(`/api/issues/${no}/commands`);
    expect(listed.body.items).toContainEqual({ name: 'verify', node: 'verify', assignment: null });
  });

  it('keeps the verifier from reviewing', async () => {
    const both = {
      id: 'verifier1',
      name: '甄别员一',
      roles: ['clerk', 'verifier', 'firstReviewer'] as never[],
      unit: null,
      district: null,
      active: true,
    };
    const before = await api.store.directory.person('verifier1');
    await api.store.directory.savePeople([both]);
    const no = await givenIssue(api, clerk);
    await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} });
    const review = await clerk.post(`/api/issues/${no}/commands`, { name: 'review', data: { grade: 'C' } });
    expect([review.status, review.body.code]).toEqual([409, 'SAME_PERSON']);
    await api.store.directory.savePeople([before!]);
  });

  it('names the fields that do not fit', async () => {
    const no = await givenIssue(api, clerk);
    const answer = await clerk.post(`/api/issues/${no}/commands`, { name: 'requestInfo', data: {} });
    expect([answer.status, answer.body.code, answer.body.fields[0].path]).toEqual([422, 'INVALID_INPUT', 'body.data.question']);
    const unknown = await clerk.post(`/api/issues/${no}/commands`, { name: 'explode', data: {} });
    expect([unknown.status, unknown.body.fields[0].path]).toEqual([422, 'body.name']);
    const engine = await clerk.post(`/api/issues/${no}/commands`, { name: 'absorb', data: {} });
    expect([engine.status, engine.body.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('does a command once for one Idempotency-Key, and needs one', async () => {
    const no = await givenIssue(api, clerk);
    const first = await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} }, 'the-same-key-1');
    const again = await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} }, 'the-same-key-1');
    expect([again.status, again.body]).toEqual([200, first.body]);
    const without = await clerk.agent
      .post(`/api/issues/${no}/commands`)
      .set('x-csrf-token', clerk.csrf)
      .send({ name: 'verify', data: {} });
    expect([without.status, without.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_MISSING']);
  });

  it('seals free text before it leaves for the desk and opens it for its readers', async () => {
    const no = await givenIssue(api, clerk);
    await clerk.post(`/api/issues/${no}/commands`, { name: 'requestInfo', data: { question: '请问是哪一栋楼？' } });
    const stored = JSON.stringify(await api.store.issues.state(no));
    expect(stored).not.toMatch(/哪一栋楼|张三丰|13985012345|13885012345/);
    const timeline = await clerk.get(`/api/issues/${no}/timeline`);
    const asked = timeline.body.items.find((entry: { type: string }) => entry.type === 'infoRequested');
    expect(asked).toMatchObject({ by: 'verifier1', byName: '甄别员一', node: 'verify', data: { question: '请问是哪一栋楼？' } });
    expect((await clerk.get(`/api/issues/${no}`)).body.intakes[0].reporter).toEqual({ name: '张三丰', phone: '13985012345' });
  });

  it('shows a unit its own issues and nobody else’s, without the name of who stays unknown', async () => {
    const no = await givenIssue(api, clerk, { anonymous: true });
    await routed(api, no);
    const [own, other] = await Promise.all([api.signIn('普陀路街道办.liaison'), api.signIn('U1.liaison')]);
    const page = await own.get(`/api/issues/${no}`);
    expect(page.body.intakes[0].reporter).toEqual({ name: null, phone: null });
    const refused = await other.get(`/api/issues/${no}`);
    expect([refused.status, refused.body.code]).toEqual([403, 'FORBIDDEN_UNIT']);
    for (const part of ['timeline', 'clocks', 'why', 'commands'])
      expect((await other.get(`/api/issues/${no}/${part}`)).body.code).toBe('FORBIDDEN_UNIT');
    expect((await other.get('/api/issues')).body.items).toEqual([]);
    expect((await own.get('/api/issues')).body.items.map((view: { no: string }) => view.no)).toContain(no);
    const act = await other.post(`/api/issues/${no}/commands`, { name: 'sign', data: {} });
    expect(act.body.code).toBe('FORBIDDEN_UNIT');
  });

  it('shows a level 1 unit what its level 2 units hold', async () => {
    const no = await givenIssue(api, clerk, { street: undefined, district: '520103' });
    await routed(api, no, { unit: 'U1a' });
    const [parent, sibling] = await Promise.all([api.signIn('U1.head'), api.signIn('U1b.head')]);
    expect((await parent.get(`/api/issues/${no}`)).status).toBe(200);
    expect((await sibling.get(`/api/issues/${no}`)).body.code).toBe('FORBIDDEN_UNIT');
  });

  it('shows district supervision its district', async () => {
    const here = await givenIssue(api, clerk, { street: undefined, district: '520103' });
    const there = await givenIssue(api, clerk, { street: undefined, district: '520115' });
    const district = await api.signIn('district.sup');
    expect((await district.get(`/api/issues/${here}`)).status).toBe(200);
    expect((await district.get(`/api/issues/${there}`)).body.code).toBe('FORBIDDEN_UNIT');
  });

  it('reckons a general issue’s reply due and shows the working', async () => {
    const no = await givenIssue(api, clerk);
    await routed(api, no);
    const { body } = await clerk.get(`/api/issues/${no}/clocks`);
    const reply = body.items.find((clock: { kind: string; unit: string | null }) => clock.kind === 'reply');
    // Dispatched on Monday 23 November 2026 at 10:00: five working days are Tue 24, Wed 25, Thu 26, Fri 27 and Mon 30; Sat 28
    // and Sun 29 are passed over. Due at 17:00 of Monday the 30th, which is 09:00 UTC.
    expect(reply).toMatchObject({
      unit: '普陀路街道办',
      status: 'running',
      dueAt: '2026-11-30T09:00:00.000Z',
      dueText: '2026-11-30 17:00',
    });
    const counted = reply.working[0].days
      .filter((day: { counted: boolean }) => day.counted)
      .map((day: { date: string }) => day.date);
    expect(counted).toEqual(['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30']);
    expect(reply.late).toBe(false);
  });

  it('says why an issue stands where it stands and who is late', async () => {
    const no = await givenIssue(api, clerk);
    const fresh = await clerk.get(`/api/issues/${no}/why`);
    expect(fresh.body).toMatchObject({ stuck: false, reasons: [] });
    expect(fresh.body.waiting[0].item.node).toBe('verify');
    // verify within 4 working hours from Monday 10:00: until 14:00, so at 15:00 it is late
    api.setNow('2026-11-23T07:00:00.000Z');
    const late = await clerk.get(`/api/issues/${no}/why`);
    expect(late.body.reasons.map((reason: { code: string }) => reason.code)).toContain('unattended');
    const supervisor = await api.signIn('city.sup');
    const list = await supervisor.get('/api/supervision?list=overdue');
    expect(list.body.items.map((item: { issue: { no: string } }) => item.issue.no)).toContain(no);
    expect((await supervisor.get('/api/supervision/counts')).body.overdue).toBeGreaterThan(0);
  });

  it('says what comes next, who may act, what each act would do, and why each table decided so', async () => {
    const no = await givenIssue(api, clerk);
    await routed(api, no);
    const why = (await clerk.get(`/api/issues/${no}/why`)).body as Why;
    // signing has 1 wd from Monday 23: Tuesday 24, 17:00
    expect(why.next).toMatchObject({ at: '2026-11-24T09:00:00.000Z', clock: 'a1.sign', rungs: ['autoSign'], rule: 'T01' });
    const reply = why.acts.find(({ name }) => name === 'reply');
    expect([reply?.mine, reply?.by.zh]).toEqual([false, expect.stringContaining('单位负责人')]);
    expect(reply?.variants[0]?.clocks.find(({ clock }) => clock === 'a1.reply')).toMatchObject({
      ...{ how: 'stopped', from: '2026-11-30T09:00:00.000Z', to: null },
    });
    expect(reply?.variants[0]?.spared.map(({ rung }) => rung)).toEqual(expect.arrayContaining(['yellow', 'red', 'whistle']));
    const route = why.decisions.find(({ table }) => table === 'route');
    // The street's rule, the fifth; the one by unit missed by its one cell.
    expect([route?.matched, route?.basis, route?.rules[0]?.number]).toEqual([[5], 'then', 5]);
    expect(route?.rules[0]?.cells.map(({ text }) => text.zh).join()).toContain('普陀路');
    const missed = route?.near.find(({ number }) => number === 2);
    expect(missed?.no.map(({ expression }) => expression)).toEqual(['unit != null']);
  });

  it('lists page by page without repeating or losing any', async () => {
    const all = (await clerk.get('/api/issues?limit=200')).body.items.map((view: { no: string }) => view.no);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await clerk.get(`/api/issues?limit=2${next === '' ? '' : `&cursor=${encodeURIComponent(next)}`}`);
      seen.push(...page.body.items.map((view: { no: string }) => view.no));
      next = page.body.next;
    }
    expect(all.length).toBeGreaterThan(3);
    expect(seen).toEqual(all);
    const bad = await clerk.get('/api/issues?cursor=nonsense');
    expect([bad.status, bad.body.code]).toEqual([422, 'INVALID_INPUT']);
  });

  it('narrows lists by what is asked', async () => {
    const no = await givenIssue(api, clerk, { category: 'water' });
    const by = async (query: string) =>
      (await clerk.get(`/api/issues?${query}`)).body.items.map((view: { no: string }) => view.no);
    expect(await by('category=water')).toEqual([no]);
    expect(await by(`no=${no.slice(-4)}`)).toContain(no);
    expect(await by('open=false')).not.toContain(no);
    expect(await by('open=true&category=water')).toEqual([no]);
    expect(await by('stage=HANDLING&category=water')).toEqual([]);
  });

  it('answers 503 with a code, not a stack, while the desk is away, and the same key works later', async () => {
    const no = await givenIssue(api, clerk);
    api.desk.away = true;
    const away = await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} }, 'while-away-1');
    api.desk.away = false;
    expect([away.status, away.body.code]).toEqual([503, 'UNAVAILABLE']);
    expect(JSON.stringify(away.body)).not.toMatch(/at .*\.ts|node_modules/);
    expect((await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} }, 'while-away-1')).status).toBe(200);
  });

  it('hides the details of a surprise behind an id that is in the log', async () => {
    const failing = jest.spyOn(api.store.issues, 'get').mockRejectedValue(new Error('secret inside'));
    const answer = await clerk.get('/api/issues/GB-2026-000001');
    failing.mockRestore();
    expect([answer.status, answer.body.code]).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(answer.body)).not.toContain('secret inside');
    expect(api.logged.some(({ fields }) => (fields as { id?: string }).id === answer.body.id)).toBe(true);
  });

  it('says 404 for an issue and an address there are not', async () => {
    expect((await clerk.get('/api/issues/GB-2026-999999')).body.code).toBe('NOT_FOUND');
    const nowhere = await clerk.get('/api/nowhere');
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'NOT_FOUND']);
    const malformed = await clerk.agent
      .post('/api/issues/X-1234/commands')
      .set('x-csrf-token', clerk.csrf)
      .set('content-type', 'application/json')
      .send('{"name":');
    expect([malformed.status, malformed.body.code]).toEqual([400, 'MALFORMED']);
  });
});

type Why = {
  next: unknown;
  acts: {
    name: string;
    mine: boolean;
    by: { zh: string };
    variants: { clocks: { clock: string }[]; spared: { rung: string }[] }[];
  }[];
  decisions: {
    table: string;
    matched: number[];
    basis: string;
    rules: { number: number; cells: { text: { zh: string } }[] }[];
    near: { number: number; no: { expression: string }[] }[];
  }[];
};
