import { type Api, type Signed, draftOf, firstSave, saveCityDrafts, startApi } from './harness';

describe('what the designer edits', () => {
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

  it('is read with its revision and saved over that revision alone', async () => {
    const read = await author.get(`/api/flows/${flow.id}`);
    expect([read.headers['etag'], read.body.revision, read.body.updatedBy]).toEqual(['"1"', 1, 'ruleAuthor']);
    const renamed = { ...flow, name: { zh: '改名', en: 'renamed' } };
    const saved = await author.put(`/api/flows/${flow.id}`, renamed).set('if-match', '"1"');
    expect([saved.status, saved.headers['etag']]).toEqual([200, '"2"']);
    const stale = await author.put(`/api/flows/${flow.id}`, flow).set('if-match', '"1"');
    expect([stale.status, stale.body.code, stale.body.current.document.name.zh]).toEqual([412, 'REVISION_CONFLICT', '改名']);
    const bare = await author.put(`/api/flows/${flow.id}`, flow);
    expect([bare.status, bare.body.code]).toEqual([428, 'REVISION_MISSING']);
    const twice = await firstSave(author, `/api/flows/${flow.id}`, flow);
    expect(twice.status).toBe(412);
  });

  it('bears the id of its address and fits its schema', async () => {
    expect((await firstSave(author, '/api/flows/other', flow)).body.fields[0].path).toBe('body.id');
    expect((await firstSave(author, '/api/flows/bad', { id: 'bad' })).body.code).toBe('INVALID_INPUT');
  });

  it('is listed and checked by kind', async () => {
    for (const [kind, id] of [
      ['flows', flow.id],
      ['tables', 'route'],
      ['policies', policy.id],
      ['calendars', policy.calendar],
    ]) {
      expect((await author.get(`/api/${kind}`)).body.items.map((draft: { id: string }) => draft.id)).toContain(id);
      expect((await author.get(`/api/${kind}/${id}`)).body.document.id).toBe(id);
      const checked = await author.post(`/api/${kind}/${id}/check`);
      expect([kind, checked.status]).toEqual([kind, 200]);
      expect(checked.body.items.filter((found: { severity: string }) => found.severity === 'error')).toEqual([]);
    }
    expect((await author.get('/api/tables/none')).status).toBe(404);
  });

  it('names a broken drawing’s problems by node', async () => {
    const broken = {
      ...flow,
      id: 'broken',
      nodes: [
        ...flow.nodes,
        { id: 'lost', kind: 'end', name: { zh: '失', en: 'lost' }, position: { x: 0, y: 0 }, stage: 'CLOSED' },
      ],
    };
    await firstSave(author, '/api/flows/broken', broken);
    const { body } = await author.post('/api/flows/broken/check');
    expect(body.items).toContainEqual(
      expect.objectContaining({ node: 'lost', severity: 'error', mend: expect.objectContaining({ zh: expect.any(String) }) }),
    );
    const release = await author.post('/api/releases/check', { flow: 'broken' });
    expect(release.body.publishable).toBe(false);
  });

  it('keeps scenarios', async () => {
    const scenario = { id: 'one', name: { zh: '一', en: 'one' }, steps: [] };
    expect((await firstSave(author, '/api/scenarios/one', scenario)).body.document).toEqual(scenario);
    expect((await author.get('/api/scenarios')).body.items).toHaveLength(1);
    expect((await author.get('/api/scenarios/one')).headers['etag']).toBe('"1"');
  });

  it('is for those who draw', async () => {
    const clerk = await api.signIn('verifier1');
    expect((await clerk.get('/api/flows')).body.code).toBe('FORBIDDEN');
    expect((await firstSave(approver, '/api/flows/x', flow)).body.code).toBe('FORBIDDEN');
  });

  it('is published as it was checked, by somebody who drew none of it, and changes the next issue alone', async () => {
    const clerk = await api.signIn('verifier1');
    const body = { source: 'desk', category: 'posters', district: '520103', text: '一' };
    const before = (await clerk.post('/api/intakes', body)).body.no;
    const stale = (await author.post('/api/releases/check', { flow: flow.id })).body.draftHash;
    // the verifier's four working hours become three
    const changed = { ...policy, stages: { ...policy.stages, verify: { ...policy.stages.verify, limit: { n: 3, unit: 'wh' } } } };
    await author.put(`/api/policies/${policy.id}`, changed).set('if-match', '"1"');
    const checked = (await author.post('/api/releases/check', { flow: flow.id })).body;
    expect([checked.publishable, checked.authors]).toEqual([true, ['ruleAuthor']]);
    const waivers = checked.items.map(({ code, node, edge, at }: Record<string, string>) => ({
      code,
      node,
      edge,
      at,
      reason: '测试',
    }));
    const release = { flow: flow.id, name: { zh: '新', en: 'new' }, draftHash: checked.draftHash, waivers };

    expect((await author.post('/api/releases', release)).body.code).toBe('FORBIDDEN');
    const old = await approver.post('/api/releases', { ...release, draftHash: stale });
    expect([old.status, old.body.code]).toEqual([412, 'REVISION_CONFLICT']);
    const published = await approver.post('/api/releases', release);
    expect([published.status, published.body.number, published.body.current, published.body.approver]).toEqual([
      201,
      2,
      true,
      'ruleApprover',
    ]);
    const again = await approver.post('/api/releases', release);
    expect([again.status, again.body.number]).toEqual([200, 2]);

    const after = (await clerk.post('/api/intakes', body)).body.no;
    const due = async (no: string) => (await clerk.get(`/api/issues/${no}`)).body.view.waiting[0].dueAt;
    // Monday 10:00 local plus 4 working hours is 14:00 (06:00 UTC), plus 3 is 13:00 (05:00 UTC)
    expect([await due(before), await due(after)]).toEqual(['2026-11-23T06:00:00.000Z', '2026-11-23T05:00:00.000Z']);
    expect((await approver.get('/api/releases')).body.items.map((row: { number: number }) => row.number)).toEqual([2, 1]);
    expect((await clerk.get('/api/releases/current')).body.policy.stages.verify.limit.n).toBe(3);
    expect((await clerk.get('/api/releases/1')).body.policy.stages.verify.limit.n).toBe(4);
    expect((await clerk.get('/api/releases/77')).status).toBe(404);
  });

  it('may not be approved by who saved it, whatever their roles', async () => {
    const both = {
      id: 'ruleAuthor',
      name: 'ruleAuthor',
      roles: ['ruleAuthor', 'ruleApprover'] as never[],
      unit: null,
      district: null,
      active: true,
    };
    await api.store.directory.savePeople([both]);
    const checked = (await author.post('/api/releases/check', { flow: flow.id })).body;
    const mine = await author.post('/api/releases', {
      flow: flow.id,
      name: { zh: '我', en: 'me' },
      draftHash: checked.draftHash,
    });
    expect([mine.status, mine.body.code]).toEqual([409, 'SAME_PERSON']);
  });

  it('names the documents that a flow wants and nobody saved', async () => {
    await firstSave(author, '/api/flows/lonely', { ...flow, id: 'lonely', policy: 'nowhere' });
    const checked = await author.post('/api/releases/check', { flow: 'lonely' });
    expect([checked.status, checked.body.findings[0].at]).toEqual([422, 'policies.nowhere']);
  });

  it('decides on given facts: a release’s table, a draft, or one handed in', async () => {
    const facts = { street: '520103023', district: '520103', units: null, unit: null };
    const stored = await author.post('/api/decisions/evaluate', { decision: { name: 'route' }, facts });
    // rule 5 of the table: street 520103023 goes to 普陀路街道办
    expect(stored.body).toMatchObject({ outputs: { units: ['普陀路街道办'] }, matched: [5], problems: [] });
    const draft = await author.post('/api/decisions/evaluate', { decision: { draft: 'route' }, facts: { ...facts, unit: 'U1' } });
    expect(draft.body).toMatchObject({ outputs: { units: ['U1'] }, matched: [2] });
    const given = { kind: 'literal', id: 'sum', name: { zh: '和', en: 'sum' }, expression: 'a + b', output: 'c', type: 'number' };
    const handed = await author.post('/api/decisions/evaluate', { decision: { document: given }, facts: { a: 1, b: 2 } });
    expect(handed.body.outputs).toEqual({ c: 3 });
    expect((await author.post('/api/decisions/evaluate', { decision: { name: 'none' }, facts })).status).toBe(404);
  });

  const dmn = (cell: string): string => `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:m">
      <inputData id="i" name="Age"><variable name="Age" typeRef="number"/></inputData>
      <decision id="d" name="Fee"><variable name="Fee" typeRef="string"/>
        <informationRequirement><requiredInput href="#i"/></informationRequirement>
        <decisionTable hitPolicy="FIRST">
          <input id="age"><inputExpression typeRef="number"><text>Age</text></inputExpression></input><output id="o"/>
          <rule id="r1"><inputEntry><text>${cell}</text></inputEntry><outputEntry><text>"free"</text></outputEntry></rule>
          <rule id="r2"><inputEntry><text>[7..18)</text></inputEntry><outputEntry><text>"half"</text></outputEntry></rule>
        </decisionTable></decision>
    </definitions>`;

  it('decides by DMN, and says which rules came near and what would turn them', async () => {
    const asked = { decision: { dmn: dmn('&lt; 7') }, facts: { Age: 18 } };
    const missed = (await author.post('/api/decisions/evaluate', asked)).body;
    // 18 is in neither range: one step down is 17, which rule 2 takes; rule 1 takes at most 6.
    expect(missed).toMatchObject({ value: null, matched: [], inputs: { age: 18 }, problems: [] });
    expect(missed.near).toEqual([
      {
        rule: 1,
        refusals: [{ column: 'age', cell: '< 7', value: 18 }],
        change: { column: 'age', expression: 'Age', from: 18, to: 6 },
      },
      {
        rule: 2,
        refusals: [{ column: 'age', cell: '[7..18)', value: 18 }],
        change: { column: 'age', expression: 'Age', from: 18, to: 17 },
      },
    ]);
    const hit = await author.post('/api/decisions/evaluate', { ...asked, facts: { Age: 8 }, near: 0 });
    expect(hit.body).toMatchObject({ value: 'half', matched: [2], near: [] });
  });

  it('refuses bad DMN with its place, unknown decisions, and those who do not work on rules', async () => {
    const ask = (decision: object, who = author) => who.post('/api/decisions/evaluate', { decision, facts: { Age: 1 } });
    const torn = await ask({ dmn: dmn('1').replace('</rule>', '') });
    expect([torn.status, torn.body.code]).toEqual([422, 'INVALID_INPUT']);
    expect(torn.body.fields[0]).toMatchObject({
      path: 'body.decision.dmn',
      message: expect.stringMatching(/^DMN_XML \(line \d+/),
    });
    const bomb = await ask({ dmn: `<!DOCTYPE a [<!ENTITY x "y">]>${dmn('1')}` });
    expect(bomb.body.fields[0].message).toMatch(/^DMN_FORBIDDEN/);
    expect((await ask({ dmn: dmn('1'), decision: 'nobody' })).status).toBe(404);
    expect((await ask({ dmn: 'x'.repeat(1_000_001) })).status).toBe(422);
    // A cell nobody can read is the decision's answer, not a failure of the call.
    expect((await ask({ dmn: dmn('1 +') })).body.problems[0]).toMatchObject({ code: 'CELL_ERROR' });
    const clerk = await api.signIn('verifier1');
    expect((await ask({ dmn: dmn('1') }, clerk)).body.code).toBe('FORBIDDEN');
    expect((await ask({ name: 'route' }, clerk)).status).toBe(200);
  });

  it('stops a table that would work for ever', async () => {
    const cells = Array.from({ length: 400 }, () => 'count(for i in 1..90000 return i) = 1');
    const table = {
      ...{ kind: 'table', id: 't', name: { zh: '表', en: 'table' }, hitPolicy: 'C' },
      inputs: [{ id: 'a', label: { zh: '', en: '' }, expression: 'a', type: 'any' }],
      outputs: [{ id: 'b', label: { zh: '', en: '' }, type: 'any' }],
      rules: cells.map((cell, at) => ({ id: `r${at}`, when: [cell], then: ['1'] })),
    };
    const answer = await author.post('/api/decisions/evaluate', { decision: { document: table }, facts: { a: 1 }, near: 0 });
    expect(answer.body.problems[0]).toMatchObject({ code: 'CELL_ERROR' });
  });

  it('takes tables out of DMN and writes one', async () => {
    const read = await author.post('/api/tables/import', { dmn: dmn('&lt; 7') });
    expect(read.body.problems).toEqual([]);
    const [table] = read.body.decisions;
    expect(table).toMatchObject({ kind: 'table', id: 'd', hitPolicy: 'F', rules: [{ id: 'r1', when: ['< 7'] }, { id: 'r2' }] });
    await firstSave(author, '/api/tables/d', table);
    const written = await author.get('/api/tables/d/dmn');
    const again = await author.post('/api/tables/import', { dmn: written.body.dmn });
    expect(again.body.decisions).toEqual([table]);
  });
});
