import { setImmediate } from 'node:timers/promises';
import sharp from 'sharp';
import type { Actor, Person, Unit } from '#domain';
import type { Store, StoredNotice } from '#store';
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
  store = await database.open();
  await store.settings.save(someSettings, 0);
});

const unit = (code: string, given: Partial<Unit> = {}): Unit => ({
  code,
  name: { zh: code, en: code },
  kind: 'districtBody',
  level: 1,
  parent: null,
  district: '520103',
  divisions: [],
  active: true,
  head: `${code}.head`,
  liaison: `${code}.liaison`,
  lanes: ['government'],
  ...given,
});
const person = (id: string, given: Partial<Person> = {}): Person => ({
  id,
  name: id,
  roles: [],
  unit: null,
  district: null,
  active: true,
  ...given,
});
const actor = (given: Partial<Actor>): Actor => ({ id: 'p', roles: [], unit: null, district: null, ...given });

describe('the directory', () => {
  beforeEach(async () => {
    await store.directory.saveUnits([unit('U1'), unit('U1a', { level: 2, parent: 'U1' }), unit('普陀路街道办')]);
    await store.directory.savePeople([
      person('U1.head', { unit: 'U1', roles: ['unitHead'] }),
      person('U1.liaison', { unit: 'U1', roles: ['unitLiaison'], active: false }),
      person('U1a.head'),
      person('U1a.liaison'),
      person('sup', { roles: ['districtSupervision'], district: '520103' }),
      person('city', { roles: ['citySupervision'] }),
    ]);
  });

  it('gives a slice: units with ancestors, who is away, who holds the desks', async () => {
    const slice = await store.directory.slice(['U1a']);
    expect(Object.keys(slice.units).sort()).toEqual(['U1', 'U1a']);
    expect(slice.inactivePeople).toEqual(['U1.liaison']);
    expect(slice.desks).toEqual({ 'districtSupervision:520103': ['sup'], citySupervision: ['city'], chief: [], shiftLeader: [] });
  });

  it('knows a unit’s branch', async () => {
    expect((await store.directory.branch('U1')).sort()).toEqual(['U1', 'U1a']);
    expect(await store.directory.branch('U1a')).toEqual(['U1a']);
    expect(await store.directory.branch('nobody')).toEqual([]);
  });

  it('saves a unit and a person again in place', async () => {
    await store.directory.saveUnits([unit('U1', { active: false })]);
    expect((await store.directory.unit('U1'))?.active).toBe(false);
    expect(await store.directory.units({ active: true })).toHaveLength(2);
    expect((await store.directory.people({ role: 'unitHead' })).map(({ id }) => id)).toEqual(['U1.head']);
    expect((await store.directory.people({ unit: 'U1', active: true })).map(({ id }) => id)).toEqual(['U1.head']);
  });

  it('tells its own process of a change at once, and another within a second', async () => {
    const other = await database.open();
    expect((await other.directory.person('sup'))?.active).toBe(true);
    await store.directory.savePeople([person('sup', { active: false })]);
    expect((await store.directory.person('sup'))?.active).toBe(false);
    const until = Date.now() + 5_000;
    while ((await other.directory.person('sup'))?.active === true && Date.now() < until) await setImmediate();
    expect((await other.directory.person('sup'))?.active).toBe(false);
  });

  it('keeps password hashes apart from people', async () => {
    await store.directory.setCredentials({ person: 'sup', passwordHash: '$argon2id$x', oneTime: true, changedAt: 'now' });
    expect(await store.directory.credentials('sup')).toEqual({
      person: 'sup',
      passwordHash: '$argon2id$x',
      oneTime: true,
      changedAt: 'now',
    });
    expect(JSON.stringify(await store.directory.people())).not.toContain('argon2id');
  });
});

describe('notices', () => {
  const notice = (id: string, address: StoredNotice['address'], at = '2026-05-06T01:00:00.000Z'): StoredNotice => ({
    id,
    stream: null,
    template: 't',
    address,
    channel: 'inbox',
    at,
    values: {},
    readBy: [],
  });
  const seenBy = async (who: Actor) => (await store.notices.forActor(who)).items.map(({ id }) => id).sort();

  it('reach the person, the desk in its district, and the unit by one’s part in it', async () => {
    await store.notices.insert([
      notice('person', { to: 'person', person: 'p' }),
      notice('desk', { to: 'desk', role: 'verifier', district: '520103' }),
      notice('cityDesk', { to: 'desk', role: 'verifier', district: null }),
      notice('head', { to: 'unit', unit: 'U1', as: 'head' }),
      notice('duty', { to: 'unit', unit: 'U1', as: 'dutyDesk' }),
      notice('resident', { to: 'resident', intake: 'GY-2026-000001' }),
    ]);
    expect(await seenBy(actor({}))).toEqual(['person']);
    expect(await seenBy(actor({ id: 'x', roles: ['verifier'], district: '520103' }))).toEqual(['cityDesk', 'desk']);
    expect(await seenBy(actor({ id: 'x', roles: ['verifier'], district: '520102' }))).toEqual(['cityDesk']);
    expect(await seenBy(actor({ id: 'x', roles: ['unitHead'], unit: 'U1' }))).toEqual(['duty', 'head']);
    expect(await seenBy(actor({ id: 'x', roles: ['unitLiaison'], unit: 'U1' }))).toEqual(['duty']);
    expect((await store.notices.forIntake('GY-2026-000001')).map(({ id }) => id)).toEqual(['resident']);
  });

  it('are one each however often they are sent, and stay read', async () => {
    await store.notices.insert([notice('n', { to: 'person', person: 'p' })]);
    expect(await store.notices.unreadCount(actor({}))).toBe(1);
    await store.notices.markRead('n', 'p');
    await store.notices.insert([notice('n', { to: 'person', person: 'p' })]);
    expect(await store.notices.unreadCount(actor({}))).toBe(0);
    expect((await store.notices.forActor(actor({}), { unread: true })).items).toEqual([]);
    expect((await store.notices.forActor(actor({}))).items).toHaveLength(1);
  });
});

describe('sessions', () => {
  it('are found until they expire, prolonged, and ended one by one or for a person', async () => {
    const session = { sid: 's', data: { csrf: 'x' }, expiresAt: '2026-05-06T02:00:00.000Z', person: 'p' };
    await store.sessions.set(session);
    expect(await store.sessions.get('s', '2026-05-06T01:59:59.999Z')).toEqual(session);
    expect(await store.sessions.get('s', '2026-05-06T02:00:00.000Z')).toBeNull();
    await store.sessions.touch('s', '2026-05-06T03:00:00.000Z');
    expect(await store.sessions.get('s', '2026-05-06T02:00:00.000Z')).not.toBeNull();
    expect(await store.sessions.deleteExpired('2026-05-06T02:30:00.000Z')).toBe(0);
    await store.sessions.set({ ...session, sid: 's2' });
    expect(await store.sessions.destroyOf('p')).toBe(2);
    await store.sessions.touch('s', '2027-01-01T00:00:00.000Z');
    expect(await store.sessions.get('s', '2026-01-01T00:00:00.000Z')).toBeNull();
  });
});

describe('the audit log', () => {
  it('lists who looked at what, newest first', async () => {
    const entry = { person: 'p', action: 'reveal' as const, subject: 'GY-2026-000001', purpose: 'callback', fields: ['phone'] };
    await store.audit.append({ ...entry, at: '2026-05-06T01:00:00.000Z' });
    await store.audit.append({ ...entry, at: '2026-05-06T02:00:00.000Z', person: 'q' });
    const all = await store.audit.list({ subject: 'GY-2026-000001' });
    expect(all.items.map(({ person: who }) => who)).toEqual(['q', 'p']);
    expect((await store.audit.list({ person: 'p' })).items).toHaveLength(1);
    expect((await store.audit.list({ action: 'erase' })).items).toEqual([]);
  });
});

describe('photos', () => {
  const uploader = { kind: 'upload' as const, id: 'clerk' };
  const photo = (width = 1200, height = 600) =>
    sharp({ create: { width, height, channels: 3, background: '#c33' } })
      .withExif({ IFD0: { Artist: 'SECRET-ARTIST' }, IFD3: { GPSLatitude: '26/1 34/1 0/1', GPSLatitudeRef: 'N' } })
      .jpeg()
      .toBuffer();

  it('are fitted, without metadata, with a thumbnail, named by what they hold', async () => {
    const bytes = await photo();
    expect(bytes.includes('SECRET-ARTIST')).toBe(true);
    const answer = await store.photos.put(bytes, uploader);
    // 1200 × 600 into a side of 800: 800 × 400.
    expect(answer).toMatchObject({ ok: true, photo: { type: 'image/jpeg', width: 800, height: 400 } });
    const hash = answer.ok ? answer.photo.hash : '';
    const full = await store.photos.get(hash, 'full');
    expect(full?.bytes.includes('SECRET-ARTIST')).toBe(false);
    expect((await sharp(full!.bytes).metadata()).exif).toBeUndefined();
    const thumbnail = await store.photos.get(hash, 'thumbnail');
    expect((await sharp(thumbnail!.bytes).metadata()).width).toBe(100);
    expect(await store.photos.put(bytes, uploader)).toEqual(answer);
  });

  it('are pictures by their bytes, not by their word', async () => {
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    expect(await store.photos.put(html, uploader)).toMatchObject({ ok: false, code: 'NOT_AN_IMAGE' });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    expect(await store.photos.put(svg, uploader)).toMatchObject({ ok: false, code: 'NOT_AN_IMAGE' });
    const pretending = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), html]);
    expect(await store.photos.put(pretending, uploader)).toMatchObject({ ok: false, code: 'NOT_AN_IMAGE' });
  });

  it('too large in bytes or in pixels are refused', async () => {
    expect(await store.photos.put(Buffer.alloc(300_001), uploader)).toMatchObject({ ok: false, code: 'PHOTO_TOO_LARGE' });
    // 3000 × 2000 = 6,000,000 pixels, above the 4,000,000 of these settings, in a file of a few kilobytes.
    const wide = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(wide.length).toBeLessThan(300_000);
    expect(await store.photos.put(wide, uploader)).toMatchObject({ ok: false, code: 'PHOTO_TOO_LARGE' });
  });

  it('are not found by anything that is no hash', async () => {
    expect(await store.photos.get('../../master.key', 'full')).toBeNull();
    expect(await store.photos.get('0'.repeat(64), 'full')).toBeNull();
  });
});

describe('a server that is away', () => {
  it('is told in the time given', async () => {
    const started = Date.now();
    const opening = database.open({ uri: 'mongodb://127.0.0.1:1/x', selectWithinMs: 300 });
    await expect(opening).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    expect(Date.now() - started).toBeLessThan(2_000);
    expect(await store.ping()).toBeGreaterThan(0);
  });
});
