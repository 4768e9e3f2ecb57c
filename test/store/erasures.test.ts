import { readdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { IssueState, LiveStory } from '#domain';
import type { NewIntake, PhotoOwner, PublicStory, Store } from '#store';
import { type AnyRecord } from '#store';
import { publishOnSite } from '../../activities/piece/on-site';
import { aStep, aView, someSettings, testDatabase, type TestDatabase } from './support';

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
const planted = { name: '欧阳测试甲', phone: '13912349876', address: '暗号路771号', text: '墙上写着密语牡丹亭' };

let colour = 0;
const picture = () => {
  colour += 1;
  return sharp({ create: { width: 40, height: 20, channels: 3, background: { r: colour * 20, g: 90, b: 40 } } })
    .png()
    .toBuffer();
};
const uploader: PhotoOwner = { kind: 'upload', id: 'clerk' };

async function aPhoto(bytes?: Buffer): Promise<{ hash: string; type: string }> {
  const kept = await store.photos.put(bytes ?? (await picture()), uploader);
  if (!kept.ok) throw new Error(kept.message);
  return { hash: kept.photo.hash, type: kept.photo.type };
}

async function anIntake(externalId: string, photos: { hash: string; type: string }[] = []): Promise<string> {
  const { name, phone, address, text } = planted;
  const given: NewIntake = {
    ...{ source: 'web', externalId, receivedAt: at, category: 'x', district: null, street: null, point: null },
    ...{ anonymous: false, channel: 'sms', reporter: { name, phone }, address, text, photos },
  };
  const { no } = await store.intakes.insert(given);
  await store.photos.unlink(
    photos.map(({ hash }) => hash),
    uploader,
  );
  return no;
}

/** The issue of an intake: one confirmed step that quotes it, and what it was merged with. */
async function anIssue(no: string, more: { intakes?: string[]; followUps?: { id: string }[] } = {}): Promise<AnyRecord> {
  const text = (await store.intakes.get(no))?.intake.text ?? '';
  const step = aStep(no, {
    events: [{ type: 'infoGiven', at, by: 'web', data: { text } }],
    notices: [
      {
        ...{ key: 'n', template: 'infoGiven', channel: 'sms', at, values: { text } },
        address: { to: 'resident', intake: no },
      },
    ],
    view: { intakes: more.intakes ?? [no] },
  });
  const state = { ...(step.state as IssueState), followUps: more.followUps ?? [] };
  const record = { ...step, state, view: aView(no, { seq: 1, hash: step.hash, intakes: more.intakes ?? [no] }) };
  await store.records.write(record);
  await store.records.confirm(record.stream, 1, record.hash);
  return record;
}

async function approved(no: string, scope: 'person' | 'issue' = 'person', id = 'e1'): Promise<string> {
  await store.erasures.request({ id, no, scope, reason: '本人要求', requestedBy: 'p1', requestedAt: at });
  expect(await store.erasures.decide(id, 'approved', 'p2', at)).toBe(true);
  return id;
}

/** Everything in the database, with every sealed text that any process could still open, opened. */
async function everythingReadable(): Promise<string> {
  const fresh = await database.open();
  return JSON.stringify(await fresh.sealing.unsealDeep(JSON.parse(await database.dump()) as unknown));
}

const filesOfPhotos = (): string[] =>
  readdirSync(path.join(database.folder, 'photos'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.jpg'),
  );

describe('an erasure', () => {
  it('leaves name, phone, address and text nowhere in the database, and the chain verifies', async () => {
    const no = await anIntake('1');
    const record = await anIssue(no);
    await store.notices.insert([
      {
        ...{ id: 'n1', stream: record.stream, template: 'infoGiven', channel: 'page', at, readBy: [] },
        address: { to: 'resident', intake: no },
        values: { name: (await store.intakes.get(no))?.intake.reporter.name ?? '' },
      },
    ]);
    // The search finds them while there is a key: else it would prove nothing.
    const before = await everythingReadable();
    for (const word of Object.values(planted)) expect(before).toContain(word);

    const done = await store.erasures.carryOut(await approved(no), at);
    expect(done).toMatchObject({ state: 'done', numbers: [no], finishedAt: at });
    const after = await everythingReadable();
    for (const word of Object.values(planted)) expect(after).not.toContain(word);
    expect(await store.records.verifyChain(record.stream)).toEqual({ ok: true, length: 1, hash: record.hash });
    // What re-projection compares is ciphertext: it sees no difference and could write the step again.
    expect(await store.records.differences(record)).toEqual([]);
    expect(await store.records.restore(record)).toBe(true);
    // The same submission again is still known, and stores nothing of what it brings.
    expect(await anIntake('1')).toBe(no);
    const again = await everythingReadable();
    for (const word of Object.values(planted)) expect(again).not.toContain(word);
  });

  it('goes no further than the person, unless the whole issue is meant', async () => {
    const [no, other] = [await anIntake('1'), await anIntake('2')];
    await anIssue(no, { intakes: [no, other] });
    expect(await store.erasures.extentOf(no, 'person')).toMatchObject({ numbers: [no], keys: [no] });
    expect(await store.erasures.extentOf(no, 'issue')).toMatchObject({ numbers: [no, other], keys: [no, other] });
    expect(await store.erasures.extentOf('GY-2026-999999', 'issue')).toBeNull();
    await store.erasures.carryOut(await approved(no), at);
    const left = (await store.intakes.get(other))?.intake.reporter.name ?? '';
    expect(await store.sealing.unseal(left)).toEqual({ ok: true, text: planted.name });
    await store.erasures.carryOut(await approved(no, 'issue', 'e2'), at);
    expect(await store.sealing.unseal(left)).toEqual({ ok: false, code: 'ERASED' });
  });

  it('takes the pieces of the issue with it: drafts, the public copy, and what waits for or went to other channels', async () => {
    const no = await anIntake('1');
    await anIssue(no, { followUps: [{ id: 'P1' }] });
    const draft = await store.sealing.seal('piece-P1', planted.text);
    const story: PublicStory = {
      ...{ id: 'P1', issue: no, version: 2, title: planted.text, paragraphs: [planted.text], publishedAt: at },
      ...{ media: [{ hash: 'h', type: 't', caption: planted.name }], byline: [], ai: null },
      ...{ correction: { at, text: planted.text }, withdrawn: false },
    };
    await store.stories.put(story);
    const payload = { id: 'P1', issue: no, version: 2, attempt: 1, title: planted.text, paragraphs: [planted.text] };
    const body = { kind: 'webhook' as const, endpoint: 'app', type: 'story.publish', payload };
    await store.outbox.add([{ key: 'story', stream: 'piece-P1', body, createdAt: at }]);
    const [message] = await store.outbox.claim({ now: at, leaseMs: 1, limit: 9, holder: 'me', exceptLanes: ['sms'] });
    expect(message?.key).toBe('story');
    await store.outbox.settle('me', [{ ...message!, outcome: 'dead', via: 'app', endedAt: at }]);
    await store.outbox.add([{ key: 'story2', stream: 'piece-P1', body, createdAt: at }]);

    const done = await store.erasures.carryOut(await approved(no), at);
    expect(done?.pieces).toEqual(['P1']);
    expect(await store.sealing.unseal(draft)).toEqual({ ok: false, code: 'ERASED' });
    expect(await store.stories.get('P1')).toMatchObject({ title: '〔已删除〕', paragraphs: [], media: [], withdrawn: true });
    expect(await everythingReadable()).not.toContain(planted.text);
    const left = { type: 'story.withdraw', payload: { id: 'P1', issue: no, version: 2, attempt: 1 } };
    for (const key of ['story', 'story2']) expect((await store.outbox.get(key))?.body).toMatchObject(left);
    // Whether or not a channel had it by then, it is told once to take it down.
    const told = { type: 'story.withdraw', endpoint: 'app', payload: { id: 'P1', version: 2, erased: true } };
    expect((await store.outbox.get('piece-P1/story/app/erased/2'))?.body).toMatchObject(told);
    await store.erasures.takeBackStory('P1', at);
    expect((await store.outbox.waiting({ stream: 'piece-P1' })).items).toHaveLength(2);
    // A worker that was about to publish the same words comes too late; a later version may stand there.
    await store.stories.put(story);
    expect((await store.stories.get('P1'))?.title).toBe('〔已删除〕');
    await store.stories.put({ ...story, version: 3, title: '重写' });
    expect(await store.stories.get('P1')).toMatchObject({ title: '重写', withdrawn: false });
  });

  it('takes a story back that was being published at that instant', async () => {
    const no = await anIntake('1');
    await anIssue(no, { followUps: [{ id: 'P1' }] });
    const body = await store.sealing.seal('piece-P1', planted.text);
    const title = await store.sealing.seal('piece-P1', '牡丹亭');
    const content = { title, body, claims: [], media: [], aiGenerated: false, aiLabel: null, sensitive: false, note: null };
    const byline = { reporter: 'r', editor: 'e', proofreaders: [], reviewer2: 'r2', reviewer3: 'r3' };
    const live = { version: 1, hash: 'h', publishedAt: at, at, content, byline, correction: null } as unknown as LiveStory;
    const id = await approved(no);
    // Between the look at the words and the writing of them the names of the byline are looked up.
    const directory = { ...store.directory, person: () => store.erasures.carryOut(id, at).then(() => null) };
    const ports = { store: { ...store, directory }, realNow: () => at };
    const given = { key: 'k', kind: 'publishPiece' as const, piece: 'P1', issue: no, channel: 'site', act: 'publish' as const };
    const answer = await publishOnSite(ports, { ...given, version: 1, attempt: 1, story: live, at });
    expect(answer).toEqual({ ok: false, code: 'ERASED' });
    expect(await store.stories.get('P1')).toMatchObject({ title: '〔已删除〕', paragraphs: [], withdrawn: true });
    expect(await everythingReadable()).not.toContain(planted.text);
  });

  it.each(['erase:after-keys', 'erase:after-photos', 'erase:after-texts'])(
    'that dies at %s is finished by asking again, and spares what was written since',
    async (point) => {
      const photo = await aPhoto();
      const no = await anIntake('1', [photo]);
      await anIssue(no);
      const id = await approved(no);
      const dying = await database.open({
        onPoint: (reached) => {
          if (reached === point) throw new Error('killed');
        },
      });
      await expect(dying.erasures.carryOut(id, at)).rejects.toThrow('killed');
      expect(await store.erasures.get(id)).toMatchObject({ state: 'approved' });
      const later = await store.sealing.seal(no, '后来的话');
      const done = await store.erasures.carryOut(id, at);
      expect(done).toMatchObject({ state: 'done', photos: { deleted: 1, kept: 0 } });
      expect(await store.erasures.carryOut(id, '2026-05-07T01:00:00.000Z')).toEqual(done);
      expect(await store.sealing.unseal(later)).toEqual({ ok: true, text: '后来的话' });
      for (const word of Object.values(planted)) expect(await everythingReadable()).not.toContain(word);
      expect(await store.photos.get(photo.hash, 'full')).toBeNull();
    },
  );

  it('is decided once: one that was taken back destroys nothing', async () => {
    const no = await anIntake('1');
    await store.erasures.request({ id: 'e1', no, scope: 'person', reason: 'r', requestedBy: 'p1', requestedAt: at });
    expect(await store.erasures.decide('e1', 'withdrawn', 'p1', at)).toBe(true);
    expect(await store.erasures.decide('e1', 'approved', 'p2', at)).toBe(false);
    expect(await store.erasures.carryOut('e1', at)).toMatchObject({ state: 'withdrawn', finishedAt: null });
    expect(await everythingReadable()).toContain(planted.name);
    // The same request again is the first one; nothing is asked twice.
    await store.erasures.request({ id: 'e1', no, scope: 'issue', reason: 'x', requestedBy: 'p1', requestedAt: at });
    expect((await store.erasures.list({ no })).items).toMatchObject([{ id: 'e1', state: 'withdrawn', scope: 'person' }]);
    const nobody = { id: 'e2', no: 'GY-2026-999999', scope: 'person' as const, reason: 'r', requestedBy: 'p', requestedAt: at };
    expect(await store.erasures.request(nobody)).toBeNull();
  });
});

describe('photos and their owners', () => {
  it('go with the last of them: what another issue uses stays until that is erased too', async () => {
    const [shared, own] = [await aPhoto(), await aPhoto()];
    const [no, other] = [await anIntake('1', [shared, own]), await anIntake('2', [shared])];
    expect(await store.erasures.carryOut(await approved(no), at)).toMatchObject({ photos: { deleted: 1, kept: 1 } });
    expect(await store.photos.get(own.hash, 'full')).toBeNull();
    expect(await store.photos.get(own.hash, 'thumbnail')).toBeNull();
    expect(await store.photos.get(shared.hash, 'full')).not.toBeNull();
    expect(await store.photos.owners(shared.hash)).toEqual([{ kind: 'number', id: other }]);
    expect(await store.photos.ownedBy([{ kind: 'number', id: no }])).toEqual(new Set());
    expect(await store.photos.ownedBy([{ kind: 'number', id: other }])).toEqual(new Set([shared.hash]));
    await store.erasures.carryOut(await approved(other, 'person', 'e2'), at);
    expect(filesOfPhotos()).toEqual([]);
  });

  it('an upload holds its photo for an hour and no longer', async () => {
    const now = Date.parse('2026-05-06T00:00:00.000Z');
    let clock = now;
    store = await database.open({ clock: () => clock });
    const bytes = await picture();
    const photo = await aPhoto(bytes);
    const no = await anIntake('1', [photo]);
    await aPhoto(bytes);
    clock = now + 3_599_000;
    expect(await store.photos.release({ kind: 'number', id: no })).toEqual({ deleted: 0, kept: 1 });
    expect(await store.photos.get(photo.hash, 'full')).not.toBeNull();
    await store.photos.link([photo.hash], { kind: 'number', id: no });
    clock = now + 3_601_000;
    expect(await store.photos.release({ kind: 'number', id: no })).toEqual({ deleted: 1, kept: 0 });
    expect(await store.photos.owners(photo.hash)).toEqual([]);

    const [sent, forgotten] = [await aPhoto(), await aPhoto()];
    await store.photos.link([sent.hash], { kind: 'number', id: no });
    expect(await store.photos.dropAbandoned()).toBe(0);
    clock += 3_601_000;
    expect(await store.photos.dropAbandoned()).toBe(2);
    expect(await store.photos.get(forgotten.hash, 'full')).toBeNull();
    expect(await store.photos.get(sent.hash, 'full')).not.toBeNull();
    expect(await store.photos.owners(sent.hash)).toEqual([{ kind: 'number', id: no }]);
  });

  it('a picture that is sent in while it is being deleted is there afterwards', async () => {
    const bytes = await picture();
    const photo = await aPhoto(bytes);
    const no = await anIntake('1', [photo]);
    for (let round = 0; round < 20; round += 1) {
      const [, put] = await Promise.all([
        store.photos.release({ kind: 'number', id: no }),
        store.photos.put(bytes, { kind: 'number', id: `other-${round}` }),
      ]);
      expect(put.ok).toBe(true);
      expect(await store.photos.get(photo.hash, 'full')).not.toBeNull();
      await store.photos.link([photo.hash], { kind: 'number', id: no });
      await store.photos.unlink([photo.hash], { kind: 'number', id: `other-${round}` });
    }
  });
});
