import { playFrame, scenarioOf, seenParts, startPlay, wayTo, withWay, type City } from '../../workflows/domain/rehearsal';
import { type Api, type Signed, draftOf, firstSave, givenIssue, routed, saveCityDrafts, startApi } from './harness';

describe('scenarios beside a draft', () => {
  let api: Api;
  let author: Signed;
  let approver: Signed;
  const flow = draftOf('flow');
  const policy = draftOf('policy');
  beforeAll(async () => {
    api = await startApi();
    [author, approver] = await Promise.all([api.signIn('ruleAuthor'), api.signIn('ruleApprover')]);
    await saveCityDrafts(author);
  }, 60_000);
  afterAll(() => api.stop());

  const published = async () => {
    const checked = (await author.post('/api/releases/check', { flow: flow.id })).body;
    const waivers = checked.items.map(({ code, node, edge, at }: Record<string, string>) => ({
      ...{ code, node, edge, at },
      reason: '测试',
    }));
    return approver.post('/api/releases', {
      flow: flow.id,
      name: { zh: '新', en: 'new' },
      draftHash: checked.draftHash,
      waivers,
    });
  };
  const reviewLimit = (n: number) => ({
    ...policy,
    stages: { ...policy.stages, review: { ...policy.stages.review, limit: { n, unit: 'wh' } } },
  });

  it('are played from what the drafts say, with the directory and the days', async () => {
    const { status, body } = await author.get(`/api/flows/${flow.id}/rehearsal`);
    expect([status, body.content.policy.id, body.days.length]).toEqual([200, policy.id, 1]);
    const city: City = {
      content: { format: 1, number: 0, ...body.content },
      units: body.units,
      people: body.people,
      editions: body.days,
    };
    const intake = { source: 'media', category: 'posters', street: '520103023', point: null, text: '一' };
    const play = startPlay(
      '2026-11-23T10:00',
      { ...intake, anonymous: true, channel: 'page', reporter: {}, facts: {}, relapseOf: null },
      flow.id,
    );
    const begun = playFrame(play, city);
    if (!begun.ok) throw new Error(JSON.stringify(begun.faults));
    const { setting, state, now } = begun.frame;
    const whole = withWay(play, setting.zone, wayTo(setting, flow.edges, { state, now }, 'review')!);
    const frame = playFrame(whole, city);
    if (!frame.ok) throw new Error(JSON.stringify(frame.faults));
    const scenario = scenarioOf(whole, frame.frame, { id: 'verified', name: { zh: '甄别', en: 'verified' } }, seenParts);
    // Monday 10:00 and the first review's four working hours: this city has no noon break, so 14:00.
    expect(scenario.expect?.dues).toContainEqual(expect.objectContaining({ clock: 'review', dueAt: '2026-11-23T14:00' }));
    expect((await firstSave(author, '/api/scenarios/verified', scenario)).status).toBe(200);
    expect((await author.get(`/api/flows/${flow.id}/scenarios`)).body.items.map((one: { id: string }) => one.id)).toEqual([
      'verified',
    ]);
    expect((await author.get('/api/flows/other/scenarios')).body.items).toEqual([]);
  });

  it('that are red stand among the findings and stop the publishing, each by its name; green again, it is published', async () => {
    expect((await author.put(`/api/policies/${policy.id}`, reviewLimit(3)).set('if-match', '"1"')).status).toBe(200);
    const checked = (await author.post('/api/releases/check', { flow: flow.id })).body;
    expect(checked.publishable).toBe(false);
    const red = checked.items.filter(({ code }: { code: string }) => code === 'SCENARIO_RED');
    expect(red).toEqual([expect.objectContaining({ at: 'scenarios.verified', severity: 'error' })]);
    expect(red[0].message.en).toContain('review');

    const refused = await published();
    expect([refused.status, refused.body.code, refused.body.data]).toEqual([422, 'SCENARIO_FAILED', { scenarios: ['verified'] }]);
    expect(refused.body.findings[0].at).toBe('scenarios.verified');
    expect((await approver.get('/api/releases')).body.items).toHaveLength(1);

    expect((await author.put(`/api/policies/${policy.id}`, policy).set('if-match', '"2"')).status).toBe(200);
    // The drafts are those of the first release again, whose name alone is another's.
    await author.put(`/api/policies/${policy.id}`, { ...policy, stages: { ...policy.stages } }).set('if-match', '"3"');
    const again = await published();
    expect([again.status, again.body.number]).toEqual([201, 2]);
  });

  it('that cannot be read block as well, until somebody removes them, over the revision they read', async () => {
    const broken = { id: 'broken', name: { zh: '坏', en: 'broken' }, flow: flow.id, start: 'tomorrow' };
    await firstSave(author, '/api/scenarios/broken', broken);
    await author.put(`/api/flows/${flow.id}`, { ...flow, name: { zh: '改名', en: 'renamed' } }).set('if-match', '"1"');
    const refused = await published();
    expect([refused.body.code, refused.body.findings[0].code]).toEqual(['SCENARIO_FAILED', 'SCENARIO_UNPLAYABLE']);
    expect((await author.delete('/api/scenarios/broken')).status).toBe(428);
    expect((await author.delete('/api/scenarios/broken').set('if-match', '"4"')).body.code).toBe('REVISION_CONFLICT');
    expect((await approver.delete('/api/scenarios/broken').set('if-match', '"1"')).body.code).toBe('FORBIDDEN');
    expect((await author.delete('/api/scenarios/broken').set('if-match', '"1"')).status).toBe(204);
    expect((await author.delete('/api/scenarios/broken').set('if-match', '"1"')).status).toBe(404);
    const log = (await api.store.audit.list({ action: 'scenario' })).items;
    expect(log.map(({ person, subject }) => [person, subject])).toEqual([['ruleAuthor', 'broken']]);
  });

  it('counts whoever wrote a scenario among the authors', async () => {
    const admin = await api.signIn('administrator');
    const { document: scenario } = (await author.get('/api/scenarios/verified')).body;
    await admin.put('/api/scenarios/verified', scenario).set('if-match', '"1"');
    const checked = (await author.post('/api/releases/check', { flow: flow.id })).body;
    expect(checked.authors).toEqual(['ruleAuthor', 'administrator']);
    const mine = await admin.post('/api/releases', { flow: flow.id, name: { zh: '我', en: 'me' }, draftHash: checked.draftHash });
    expect(mine.body.code).toBe('SAME_PERSON');
  });

  it('can begin with a past issue, of which nobody’s data is left', async () => {
    const clerk = await api.signIn('verifier1');
    const no = await givenIssue(api, clerk);
    await routed(api, no);
    const { status, body } = await author.get(`/api/issues/${no}/past`);
    expect([status, body.start, body.intake.category, body.intake.street]).toEqual([
      200,
      '2026-11-23T10:00',
      'posters',
      '520103023',
    ]);
    expect(JSON.stringify(body)).not.toMatch(/张三丰|13985012345|13885012345|3栋2单元/);
    expect(body.acts.map((act: { by: string; do: string }) => [act.by, act.do])).toEqual([
      ['verifier1', 'verify'],
      ['reviewer1', 'review'],
    ]);
    expect(body.acts[1].with).toMatchObject({ grade: 'C' });
    expect((await author.get('/api/issues/GY-2026-999999/past')).status).toBe(404);
    expect((await clerk.get(`/api/issues/${no}/past`)).body.code).toBe('FORBIDDEN');
  });
});
