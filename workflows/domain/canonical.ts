import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The one spelling of a JSON value, in the manner of RFC 8785: names of an object in the order of their UTF-16 units, no
 * spaces, `undefined` members left out. Two values that are equal as JSON give the same text, so their hashes can be compared.
 * Throws a TypeError for what JSON cannot say (NaN, a function): such a value never belongs in stored state.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) return objectText(value as Record<string, unknown>);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} is not JSON`);
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value))
    throw new TypeError(`${typeof value} is not JSON`);
  return JSON.stringify(value);
}

/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function objectText(value: Record<string, unknown>): string {
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`)
    .join(',')}}`;
}
