import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ivLength = 12;
const tagLength = 16;
export const keyLength = 32;

export type Box = { iv: Buffer; body: Buffer };

/** AES-256-GCM with a fresh iv; `about` is bound but not hidden: a text moved under another number does not open. */
export function encrypt(key: Buffer, plain: Uint8Array, about: string): Box {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
  return { iv, body: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) };
}

/** `null` when key, text or what it is about do not belong together. */
export function decrypt(key: Buffer, box: Box, about: string): Buffer | null {
  if (box.iv.length !== ivLength || box.body.length < tagLength) return null;
  const split = box.body.length - tagLength;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, box.iv, { authTagLength: tagLength }).setAAD(Buffer.from(about));
    decipher.setAuthTag(box.body.subarray(split));
    return Buffer.concat([decipher.update(box.body.subarray(0, split)), decipher.final()]);
  } catch {
    return null;
  }
}

export const newKey = (): Buffer => randomBytes(keyLength);

const toText = (bytes: Buffer): string => bytes.toString('base64url');

/** `<iv>:<body>` in base64url. */
export const boxText = ({ iv, body }: Box): string => `${toText(iv)}:${toText(body)}`;

export function boxOf(text: string): Box {
  const [iv = '', body = ''] = text.split(':');
  return { iv: Buffer.from(iv, 'base64url'), body: Buffer.from(body, 'base64url') };
}
