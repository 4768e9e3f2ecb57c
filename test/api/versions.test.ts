import { generateKeyPairSync, sign } from 'node:crypto';
import { BpmnModdle } from 'bpmn-moddle';
import { type Bundle, canonicalJson } from '#domain';
import { decisionsIn, readDmn } from '#dmn';
import { type Api, type Signed, draftOf, firstSave, givenIssue, saveCityDrafts, startApi } from './harness';

/** A bundle as a file: to be torn at. */
const copyOf = (bundle: Bundle): Bundle => JSON.parse(JSON.stringify(bundle)) as Bundle;

describe('versions of a flow', () => {
  let api: Api;
  let author: Signed;
  let admin: Signed;
  let approver: Signed;
  const flow = draftOf('flow');
  const policy = draftOf('policy');
  const at = (path: string) => `/api/flows/${flow.id}/${path}`;
  const limitOf = async () => (await author.get(`/api/policies/${policy.id}`)).body.document.stages.verify.limit;
  const setLimit = async (n: number, who = author) => {
    const { body, headers } = await author.get(`/api/policies/${policy.id}`);
    const { stages } = body.document;
    const changed = { ...body.document, stages: { ...stages, verify: { ...stages.verify, limit: { n, unit: 'wh' } } } };
    return who.put(`/api/policies/${policy.id}`, changed).set('if-match', headers['etag'] ?? '');
  };
  beforeAll(async () => {
    api = await startApi();
    [author, admin, approver] = await Promise.all([
      api.signIn('ruleAuthor'),
      api.signIn('administrator'),
      api.signIn('ruleApprover'),
    ]);
    await saveCityDrafts(author);
    const scenario = { id: 'kept', name: { zh: '旁', en: 'beside' }, flow: flow.id, steps: [] };
    expect((await firstSave(author, '/api/scenarios/kept', scenario)).status).toBe(200);
  }, 60_000);
  afterAll(() => api.stop());

  it('finds nothing between the drafts and the release they were seeded with', async () => {
    const { body, status } = await author.get(at('diff?from=1'));
    expect([status, body.diff]).toEqual([200, { flows: [], tables: [], policy: null, hours: [], count: 0 }]);
    expect([body.before.release, body.after.release]).toEqual([1, null]);
  });

  it('tells what was changed, and everybody who changed it', async () => {
    // The verifier's four working hours become three by one hand, six by another.
    expect([(await setLimit(3)).status, (await setLimit(6, admin)).status]).toEqual([200, 200]);
    const { body } = await approver.get(at('diff?from=1&to=draft'));
    expect(body.diff.policy.changes).toEqual([
      {
        path: ['stages', 'verify', 'limit'],
        before: { kind: 'length', n: 4, unit: 'wh' },
        after: { kind: 'length', n: 6, unit: 'wh' },
      },
    ]);
    const touched = body.drafts.find(({ kind }: { kind: string }) => kind === 'policy');
    expect(touched.authors.map(({ person }: { person: string }) => person)).toEqual(['ruleAuthor', 'administrator']);
    const checked = await author.post('/api/releases/check', { flow: flow.id });
    expect(new Set(checked.body.authors)).toEqual(new Set(['ruleAuthor', 'administrator']));
    const back = await author.get(at('diff?from=draft&to=1'));
    expect(back.body.diff.policy.changes[0]).toMatchObject({ before: { n: 6 }, after: { n: 4 } });
    expect((await author.get(at('diff?from=77'))).status).toBe(404);
    expect((await author.get('/api/flows/nobody/diff?from=1')).status).toBe(404);
    expect((await author.get(at('diff?from=x'))).body.code).toBe('INVALID_INPUT');
  });

  it('does not let somebody approve whose change another has saved over', async () => {
    const both = { name: 'a', unit: null, district: null, active: true } as const;
    await api.store.directory.savePeople([{ ...both, id: 'ruleAuthor', roles: ['ruleAuthor', 'ruleApprover'] }]);
    const checked = (await author.post('/api/releases/check', { flow: flow.id })).body;
    const body = { flow: flow.id, name: { zh: '二', en: 'two' }, draftHash: checked.draftHash };
    expect((await author.post('/api/releases', body)).body.code).toBe('SAME_PERSON');
  });

  it('restores a release over the drafts that were seen, keeps what they were, and gives it back', async () => {
    const plan = (await author.get(at('restore?release=1'))).body;
    expect(plan.drafts.filter(({ becomes }: { becomes: string }) => becomes !== 'same')).toMatchObject([
      { kind: 'policy', id: policy.id, becomes: 'replaced' },
    ]);
    expect(plan.change.diff.count).toBe(1);
    await setLimit(7);
    const stale = await author.post(at('restore'), { release: 1, base: plan.base });
    expect([stale.status, stale.body.code, (await limitOf()).n]).toEqual([412, 'REVISION_CONFLICT', 7]);

    const { base } = (await author.get(at('restore?release=1'))).body;
    const [first, again] = [
      await author.post(at('restore'), { release: 1, base }, 'restore-once'),
      await author.post(at('restore'), { release: 1, base }, 'restore-once'),
    ];
    expect([first.status, again.status, again.body.id]).toEqual([200, 200, first.body.id]);
    expect(first.body).toMatchObject({ what: 'restore', release: 1, undoable: true, by: 'ruleAuthor' });
    expect(await limitOf()).toEqual({ n: 4, unit: 'wh' });
    expect((await author.get(at('diff?from=1'))).body.diff.count).toBe(0);

    const undone = await author.post(at('undo'), { change: first.body.id });
    expect([undone.status, undone.body.undid, (await limitOf()).n]).toEqual([200, first.body.id, 7]);
    // The undo can be undone in its turn; what it undid cannot once more.
    expect((await author.post(at('undo'), { change: first.body.id })).body.code).toBe('REVISION_CONFLICT');
    expect((await author.post(at('undo'), { change: undone.body.id })).status).toBe(200);
    expect((await limitOf()).n).toBe(4);
    const { changes } = (await author.get(at('history'))).body;
    expect(changes.map(({ what, undone: was }: { what: string; undone: boolean }) => [what, was])).toEqual([
      ['undo', false],
      ['undo', true],
      ['restore', true],
    ]);
  });

  it('does not undo over what somebody saved since', async () => {
    await setLimit(9);
    const { base } = (await author.get(at('restore?release=1'))).body;
    const { body: change } = await author.post(at('restore'), { release: 1, base });
    await setLimit(2);
    const refused = await author.post(at('undo'), { change: change.id });
    expect([refused.status, refused.body.code, (await limitOf()).n]).toEqual([412, 'REVISION_CONFLICT', 2]);
    expect((await author.get(at('history'))).body.changes[0]).toMatchObject({ id: change.id, undoable: false });
    expect((await author.post(at('undo'), { change: 'nobody/nothing' })).status).toBe(404);
  });

  it('lists releases with how many issues run by them', async () => {
    const clerk = await api.signIn('verifier1');
    await givenIssue(api, clerk);
    const { body } = await approver.get(at('history'));
    expect(body.releases).toMatchObject([
      { number: 1, current: true, running: 1, author: 'ruleAuthor', approver: 'ruleApprover' },
    ]);
    expect(body.drafts.map(({ kind }: { kind: string }) => kind)).toContain('calendar');
    expect((await clerk.get(at('history'))).body.code).toBe('FORBIDDEN');
    expect((await author.get('/api/flows/nobody/history')).body).toEqual({ releases: [], changes: [], drafts: [] });
  });

  describe('bundles', () => {
    let bundle: Bundle;
    beforeAll(async () => {
      const answer = await author.get('/api/releases/1/bundle');
      expect(answer.status).toBe(200);
      bundle = answer.body as Bundle;
    });
    const plan = (file: unknown, who = author) => who.post('/api/bundles/plan', { bundle: file as object });

    it('hold the release, its calendars, the scenarios beside it, and who signed', () => {
      expect(bundle).toMatchObject({
        ...{ kind: 'liangxin-release', format: 1, release: { number: 1, author: 'ruleAuthor' } },
        content: { number: 1, flow: { id: flow.id } },
        calendars: [{ id: policy.calendar }],
        scenarios: [{ id: 'kept' }],
      });
    });

    it('are imported by way of a plan, as one change that can be undone', async () => {
      const seen = await plan(bundle);
      expect(seen.body).toMatchObject({
        flow: flow.id,
        scenarios: 1,
        signer: { own: true, fingerprint: expect.stringMatching(/^(\w{4} ){3}\w{4}$/) },
      });
      expect(seen.body.change.diff.policy.changes).toHaveLength(1);
      const done = await author.post('/api/bundles', { bundle, base: seen.body.base });
      expect([done.status, done.body.what, (await limitOf()).n]).toEqual([200, 'import', 4]);
      expect((await author.post(at('undo'), { change: done.body.id })).status).toBe(200);
      expect((await limitOf()).n).toBe(2);
    });

    it.each<[string, (file: Bundle) => unknown]>([
      ['BUNDLE_UNREADABLE', () => [1, 2]],
      ['BUNDLE_UNREADABLE', () => ({ kind: 'something else' })],
      ['BUNDLE_VERSION', (file) => ({ ...file, format: 2 })],
      ['BUNDLE_TAMPERED', (file) => ({ ...file, signature: undefined })],
      ['BUNDLE_TAMPERED', (file) => ({ ...file, signature: 'AAAA' })],
      ['BUNDLE_TAMPERED', (file) => ({ ...file, release: { ...file.release, author: 'somebody' } })],
      ['BUNDLE_TAMPERED', (file) => ({ ...file, signer: { ...file.signer, name: { zh: '别处', en: 'elsewhere' } } })],
      ['BUNDLE_TAMPERED', (file) => ({ ...file, more: 'than was signed' })],
    ])('are refused with %s when they are not what they say', async (code, torn) => {
      const file = JSON.parse(JSON.stringify(torn(copyOf(bundle)))) as object;
      const refused = await plan(file);
      expect([refused.status, refused.body.code]).toEqual([422, code]);
      expect((await author.post('/api/bundles', { bundle: file, base: 'a'.repeat(64) })).body.code).toBe(code);
    });

    it('are refused where one limit was changed in the file', async () => {
      const file = copyOf(bundle);
      const verify = file.content.policy.stages['verify'];
      if (!verify) throw new Error('the sample city verifies');
      verify.limit.n = 40;
      expect((await plan(file)).body.code).toBe('BUNDLE_TAMPERED');
    });

    it('are refused where a signed file is not whole, with the place', async () => {
      const { content: _content, ...rest } = bundle;
      const refused = await plan(signedBy(elsewhere, rest));
      expect([refused.body.code, refused.body.detail]).toEqual(['BUNDLE_INVALID', expect.stringContaining('content')]);
    });

    it('of another installation wait for an administrator, who accepts the signer by name', async () => {
      const foreign = signedBy(elsewhere, bundle);
      const seen = (await plan(foreign)).body;
      expect(seen.signer).toMatchObject({ own: false, name: { en: 'Elsewhere' } });
      const { base, signer } = seen;
      const accept = { name: 'Elsewhere', key: signer.key };
      const give = async (who: Signed, more: object) => (await who.post('/api/bundles', { bundle: foreign, base, ...more })).body;
      expect((await give(author, {})).code).toBe('SIGNER_UNKNOWN');
      expect((await give(author, { accept })).code).toBe('FORBIDDEN');
      expect((await give(admin, { accept: { ...accept, name: 'Nearby' } })).code).toBe('SIGNER_UNKNOWN');
      expect((await give(admin, { accept: { ...accept, key: bundle.signer.key } })).code).toBe('SIGNER_UNKNOWN');
      expect((await limitOf()).n).toBe(2);
      expect(await give(admin, { accept })).toMatchObject({ what: 'import', signer: { en: 'Elsewhere' } });
      expect((await limitOf()).n).toBe(4);
    });

    it('are read by those who work on rules alone', async () => {
      const clerk = await api.signIn('verifier1');
      expect((await clerk.get('/api/releases/1/bundle')).body.code).toBe('FORBIDDEN');
      expect((await plan(bundle, approver)).body.code).toBe('FORBIDDEN');
      expect((await author.get('/api/releases/88/bundle')).status).toBe(404);
    });
  });

  it('writes a release as BPMN and its tables as one DMN model', async () => {
    const { bpmn } = (await author.get('/api/releases/1/bpmn')).body;
    const { rootElement, warnings } = await new BpmnModdle().fromXML(bpmn);
    expect([rootElement.$type, warnings]).toEqual(['bpmn:Definitions', []]);
    const read = await readDmn((await author.get('/api/releases/1/dmn')).body.dmn);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(decisionsIn(read.document).decisions.map(({ id }) => id)).toEqual(
      draftOf('tables').map(({ id }: { id: string }) => id),
    );
  });
});

const pair = generateKeyPairSync('ed25519');
const elsewhere = {
  name: { zh: '别处', en: 'Elsewhere' },
  city: 'elsewhere',
  key: String(pair.publicKey.export({ format: 'jwk' }).x),
};

/** A file as another installation would have signed it. */
function signedBy(signer: object, file: object): Record<string, unknown> {
  const { signature: _signature, ...rest }: Record<string, unknown> = { ...file, signer };
  return { ...rest, signature: sign(null, Buffer.from(canonicalJson(rest)), pair.privateKey).toString('base64url') };
}
