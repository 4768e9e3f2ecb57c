import { setTimeout as wait } from 'node:timers/promises';
import { type Api, type Signed, draftOf, firstSave, saveCityDrafts, startApi } from './harness';

/** DESIGN 5 and 8: the proof at the check and at publishing, and again on the live release when the directory changes. */
describe('the proof', () => {
  let api: Api;
  let author: Signed;
  let approver: Signed;
  let admin: Signed;
  const flow = draftOf('flow');
  const street = '普陀路街道办';
  beforeAll(async () => {
    api = await startApi();
    author = await api.signIn('ruleAuthor');
    approver = await api.signIn('ruleApprover');
    admin = await api.signIn('administrator');
    await saveCityDrafts(author);
  }, 60_000);
  afterAll(() => api.stop());

  type Found = { code: string; severity: string; node?: string; counterExample?: { scenario: object; facts: object } };
  const check = async (): Promise<Found[]> => (await author.post('/api/releases/check', { flow: flow.id })).body.items;
  const proofs = (items: Found[]) => items.filter(({ code }) => code.startsWith('PROOF_'));
  const setActive = async (active: boolean) => {
    const { body } = await admin.get(`/api/units/${encodeURIComponent(street)}`);
    expect((await admin.put(`/api/units/${encodeURIComponent(street)}`, { ...body, active })).status).toBe(200);
  };
  const supervision = { id: 'city.sup', roles: ['citySupervision' as const], unit: null, district: null };
  const alarms = async () =>
    (await api.store.notices.forActor(supervision)).items.filter(({ template }) => template === 'proofFailed');
  const settled = async (count: number) => {
    for (let i = 0; i < 100 && (await alarms()).length < count; i += 1) await wait(100);
    return alarms();
  };

  it('has nothing to say of the city as it is', async () => {
    expect(proofs(await check())).toEqual([]);
  });

  it('shows an issue that a unit out of use would get, and blocks publishing', async () => {
    await setActive(false);
    const [found] = proofs(await check());
    expect(found).toMatchObject({ code: 'PROOF_UNIT_NOT_ACTIVE', severity: 'error', node: 'handle' });
    expect(found?.counterExample?.facts).toMatchObject({ street: '520103023' });

    const { draftHash } = (await author.post('/api/releases/check', { flow: flow.id })).body;
    const blocked = await approver.post('/api/releases', { flow: flow.id, name: { zh: '新', en: 'new' }, draftHash });
    expect([blocked.status, blocked.body.code]).toEqual([422, 'CHECK_FAILED']);
    expect(proofs(blocked.body.findings).map(({ code }) => code)).toEqual(['PROOF_UNIT_NOT_ACTIVE']);
  });

  it('gives the issue as a scenario that is green once the unit is in use', async () => {
    const [found] = proofs(await check());
    const named = { ...found?.counterExample?.scenario, id: 'counter', name: { zh: '反例', en: 'counter-example' } };
    expect((await firstSave(author, '/api/scenarios/counter', named)).status).toBe(200);
    await setActive(true);
    expect(await check()).toEqual([]);
  });

  it('alarms supervision when the directory changes under the live release, once for each finding', async () => {
    // The unit was put out of use above: one letter, whatever was saved since.
    expect(await settled(1)).toMatchObject([{ address: { role: 'citySupervision' }, values: { release: 1, node: 'handle' } }]);
    await wait(1500);
    await setActive(false);
    // Mended and broken again: that is news.
    expect(await settled(2)).toHaveLength(2);
    await setActive(false);
    await wait(2500);
    expect(await alarms()).toHaveLength(2);
  });
});
