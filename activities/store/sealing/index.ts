import type { z } from 'zod';
import type { Collections } from '../collections';
import { StoreError } from '../errors';
import { boxOf, boxText, decrypt, encrypt } from './cipher';
import { erasedText, keyNamesIn, mapSealed, sealedPattern } from './deep';
import { mapMarked } from './fields';
import { issueKeys, type IssueKeys } from './keys';
import type { MasterKey } from './master-key';

export type Unsealed = { ok: true; text: string } | { ok: false; code: 'ERASED' | 'UNREADABLE' };

export type Sealing = {
  /** `sealed:v1:<key>:<iv>:<ciphertext and tag>`, base64url; the key is the number, after an erasure `<no>+1` and so on. */
  seal(no: string, text: string): Promise<string>;
  /** As `seal` for several texts at once, under one key that is looked up once. */
  sealer(no: string): Promise<(text: string) => string>;
  /** Plain text comes back as it is: what was never sealed needs no key. `fresh`: what leaves the desk asks for the key anew. */
  unseal(sealed: string, how?: { fresh: boolean }): Promise<Unsealed>;
  /** The keys of these numbers that still open something: what an erasure destroys. Each number has at least one. */
  liveKeys(numbers: string[]): Promise<string[]>;
  /** Forgets keys for ever: every text sealed with them is erased, the chain over the ciphertext still verifies. Idempotent. */
  destroyKeys(keys: string[], at: string): Promise<void>;
  /** When each of these numbers was first erased; one that never was is left out. */
  erasedAt(numbers: string[]): Promise<Record<string, string>>;
  /** The numbers whose keys the sealed strings in a JSON value name, in order of name. */
  numbersIn(value: unknown): string[];
  /** Seals every string whose schema bears `.meta({ personal: true })`; those sealed under this number stay as they are. */
  sealFields<T>(schema: z.ZodType, value: T, no: string): Promise<T>;
  /** Opens every sealed string in a JSON value; erased or unreadable ones become `erasedText` (`〔已删除〕` by default). */
  unsealDeep<T>(value: T, erasedText?: string): Promise<T>;
  /** For payload codecs: bytes under a number's key. */
  sealBytes(no: string, bytes: Uint8Array): Promise<Uint8Array>;
  unsealBytes(sealed: Uint8Array): Promise<Uint8Array>;
};

const keyCache = { keys: 5_000, holdMs: 60_000 };

export function createSealing(collections: Collections, master: MasterKey, clock: () => number): Sealing {
  const keys = issueKeys(collections, master, keyCache, clock);
  const sealer: Sealing['sealer'] = async (no) => {
    const { id, key } = await keys.current(no);
    return (text) => `sealed:v1:${id}:${boxText(encrypt(key, Buffer.from(text), id))}`;
  };
  const unseal: Sealing['unseal'] = (sealed, how) => unsealText(keys, sealed, how?.fresh ?? false);
  return {
    seal: async (no, text) => (await sealer(no))(text),
    sealer,
    unseal,
    liveKeys: async (numbers) => (await Promise.all([...new Set(numbers)].map((no) => keys.live(no)))).flat(),
    destroyKeys: (ids, at) => keys.destroy(ids, at),
    erasedAt: (numbers) => keys.destroyedAt(numbers),
    numbersIn: (value) => [...new Set(keyNamesIn(value).map((id) => id.replace(generation, '')))].sort(),
    sealFields: async <T>(schema: z.ZodType, value: T, no: string) => {
      // Looked up at the first text: most commands have none.
      let found: ReturnType<typeof sealer> | undefined;
      const seal = async (text: string) => (await (found ??= sealer(no)))(text);
      return (await mapMarked(schema, 'personal', value, async (text) => (isSealedUnder(no, text) ? text : seal(text)))) as T;
    },
    unsealDeep: async <T>(value: T, mark = erasedText) =>
      (await mapSealed(value, async (sealed) => {
        const opened = await unseal(sealed);
        return opened.ok ? opened.text : mark;
      })) as T,
    sealBytes: async (no, bytes) => {
      const { id, key } = await keys.current(no);
      return Buffer.from(`${id}:${boxText(encrypt(key, bytes, id))}`);
    },
    unsealBytes: (sealed) => unsealBytes(keys, Buffer.from(sealed).toString('utf8')),
  };
}

const generation = /\+\d+$/;

/** Ciphertext of another number is sealed like any text: nobody can have another issue's words opened for them. */
const isSealedUnder = (no: string, text: string): boolean => sealedPattern.exec(text)?.[1]?.replace(generation, '') === no;

async function unsealText(keys: IssueKeys, sealed: string, fresh: boolean): Promise<Unsealed> {
  const [, no, iv, body] = sealedPattern.exec(sealed) ?? [];
  if (no === undefined) return { ok: true, text: sealed };
  const key = await keys.find(no, fresh);
  if (key === 'destroyed') return { ok: false, code: 'ERASED' };
  const plain = key === 'none' ? null : decrypt(key, boxOf(`${iv ?? ''}:${body ?? ''}`), no);
  return plain === null ? { ok: false, code: 'UNREADABLE' } : { ok: true, text: plain.toString('utf8') };
}

async function unsealBytes(keys: IssueKeys, sealed: string): Promise<Uint8Array> {
  const [no = '', iv = '', body = ''] = sealed.split(':');
  const key = await keys.find(no);
  if (key === 'destroyed') throw new StoreError('ERASED', `the key of ${no} was destroyed`);
  const plain = key === 'none' ? null : decrypt(key, boxOf(`${iv}:${body}`), no);
  if (plain === null) throw new StoreError('MASTER_KEY_WRONG', `bytes sealed under ${no} do not open`);
  return plain;
}
