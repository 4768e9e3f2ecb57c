import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { commandSchemas, personalText } from '#domain';
import type { Store } from '#store';
import { aMasterKey, aStep, testDatabase, type TestDatabase } from './support';

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

const NO = 'GY-2026-000007';

describe('a sealed text', () => {
  it('says what it is, opens again, and is another each time', async () => {
    const sealed = await store.sealing.seal(NO, '张三 13985551234');
    expect(sealed).toMatch(/^sealed:v1:GY-2026-000007:[\w-]+:[\w-]+$/);
    expect(await store.sealing.unseal(sealed)).toEqual({ ok: true, text: '张三 13985551234' });
    expect(await store.sealing.seal(NO, '张三 13985551234')).not.toBe(sealed);
  });

  it('that was changed, or moved under another number, does not open', async () => {
    const sealed = await store.sealing.seal(NO, 'secret');
    await store.sealing.seal('GY-2026-000008', 'other');
    const end = sealed.endsWith('A') ? 'B' : 'A';
    // The last character may hold padding bits alone: the one before it is changed.
    const changed = `${sealed.slice(0, -2)}${sealed.at(-2) === 'A' ? 'B' : 'A'}${end}`;
    expect(await store.sealing.unseal(changed)).toEqual({ ok: false, code: 'UNREADABLE' });
    const moved = sealed.replace('000007', '000008');
    expect(await store.sealing.unseal(moved)).toEqual({ ok: false, code: 'UNREADABLE' });
  });

  it('opens in another process with the same master key and in none with another', async () => {
    const sealed = await store.sealing.seal(NO, 'secret');
    const second = await database.open();
    expect(await second.sealing.unseal(sealed)).toEqual({ ok: true, text: 'secret' });
    const stranger = await database.open({ masterKey: aMasterKey() });
    await expect(stranger.sealing.unseal(sealed)).rejects.toMatchObject({ code: 'MASTER_KEY_WRONG' });
  });

  it('made by twenty at once is under one key', async () => {
    const stores = [store, await database.open()];
    const sealed = await Promise.all(Array.from({ length: 20 }, (_, i) => stores[i % 2]!.sealing.seal(NO, `t${i}`)));
    const fresh = await database.open();
    const texts = await Promise.all(sealed.map((text) => fresh.sealing.unseal(text)));
    expect(texts).toEqual(Array.from({ length: 20 }, (_, i) => ({ ok: true, text: `t${i}` })));
  });

  it('leaves its key nowhere in plain, and the master key readable by its owner alone', async () => {
    await store.sealing.seal(NO, 'secret');
    const file = path.join(database.folder, 'master.key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await database.dump()).not.toContain((await readFile(file, 'utf8')).trim());
  });
});

describe('destroying a key', () => {
  it('erases what was sealed, in every process within a minute, at once for what leaves the desk', async () => {
    let clock = 0;
    const other = await database.open({ clock: () => clock });
    const sealed = await store.sealing.seal(NO, 'secret');
    expect(await other.sealing.unseal(sealed)).toMatchObject({ ok: true });
    await store.sealing.destroyKeys([NO], '2026-05-06T01:00:00.000Z');
    expect(await store.sealing.unseal(sealed)).toEqual({ ok: false, code: 'ERASED' });
    expect(await other.sealing.unseal(sealed)).toEqual({ ok: true, text: 'secret' });
    expect(await other.sealing.unseal(sealed, { fresh: true })).toEqual({ ok: false, code: 'ERASED' });
    clock += 60_001;
    expect(await other.sealing.unseal(sealed)).toEqual({ ok: false, code: 'ERASED' });
    expect(await store.sealing.unsealDeep({ a: sealed, b: 1 })).toEqual({ a: '〔已删除〕', b: 1 });
  });

  it('gives words that come later a key of their own, which can be destroyed in its turn', async () => {
    const other = await database.open();
    const first = await store.sealing.seal(NO, 'first');
    await other.sealing.seal(NO, 'held by another process');
    await store.sealing.destroyKeys(await store.sealing.liveKeys([NO]), '2026-05-06T01:00:00.000Z');
    const second = await other.sealing.seal(NO, 'second');
    expect(second).toMatch(/^sealed:v1:GY-2026-000007\+1:/);
    expect(await store.sealing.unsealDeep([first, second])).toEqual(['〔已删除〕', 'second']);
    expect(await store.sealing.liveKeys([NO])).toEqual([`${NO}+1`]);
    // Asked again, as after a crash, the first erasure touches what was written since no more than before.
    await store.sealing.destroyKeys([NO], '2026-05-07T01:00:00.000Z');
    expect(await store.sealing.unsealDeep(second)).toBe('second');
    expect(await store.sealing.erasedAt([NO, 'GY-2026-000008'])).toEqual({ [NO]: '2026-05-06T01:00:00.000Z' });
    await store.sealing.destroyKeys(await store.sealing.liveKeys([NO]), '2026-05-08T01:00:00.000Z');
    expect(await store.sealing.unsealDeep(second)).toBe('〔已删除〕');
    expect(await store.sealing.seal(NO, 'third')).toMatch(/^sealed:v1:GY-2026-000007\+2:/);
  });

  it('takes what an earlier key of the same number sealed for sealed, and another number’s for text', async () => {
    const schema = z.object({ text: personalText(500) });
    const old = await store.sealing.seal(NO, 'old');
    await store.sealing.destroyKeys([NO], '2026-05-06T01:00:00.000Z');
    expect(await store.sealing.sealFields(schema, { text: old }, NO)).toEqual({ text: old });
    const foreign = await store.sealing.seal('GY-2026-0000071', 'theirs');
    const { text } = await store.sealing.sealFields(schema, { text: foreign }, NO);
    expect(store.sealing.numbersIn([{ text }, old, foreign, 'plain'])).toEqual([NO, 'GY-2026-0000071']);
  });

  it('leaves the chain over the ciphertext verifiable', async () => {
    const sealed = await store.sealing.seal(NO, 'what happened');
    const step = aStep(NO, { events: [{ type: 'received', at: '2026-05-06T01:00:00.000Z', by: 'web', data: { text: sealed } }] });
    await store.records.write(step);
    await store.records.confirm(step.stream, 1, step.hash);
    await store.sealing.destroyKeys([NO], '2026-05-06T02:00:00.000Z');
    expect(await store.records.verifyChain(step.stream)).toEqual({ ok: true, length: 1, hash: step.hash });
  });
});

describe('sealing by schema', () => {
  const schema = z.object({
    plain: z.string(),
    name: personalText(50),
    maybe: personalText(50).optional(),
    none: personalText(50).nullable(),
    usual: personalText(50).default('x'),
    list: z.array(z.object({ note: personalText(50), code: z.string() })),
    byKey: z.record(z.string(), personalText(50)),
    either: z.union([
      z.object({ kind: z.literal('a'), text: personalText(50) }),
      z.object({ kind: z.literal('b'), n: z.number() }),
    ]),
    pair: z.tuple([z.string(), personalText(50)]),
    outer: z.string().optional().meta({ personal: true }),
  });
  const value = {
    plain: 'P',
    name: 'N1',
    maybe: 'N2',
    none: null,
    usual: 'N3',
    list: [{ note: 'N4', code: 'C' }],
    byKey: { k: 'N5' },
    either: { kind: 'a' as const, text: 'N6' },
    pair: ['P2', 'N7'],
    outer: 'N8',
  };

  it('seals every personal field in any wrapper and leaves the others', async () => {
    const sealed = await store.sealing.sealFields(schema, value, NO);
    const text = JSON.stringify(sealed);
    for (const secret of ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8']) expect(text).not.toContain(`"${secret}"`);
    expect(sealed).toMatchObject({ plain: 'P', none: null, list: [{ code: 'C' }], either: { kind: 'a' } });
    expect(sealed.pair[0]).toBe('P2');
    expect(await store.sealing.unsealDeep(sealed)).toEqual(value);
  });

  it('seals nothing twice, but does seal what only looks like another number’s ciphertext', async () => {
    const once = await store.sealing.sealFields(schema, value, NO);
    expect(await store.sealing.sealFields(schema, once, NO)).toEqual(once);
    const foreign = await store.sealing.seal('GY-2026-000008', 'their secret');
    const pasted = await store.sealing.sealFields(personalText(500), foreign, NO);
    expect(await store.sealing.unseal(pasted)).toEqual({ ok: true, text: foreign });
  });

  it('finds the free text of the desk’s own commands', async () => {
    const reply = {
      did: '已清理',
      when: '5月6日',
      evidence: '照片2张',
      contact: '电话',
      legalBasis: '条例',
      longTermMeasure: '巡查',
    };
    const sealed = await store.sealing.sealFields(commandSchemas.reply, { ...reply, result: 'RESOLVED' as const }, NO);
    for (const field of Object.keys(reply)) expect(sealed[field as keyof typeof reply]).toMatch(/^sealed:v1:/);
    expect(sealed.result).toBe('RESOLVED');
  });

  it('carries bytes for the payload codec', async () => {
    const bytes = new Uint8Array([0, 1, 2, 250, 255]);
    const sealed = await store.sealing.sealBytes(NO, bytes);
    expect(Buffer.from(sealed).includes(Buffer.from(bytes))).toBe(false);
    expect([...(await store.sealing.unsealBytes(sealed))]).toEqual([0, 1, 2, 250, 255]);
  });
});
