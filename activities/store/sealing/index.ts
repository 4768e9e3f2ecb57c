import type { z } from 'zod';

export type Unsealed = { ok: true; text: string } | { ok: false; code: 'ERASED' | 'UNREADABLE' };

export type Sealing = {
  /** `sealed:v1:<no>:<iv>:<ciphertext and tag>`, base64url. Throws `ERASED` when the key of that number was destroyed. */
  seal(no: string, text: string): Promise<string>;
  /** Plain text comes back as it is: what was never sealed needs no key. */
  unseal(sealed: string): Promise<Unsealed>;
  /** Forgets the key for ever: every text sealed under the number is erased, the chain over the ciphertext still verifies. */
  destroy(no: string, at: string): Promise<void>;
  /** Seals every string whose schema bears `.meta({ personal: true })`; already sealed ones stay as they are. */
  sealFields<T>(schema: z.ZodType, value: T, no: string): Promise<T>;
  /** Opens every sealed string in a JSON value; erased or unreadable ones become `erasedText` (`〔已删除〕` by default). */
  unsealDeep<T>(value: T, erasedText?: string): Promise<T>;
  /** For payload codecs: bytes under a number's key. */
  sealBytes(no: string, bytes: Uint8Array): Promise<Uint8Array>;
  unsealBytes(sealed: Uint8Array): Promise<Uint8Array>;
};
