import type { NewIntake, Store } from '#store';
import { someSettings, testDatabase, type TestDatabase } from './support';

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
  // A fresh store: nothing of a former test is remembered.
  store = await database.open();
  await store.settings.save(someSettings, 0);
});

const planted = {
  name: '欧阳测试',
  phone: '13985551234',
  address: '普陀路88号3栋2单元501',
  text: '楼道里贴满野广告，找王五撕过',
};

const anIntake = (externalId: string, given: Partial<NewIntake> = {}): NewIntake => ({
  source: 'web',
  externalId,
  receivedAt: '2026-05-06T01:00:00.000Z',
  category: 'sanitation',
  district: '520103',
  street: '520103023',
  point: null,
  anonymous: false,
  channel: 'sms',
  reporter: { name: planted.name, phone: planted.phone },
  address: planted.address,
  text: planted.text,
  photos: [],
  ...given,
});

describe('an intake', () => {
  it('takes the next number of its local year', async () => {
    const first = await store.intakes.insert(anIntake('a'));
    const second = await store.intakes.insert(anIntake('b'));
    // 2026-12-31T16:30Z is 2027-01-01 00:30 in Shanghai (+8 h): a new year, a new count.
    const newYear = await store.intakes.insert(anIntake('c', { receivedAt: '2026-12-31T16:30:00.000Z' }));
    expect([first.no, second.no, newYear.no]).toEqual(['GY-2026-000001', 'GY-2026-000002', 'GY-2027-000001']);
  });

  it('of the same source and external id is the same one, with the same token', async () => {
    const first = await store.intakes.insert(anIntake('a'));
    const again = await store.intakes.insert(anIntake('a', { text: 'other words' }));
    expect(again).toMatchObject({ no: first.no, created: false, token: first.token });
    expect(await store.intakes.insert(anIntake('a', { source: 'phone' }))).toMatchObject({ created: true });
  });

  it('inserted by twenty at once is created once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => store.intakes.insert(anIntake('same'))));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ no, token }) => `${no} ${token}`)).size).toBe(1);
  });

  it('twenty different ones at once have twenty numbers', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => store.intakes.insert(anIntake(`x${i}`))));
    const expected = Array.from({ length: 20 }, (_, i) => `GY-2026-${String(i + 1).padStart(6, '0')}`);
    expect(answers.map(({ no }) => no).sort()).toEqual(expected);
  });

  it('whose process dies after its number is inserted by the next try', async () => {
    const dying = await database.open({
      onPoint: (point) => {
        if (point === 'intake:after-number') throw new Error('killed');
      },
    });
    await expect(dying.intakes.insert(anIntake('a'))).rejects.toThrow('killed');
    expect(await store.intakes.insert(anIntake('a'))).toMatchObject({ no: 'GY-2026-000002', created: true });
  });

  it('is found by its number and its own token only', async () => {
    const { no, token } = await store.intakes.insert(anIntake('a'));
    const other = await store.intakes.insert(anIntake('b'));
    expect((await store.intakes.track(no, token))?.no).toBe(no);
    expect(await store.intakes.track(no, other.token)).toBeNull();
    expect(await store.intakes.track(no, '')).toBeNull();
    expect(await database.dump()).not.toContain(token);
  });

  it('unmarked for longer than the sweep waits is found by it, oldest first', async () => {
    let clock = Date.parse('2026-05-06T01:00:00.000Z');
    const timed = await database.open({ clock: () => clock });
    const old = await timed.intakes.insert(anIntake('old'));
    const started = await timed.intakes.insert(anIntake('started'));
    await timed.intakes.markStarted(started.no, '2026-05-06T01:00:01.000Z');
    clock += 25_000;
    await timed.intakes.insert(anIntake('young'));
    clock += 10_000;
    // 35 s old, started, 10 s old: only the first is past 30 s and unmarked.
    const found = await timed.intakes.unstartedOlderThan(30_000, new Date(clock).toISOString());
    expect(found.map(({ no }) => no)).toEqual([old.no]);
    expect((await timed.intakes.get(started.no))?.state).toBe('started');
  });

  it('lies nowhere in plain: no name, phone, address or text in any collection', async () => {
    const { no, stored } = await store.intakes.insert(anIntake('a'));
    const dump = await database.dump();
    for (const secret of Object.values(planted)) expect(dump).not.toContain(secret);
    expect(dump).toContain(no);
    const open = await store.sealing.unsealDeep(stored.intake);
    expect(open).toMatchObject({
      reporter: { name: planted.name, phone: planted.phone },
      address: planted.address,
      text: planted.text,
    });
  });

  it('is listed newest first in pages without repeats, while new ones arrive', async () => {
    let clock = Date.parse('2026-05-06T01:00:00.000Z');
    const timed = await database.open({ clock: () => (clock += 1_000) });
    for (const id of ['a', 'b', 'c', 'd', 'e']) await timed.intakes.insert(anIntake(id));
    const first = await store.intakes.list({}, { limit: 2 });
    await timed.intakes.insert(anIntake('late'));
    const second = await store.intakes.list({}, { limit: 2, cursor: first.next });
    const third = await store.intakes.list({}, { limit: 2, cursor: second.next });
    const ids = [...first.items, ...second.items, ...third.items].map(({ externalId }) => externalId);
    expect(ids).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(third.next).toBeNull();
    await expect(store.intakes.list({}, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_CURSOR' });
  });
});
