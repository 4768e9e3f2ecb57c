import type { IssueState } from '#domain';
import type { NewIntake, Store } from '#store';
import { aStep, someSettings, testDatabase, type TestDatabase } from './support';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.open();
  await store.ensureIndexes();
}, 180_000);
afterAll(() => database.stop());
beforeEach(async () => {
  await database.clear();
  store = await database.open();
  await store.settings.save(someSettings, 0);
});

const at = '2026-05-06T01:00:00.000Z';
const spot = { lat: 26.6, lng: 106.7 };
let n = 0;
const given = (more: Partial<NewIntake> = {}): NewIntake => ({
  ...{ source: 'web', externalId: `x${(n += 1)}`, receivedAt: at, category: 'lamp', district: '520102', street: '520102023' },
  ...{ point: spot, anonymous: false, channel: 'sms', reporter: { phone: '13912349876' }, photos: [] },
  ...{ address: '沙冲南路771号', text: '沙冲南路卷烟厂门口路灯不亮，晚上黑漆漆的', ...more },
});

/** A submission with its issue in the lists. */
async function listed(more: Partial<NewIntake> = {}, view: Parameters<typeof aStep>[1] = {}): Promise<string> {
  const intake = given(more);
  const { no } = await store.intakes.insert(intake);
  const { category, district, street } = intake;
  const step = aStep(no, { view: { intakes: [no], category, district, street, openedAt: intake.receivedAt, ...view.view } });
  await store.records.write({ ...step, state: { ...(step.state as IssueState), followUps: [] } });
  await store.records.confirm(step.stream, 1, step.hash);
  return no;
}
const like = async (no: string, category: string | null = 'lamp') =>
  (await store.similar.of({ no, category, intakes: [no], byPerson: true })).items;
const other = { reporter: { phone: '13800000000' }, address: '别处' };

describe('similar submissions', () => {
  it('are found by place, by matter in another district, by person and by address', async () => {
    const near = await listed(other);
    const elsewhere = await listed({
      ...{
        reporter: {},
        address: '头桥',
        category: 'posters',
        district: '520103',
        street: null,
        point: { lat: 26.66, lng: 106.7 },
      },
      text: '楼道里贴满开锁小广告，撕了又贴',
    });
    const closedAt = '2026-05-01T00:00:00.000Z';
    const sameAddress = await listed(
      { reporter: {}, category: 'road', point: null, street: null, district: null, text: '井盖不见了' },
      { view: { stage: 'CLOSED', closedAt } },
    );
    const mine = await listed({
      reporter: { phone: '+86 139-1234-9876' },
      point: null,
      street: null,
      address: '不详',
      text: '补充：路灯还是不亮',
    });
    const arriving = await listed();
    expect(Object.fromEntries((await like(arriving)).map(({ no, kind }) => [no, kind]))).toEqual({
      [near]: 'similar',
      [sameAddress]: 'relapse',
      [mine]: 'sameResident',
    });
    const poster = await listed({ ...other, category: 'posters', text: '楼道里贴满开锁的小广告，撕了又贴' });
    expect((await like(poster, 'posters')).map(({ no, elsewhere: far }) => [no, far])).toEqual([[elsewhere, true]]);
  });

  it('answers by the issue that a submission was merged into', async () => {
    const target = await listed({
      ...other,
      point: { lat: 26.9, lng: 107 },
      street: null,
      text: '公交车不到站',
      category: 'traffic',
    });
    await listed(other, { view: { stage: 'MERGED', final: false, mergedInto: target } });
    expect((await like(await listed())).map(({ no, kind }) => [no, kind])).toEqual([[target, 'similar']]);
  });

  it('counts what one person came with before', async () => {
    const earlier = [
      await listed({ receivedAt: '2026-04-20T00:00:00.000Z' }),
      await listed({ receivedAt: '2026-04-25T00:00:00.000Z' }),
    ];
    await listed({ text: '公交车不到站', category: 'traffic' });
    const arriving = await listed();
    const { repeats } = await store.similar.of({ no: arriving, category: 'lamp', intakes: [arriving], byPerson: true });
    expect(repeats).toEqual({ earlier, overLimit: false });
  });

  it('lie in the database without a word of what was said, and go with an erasure, every way to them too', async () => {
    const neighbour = await listed(other);
    const no = await listed();
    const words = ['卷烟', '沙冲', '13912349876', '771号'];
    const kept = await database.dump();
    for (const word of words) expect([word, kept.includes(word)]).toEqual([word, false]);
    const print = (await store.similar.prints([no]))[0]!;
    expect(print.features.objects.length).toBeGreaterThan(0);
    expect(kept.includes(print.features.objects[0]!)).toBe(true);

    await store.erasures.request({ id: 'e', no, scope: 'person', reason: '本人要求', requestedBy: 'p1', requestedAt: at });
    await store.erasures.decide('e', 'approved', 'p2', at);
    // Cut short after the keys, it is finished by the next call.
    const dying = await database.open({
      onPoint: (point) => {
        if (point === 'erase:after-keys') throw new Error('killed');
      },
    });
    await expect(dying.erasures.carryOut('e', at)).rejects.toThrow('killed');
    expect(await store.similar.prints([no])).toHaveLength(1);
    await store.erasures.carryOut('e', at);
    expect(await store.similar.prints([no])).toEqual([]);
    const after = await bucketsNaming(no);
    expect([after, (await bucketsNaming(neighbour)) > 0]).toEqual([0, true]);
    expect(await like(neighbour)).toEqual([]);
  });

  it('keep no fingerprint of a submission that came twice', async () => {
    const twice = given();
    const [a, b] = await Promise.all([store.intakes.insert(twice), store.intakes.insert(twice)]);
    expect(a.no).toBe(b.no);
    expect((await store.similar.since('2026-01-01T00:00:00.000Z')).map(({ no }) => no)).toEqual([a.no]);
  });

  it('are forgotten when lookups need them no more', async () => {
    const old = await listed({ receivedAt: '2025-03-01T00:00:00.000Z' });
    const fresh = await listed();
    // The settings keep 400 days: until 2026-04-05
    expect(await store.similar.dropOld('2026-04-04T00:00:00.000Z')).toBe(0);
    expect(await store.similar.dropOld('2026-04-06T00:00:00.000Z')).toBe(1);
    expect((await store.similar.prints([old, fresh])).map(({ no }) => no)).toEqual([fresh]);
  });

  async function bucketsNaming(no: string): Promise<number> {
    const collections = JSON.parse(await database.dump()) as { _id: string; entries?: { no: string }[] }[][];
    return collections.flat().filter(({ entries }) => entries?.some((entry) => entry.no === no)).length;
  }
});
