import { readFileSync } from 'node:fs';
import path from 'node:path';
import mongoose from 'mongoose';
import { type Flow, type ReleaseContent, weeklyHoursSchema } from '#domain';
import type { Store } from '#store';
import { releaseOf } from '../domain/flow/city';
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
});

const by = { person: 'author', at: '2026-05-06T01:00:00.000Z' };
const hours = weeklyHoursSchema.parse(
  JSON.parse(readFileSync(path.join(__dirname, '../../worker/cities/gy-base/calendar.json'), 'utf8')),
);
const flow = (name: string): Flow => ({
  format: 1,
  id: 'f',
  name: { zh: name, en: name },
  policy: 'p',
  nodes: [],
  edges: [],
  notes: [],
});

describe('a draft', () => {
  it('is saved over the revision that was read', async () => {
    expect(await store.flows.save('f', flow('one'), 0, by)).toMatchObject({ ok: true, saved: { revision: 1 } });
    expect(await store.flows.save('f', flow('two'), 1, by)).toMatchObject({ ok: true, saved: { revision: 2 } });
    expect(await store.flows.get('f')).toMatchObject({ revision: 2, updatedBy: 'author', document: { name: { en: 'two' } } });
  });

  it('saved over another revision overwrites nothing and shows both sides', async () => {
    await store.flows.save('f', flow('first'), 0, by);
    await store.flows.save('f', flow('theirs'), 1, by);
    const answer = await store.flows.save('f', flow('yours'), 1, by);
    expect(answer).toMatchObject({
      ok: false,
      code: 'REVISION_CONFLICT',
      yours: { name: { en: 'yours' } },
      theirs: { revision: 2, document: { name: { en: 'theirs' } } },
    });
    expect(await store.flows.save('f', flow('new'), 0, by)).toMatchObject({ ok: false });
    expect((await store.flows.get('f'))?.document.name.en).toBe('theirs');
  });

  it('saved by ten at once over one revision is saved by one', async () => {
    await store.flows.save('f', flow('first'), 0, by);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => store.flows.save('f', flow(`n${i}`), 1, by)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('is removed at its revision only, and kinds do not mix', async () => {
    await store.calendars.save('f', hours, 0, by);
    await store.flows.save('f', flow('one'), 0, by);
    expect(await store.flows.remove('f', 7)).toMatchObject({ ok: false, theirs: { revision: 1 } });
    expect(await store.flows.remove('f', 1)).toMatchObject({ ok: true });
    expect(await store.flows.get('f')).toBeNull();
    expect((await store.calendars.list()).map(({ id }) => id)).toEqual(['f']);
  });

  it('that is broken fails at the door with its name', async () => {
    const broken = { ...flow('x'), nodes: [{ kind: 'nothing' }] } as unknown as Flow;
    await expect(store.flows.save('f', broken, 0, by)).rejects.toThrow(/BAD_DOCUMENT: flow f/);
    await store.flows.save('f', flow('one'), 0, by);
    const raw = await mongoose.createConnection(database.uri).asPromise();
    await raw.db!.collection<{ _id: string }>('drafts').updateOne({ _id: 'flow/f' }, { $unset: { 'document.policy': 1 } });
    await raw.close();
    await expect(store.flows.get('f')).rejects.toThrow(/BAD_DOCUMENT: drafts\/flow\/f/);
  });
});

describe('a day edition', () => {
  const edition = (number: number) => ({ calendar: 'guiyang', edition: number, years: [], overrides: [] });

  it('is the next one, fixed for ever', async () => {
    expect(await store.days.add(edition(1))).toEqual({ ok: true });
    expect(await store.days.add(edition(1))).toEqual({ ok: false, code: 'REVISION_CONFLICT', last: 1 });
    expect(await store.days.add(edition(3))).toEqual({ ok: false, code: 'REVISION_CONFLICT', last: 1 });
    expect(await store.days.add(edition(2))).toEqual({ ok: true });
    expect(await store.days.editions('guiyang')).toEqual([1, 2]);
    expect((await store.days.latest('guiyang'))?.edition).toBe(2);
    expect((await store.days.get('guiyang', 1))?.edition).toBe(1);
    expect(await store.days.latest('elsewhere')).toBeNull();
  });
});

describe('a release', () => {
  const content = (name: string) => {
    const { number: _number, format: _format, ...rest } = releaseOf('gy-base') as unknown as ReleaseContent;
    return { ...rest, name: { zh: name, en: name } };
  };
  const signed = { author: 'a', approver: 'b', at: '2026-05-06T01:00:00.000Z', note: '' };

  it('is numbered for its city, named by its hashes, and current', async () => {
    const first = await store.releases.publish(content('one'), signed);
    const second = await store.releases.publish(content('two'), signed);
    const elsewhere = await store.releases.publish({ ...content('one'), city: 'other' }, signed);
    expect([first, second, elsewhere].map((release) => release.content.number)).toEqual([1, 2, 1]);
    expect((await store.releases.current(content('').city))?.contentHash).toBe(second.contentHash);
    const fresh = await database.open();
    expect(await fresh.releases.byHash(first.contentHash)).toEqual(first);
    expect(await fresh.releases.byHash(first.planHash)).toEqual(first);
    expect((await store.releases.list(content('').city)).map(({ number, current }) => [number, current])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('published by five at once has five numbers', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, (_, i) => store.releases.publish(content(`n${i}`), signed)));
    expect(all.map((release) => release.content.number).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('is not approved by its author', async () => {
    await expect(store.releases.publish(content('x'), { ...signed, approver: 'a' })).rejects.toMatchObject({
      code: 'BAD_DOCUMENT',
    });
  });

  it('unknown is null', async () => {
    expect(await store.releases.byHash('0'.repeat(64))).toBeNull();
    expect(await store.releases.current('nowhere')).toBeNull();
  });
});

describe('the settings', () => {
  it('are loaded once and changed over the revision that was read', async () => {
    await expect(store.settings.get()).rejects.toMatchObject({ code: 'NO_CITY' });
    expect(await store.settings.save(someSettings, 0)).toEqual({ ok: true, revision: 1 });
    expect(await store.settings.save({ ...someSettings, prefix: 'XX' }, 0)).toMatchObject({ ok: false, revision: 1 });
    const other = await database.open();
    expect((await other.settings.get()).document.prefix).toBe('GY');
    await store.settings.save({ ...someSettings, prefix: 'AS' }, 1);
    expect((await other.settings.get()).document.prefix).toBe('AS');
  });

  it('keep their secrets wrapped in the database and whole in the hand', async () => {
    const secrets = ['gateway-secret', 'whsec_source-secret', 'open311-key-open311'] as const;
    const given = {
      ...someSettings,
      gateways: { sms: { url: 'https://sms.example/', secret: secrets[0] } },
      sources: [{ key: 'media', name: { zh: '媒体', en: 'Media' }, secret: secrets[1] }],
      open311: { keys: [{ key: secrets[2], source: 'app' }] },
    };
    await store.settings.save(given, 0);
    const dump = await database.dump();
    for (const secret of secrets) expect(dump).not.toContain(secret);
    const other = await database.open();
    expect((await other.settings.get()).document).toEqual(given);
  });
});
