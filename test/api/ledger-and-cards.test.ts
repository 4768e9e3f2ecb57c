import { type Api, type Signed, givenIssue, monday, routed, startApi } from './harness';

describe('the ledger, un-merge, appeals and talks over the api', () => {
  let api: Api;
  let clerk: Signed;
  let city: Signed;
  let unit: Signed;
  beforeAll(async () => {
    api = await startApi();
    [clerk, city, unit] = await Promise.all([api.signIn('verifier1'), api.signIn('city.sup'), api.signIn('U1.head')]);
  }, 60_000);
  afterAll(() => api.stop());
  beforeEach(() => api.setNow(monday));

  const give = (who: Signed, no: string, name: string, data: object = {}) =>
    who.post(`/api/issues/${no}/commands`, { name, data });

  /** Takes an issue to U1, a general one of Monday 23 November 2026, 10:00: due Monday 30th, 17:00. */
  async function withUnit(): Promise<string> {
    const no = await givenIssue(api, clerk, { street: undefined, district: '520103' });
    await routed(api, no, { unit: 'U1' });
    return no;
  }

  it('takes a unit’s plan, seals it, and shows it with its milestones', async () => {
    const no = await withUnit();
    const milestones = [{ what: '拆除张三丰门前违建', date: '2026-12-20' }];
    const proposed = await give(unit, no, 'openLedger', { plan: '分三步拆除', milestones, headSignature: '李明' });
    expect([proposed.status, proposed.body.stage]).toEqual([200, 'HANDLING']);
    const opened = await give(city, no, 'openLedger');
    expect([opened.status, opened.body.stage]).toEqual([200, 'ON_LEDGER']);
    expect(JSON.stringify(await api.store.issues.state(no))).not.toMatch(/张三丰门前|分三步|李明/);
    const page = await city.get(`/api/issues/${no}`);
    expect(page.body.ledger).toMatchObject({ state: 'OPEN', plan: '分三步拆除', headSignature: '李明', misses: 0 });
    expect(page.body.ledger.milestones).toEqual([{ ...milestones[0], reachedAt: null, missed: false }]);
    expect(page.body.view).toMatchObject({ promisePaused: true, ledger: { misses: 0, milestonesMissed: 0 } });
    const early = await give(unit, no, 'reply', {
      did: 'a',
      when: 'b',
      evidence: 'c',
      contact: 'd',
      legalBasis: 'e',
      longTermMeasure: 'f',
    });
    expect([early.status, early.body.code]).toEqual([409, 'NOT_ALLOWED_IN_STATE']);
    const inbox = await city.get('/api/inbox');
    expect(
      inbox.body.items.map(({ item, issue }: { item: { kind: string }; issue: { no: string } }) => [item.kind, issue.no]),
    ).toContainEqual(['ledger', no]);
  });

  it('takes a merge back: both issues are right again', async () => {
    const [target, other] = [await withUnit(), await givenIssue(api, clerk, { street: undefined, district: '520103' })];
    await give(clerk, other, 'verify', { facts: { unit: 'U2' } });
    const reviewer = await api.signIn('reviewer1');
    expect((await give(reviewer, other, 'merge', { target })).body.stage).toBe('MERGED');
    expect((await city.get(`/api/issues/${target}`)).body.view.units).toEqual(['U1', 'U2']);
    const refused = await give(clerk, other, 'unmerge', { reason: 'r' });
    expect([refused.status, refused.body.code]).toEqual([403, 'FORBIDDEN']);
    api.setNow('2026-11-24T02:00:00.000Z');
    const taken = await give(city, other, 'unmerge', { reason: '不是同一件' });
    expect([taken.status, taken.body.stage]).toEqual([200, 'FIRST_REVIEW']);
    const [left, right] = await Promise.all([city.get(`/api/issues/${target}`), city.get(`/api/issues/${other}`)]);
    expect(left.body.view.intakes).toEqual([target]);
    expect(left.body.view.assignments.map((one: { unit: string; state: string }) => [one.unit, one.state])).toEqual([
      ['U1', 'DISPATCHED'],
      ['U2', 'CANCELLED'],
    ]);
    // accepted at the merge, Monday 23rd: five working days are Monday 30th, 17:00 = 09:00 UTC
    expect(right.body.view).toMatchObject({ mergedInto: null, promiseDue: '2026-11-30T09:00:00.000Z', closedAt: null });
    const engine = await give(clerk, target, 'giveBack', { to: other, intakes: [] });
    expect([engine.status, engine.body.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('lets a unit appeal its card, and supervision revoke it', async () => {
    const no = await withUnit();
    api.setNow('2026-11-30T09:00:01.000Z');
    await api.desk.tick(no);
    const before = (await unit.get(`/api/issues/${no}`)).body;
    // appeals until Thu 3 Dec 17:00; U1 has had it Mon 23rd 10:00 to Mon 30th 17:00: 420 + 5 days of 480
    expect(before.cards).toMatchObject([
      { colour: 'yellow', state: 'ISSUED', points: -1, appealUntil: '2026-12-03T09:00:00.000Z' },
    ]);
    expect(before.cards[0].custody).toEqual({ by: 'working', shares: [{ holder: 'unit', unit: 'U1', minutes: 2820 }] });
    expect(before.allowed.map((one: { name: string }) => one.name)).toContain('appealCard');
    expect((await give(unit, no, 'appealCard', { reason: '停水' })).status).toBe(200);
    const waiting = (await city.get(`/api/issues/${no}`)).body.view.waiting;
    expect(waiting.map((one: { kind: string }) => one.kind)).toContain('appeal');
    expect((await give(city, no, 'decideAppeal', { revoke: true, remark: '属实' })).status).toBe(200);
    const after = (await unit.get(`/api/issues/${no}`)).body;
    expect(after.cards).toMatchObject([
      { state: 'REVOKED', points: 0, appeal: { reason: '停水', decision: { how: 'revoked' } } },
    ]);
    expect(after.view.yellow).toBe(0);
  });

  it('finds at the door the closed issue that a new report brings back', async () => {
    const place = { street: undefined, district: '520103', address: '黔灵山路 88 号' };
    const closed = await givenIssue(api, clerk, place);
    const other = await api.signIn('district.sup');
    for (const who of [city, other]) await give(who, closed, 'forceClose', { reason: 'r', result: 'RESOLVED' });
    expect((await city.get(`/api/issues/${closed}`)).body.view.stage).toBe('CLOSED');
    // 30 nd from Mon 23 Nov: Wed 23 Dec, 24:00 in Guiyang
    api.setNow('2026-12-23T15:59:00.000Z');
    const again = await givenIssue(api, clerk, { ...place, address: '黔灵山路８８号' });
    expect((await clerk.get(`/api/issues/${again}`)).body.view.relapseOf).toBe(closed);
    const elsewhere = await givenIssue(api, clerk, { ...place, address: '黔灵山路 89 号' });
    expect((await clerk.get(`/api/issues/${elsewhere}`)).body.view.relapseOf).toBe(null);
    await give(clerk, again, 'verify', { relapseOf: 'none' });
    expect((await clerk.get(`/api/issues/${again}`)).body.view.relapseOf).toBe(null);
    api.setNow('2026-12-23T16:01:00.000Z');
    const late = await givenIssue(api, clerk, place);
    expect((await clerk.get(`/api/issues/${late}`)).body.view.relapseOf).toBe(null);
  });

  it('lists a unit with three red cards running for a talk, where it may be seen', async () => {
    const numbers = [await withUnit(), await withUnit(), await withUnit()];
    // yellow Mon 30 Nov 17:00, red two working days later: Wed 2 Dec 17:00
    api.setNow('2026-12-02T09:00:01.000Z');
    for (const no of numbers.slice(0, 2)) await api.desk.tick(no);
    expect((await city.get('/api/supervision/talks')).body.items).toEqual([]);
    await api.desk.tick(numbers[2]!);
    const { items } = (await city.get('/api/supervision/talks')).body;
    expect(items).toMatchObject([{ unit: 'U1', unitName: { zh: '单位U1' } }]);
    expect(items[0].reds.map((red: { issue: string }) => red.issue).sort()).toEqual([...numbers].sort());
    expect((await (await api.signIn('district.sup')).get('/api/supervision/talks')).body.items).toHaveLength(1);
    expect((await unit.get('/api/supervision/talks')).status).toBe(403);
    // ninety days on, on Tue 2 March 2027, 24:00 in Guiyang, the last of them is past
    api.setNow('2027-03-02T16:00:00.001Z');
    expect((await city.get('/api/supervision/talks')).body.items).toEqual([]);
  });
});
