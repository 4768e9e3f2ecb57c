import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { StoreError } from '../errors';
import { boxOf, boxText, decrypt, encrypt, keyLength } from './cipher';

/** Wraps what must not lie in the database in plain: issue keys and endpoint secrets. */
export type MasterKey = {
  wrap(bytes: Buffer, about: string): string;
  /** Throws `MASTER_KEY_WRONG` when another key wrapped it. */
  unwrap(wrapped: string, about: string): Buffer;
  /** A value only this key's holder can make, e.g. an intake's tracking token. */
  derive(purpose: string, length: number): Buffer;
};

/** The given key (base64, 32 bytes), else the data folder's, made at the first start and readable by its owner alone. */
export async function masterKey(dataFolder: string, given?: string): Promise<MasterKey> {
  const key = given === undefined ? await keyIn(dataFolder) : Buffer.from(given, 'base64');
  if (key.length !== keyLength) throw new StoreError('MASTER_KEY_WRONG', `the master key must be ${keyLength} bytes in base64`);
  return {
    wrap: (bytes, about) => boxText(encrypt(key, bytes, about)),
    unwrap: (wrapped, about) => {
      const bytes = decrypt(key, boxOf(wrapped), about);
      if (bytes === null) throw new StoreError('MASTER_KEY_WRONG', `${about} was sealed with another master key`);
      return bytes;
    },
    derive: (purpose, length) => createHmac('sha256', key).update(purpose).digest().subarray(0, length),
  };
}

async function keyIn(dataFolder: string): Promise<Buffer> {
  const file = path.join(dataFolder, 'master.key');
  await mkdir(dataFolder, { recursive: true });
  try {
    // `wx`: of two processes that start together one makes the key, the other reads it.
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(randomBytes(keyLength).toString('base64'));
    await handle.sync();
    await handle.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
}
