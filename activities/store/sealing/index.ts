import type { z } from 'zod';
import type { Collections } from '../collections';
import { StoreError } from '../errors';
import { boxOf, boxText, decrypt, encrypt } from './cipher';
import { isSealed, mapSealed, sealedPattern } from './deep';
import { mapMarked } from './fields';
import { issueKeys, type IssueKeys } from './keys';
import type { MasterKey } from './master-key';

export type Unsealed = { ok: true; text: string } | { ok: false; code: 'ERASED' | 'UNREADABLE' };

export type Sealing = {
  /** `sealed:v1:<no>:<iv>:<ciphertext and tag>`, base64url. Throws `ERASED` when the key of that number was destroyed. */
  seal(no: string, text: string): Promise<string>;
  /** Plain text comes back as it is: what was never sealed needs no key. */
  unseal(sealed: string): Promise<Unsealed>;
  /** Forgets the key for ever: every text sealed under the number is erased, the chain over the ciphertext still verifies. */
  destroy(no: string, at: string): Promise<void>;
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
  const seal = async (no: string, text: string) => {
    const key = await usable(keys, no);
    return `sealed:v1:${no}:${boxText(encrypt(key, Buffer.from(text), no))}`;
  };
  const unseal = (sealed: string) => unsealText(keys, sealed);
  return {
    seal,
    unseal,
    destroy: (no, at) => keys.destroy(no, at),
    sealFields: async <T>(schema: z.ZodType, value: T, no: string) =>
      (await mapMarked(schema, 'personal', value, async (text) => (isSealedUnder(no, text) ? text : seal(no, text)))) as T,
    unsealDeep: async <T>(value: T, erasedText = '〔已删除〕') =>
      (await mapSealed(value, async (sealed) => {
        const opened = await unseal(sealed);
        return opened.ok ? opened.text : erasedText;
      })) as T,
    sealBytes: async (no, bytes) => {
      const box = encrypt(await usable(keys, no), bytes, no);
      return Buffer.from(`${no}:${boxText(box)}`);
    },
    unsealBytes: (sealed) => unsealBytes(keys, Buffer.from(sealed).toString('utf8')),
  };
}

/** Ciphertext of another number is sealed like any text: nobody can have another issue's words opened for them. */
const isSealedUnder = (no: string, text: string): boolean => isSealed(text) && text.startsWith(`sealed:v1:${no}:`);

async function usable(keys: IssueKeys, no: string): Promise<Buffer> {
  const key = await keys.findOrMake(no);
  if (key === 'destroyed') throw new StoreError('ERASED', `the key of ${no} was destroyed`);
  return key;
}

async function unsealText(keys: IssueKeys, sealed: string): Promise<Unsealed> {
  const [, no, iv, body] = sealedPattern.exec(sealed) ?? [];
  if (no === undefined) return { ok: true, text: sealed };
  const key = await keys.find(no);
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
