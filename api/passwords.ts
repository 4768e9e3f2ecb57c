import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** The library's default algorithm is argon2id; memory in KiB, the least that OWASP advises with two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash to keep of a password. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Whether a password is the one that was hashed. */
export const isPassword = (stored: string, password: string): Promise<boolean> => verify(stored, password);

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A one-time password that can be read aloud: four groups of four, about 79 bits. */
export function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

let decoy: Promise<string> | null = null;

/** Spends the time of a real check where there is no such account, so that names cannot be found out by the clock. */
export async function spendTheTime(password: string): Promise<false> {
  decoy ??= hashPassword('nobody');
  await isPassword(await decoy, password);
  return false;
}
