import { createHmac } from 'node:crypto';
import type { Features, Reader } from '#domain';
import type { MasterKey } from '../sealing/master-key';

/** What is compared of a text, a phone and an address without keeping them: hashes under a key of this city's master key. */
export type Fingerprint = { features: Features; reporter: string | null; address: string | null };

export type Hashing = {
  fingerprint(read: Reader, intake: { text: string; address?: string; reporter: { phone?: string } }): Fingerprint;
};

const bytes = 6;
const keyBytes = 32;

/**
 * Whoever has the database without the master key sees that two texts share features, never which. The key is derived, so that a
 * hash found here opens nothing else.
 */
export function createHashing(master: MasterKey): Hashing {
  const key = master.derive('similar:v1', keyBytes);
  const hash = (kind: string, plain: string): string =>
    createHmac('sha256', key).update(`${kind}:${plain}`).digest().subarray(0, bytes).toString('base64url');
  const all = (kind: string, plain: readonly string[]): string[] => plain.map((one) => hash(kind, one)).sort();
  return {
    fingerprint: (read, { text, address, reporter }) => {
      const { objects, faults, intents, grams, marks } = read(text);
      const spot = addressForm(address ?? '');
      const phone = (reporter.phone ?? '').replace(/\D/g, '').slice(-phoneDigits);
      return {
        features: {
          objects: all('o', objects),
          faults: all('f', faults),
          intents: all('i', intents),
          grams: all('g', grams),
          marks: marks.map(({ of, is }) => ({ of: hash('mo', of), is: hash('mi', is) })),
        },
        reporter: phone === '' ? null : hash('r', phone),
        address: spot === '' ? null : hash('a', spot),
      };
    },
  };
}

/** A country's prefix makes no other person. */
const phoneDigits = 11;

/** The same address in another width or with other signs between its parts. */
const addressForm = (address: string): string =>
  address
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
