/** Sets of rule numbers (counted from 0) as bits of 32-bit words. */
export type Bits = Uint32Array;

export const emptyBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5);

export function addBit(bits: Bits, at: number): void {
  const word = at >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (at & 31));
}

export function toggleBit(bits: Bits, at: number): void {
  const word = at >>> 5;
  bits[word] = (bits[word] ?? 0) ^ (1 << (at & 31));
}

export const hasBit = (bits: Bits, at: number): boolean => (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;

export function allBits(size: number): Bits {
  const bits = emptyBits(size);
  for (let at = 0; at < size; at += 1) addBit(bits, at);
  return bits;
}

export function orInto(target: Bits, more: Bits): void {
  for (let word = 0; word < target.length; word += 1) target[word] = (target[word] ?? 0) | (more[word] ?? 0);
}

export function andInto(target: Bits, more: Bits): void {
  for (let word = 0; word < target.length; word += 1) target[word] = (target[word] ?? 0) & (more[word] ?? 0);
}

export const isEmpty = (bits: Bits): boolean => bits.every((word) => word === 0);

export function intersects(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word += 1) if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  return false;
}

/** Whether all members of one set are in another. */
export function within(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word += 1) if (((a[word] ?? 0) & ~(b[word] ?? 0)) !== 0) return false;
  return true;
}

function sameBits(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word += 1) if (a[word] !== b[word]) return false;
  return true;
}

function hashOf(bits: Bits): number {
  let hash = 0;
  for (let word = 0; word < bits.length; word += 1)
    if (bits[word] !== 0) hash = Math.imul(hash ^ (bits[word] ?? 0) ^ word, 0x9e3779b1) ^ (hash >>> 15);
  return hash;
}

/** Something known of each set, found by its members. */
export class BitsMap<T> {
  private readonly byHash = new Map<number, { readonly bits: Bits; readonly value: T }[]>();

  get(bits: Bits): T | undefined {
    return this.byHash.get(hashOf(bits))?.find((entry) => sameBits(entry.bits, bits))?.value;
  }

  /** Keeps a set that is not there yet; it must not change afterwards. */
  add(bits: Bits, value: T): void {
    const hash = hashOf(bits);
    const alike = this.byHash.get(hash);
    if (alike === undefined) this.byHash.set(hash, [{ bits, value }]);
    else alike.push({ bits, value });
  }
}

/** The members in ascending order, from `from` on. */
export function members(bits: Bits, from = 0): number[] {
  const found: number[] = [];
  for (let word = from >>> 5; word < bits.length; word += 1) {
    let rest = bits[word] ?? 0;
    if (word === from >>> 5) rest &= -1 << (from & 31);
    while (rest !== 0) {
      found.push(word * 32 + 31 - Math.clz32(rest & -rest));
      rest &= rest - 1;
    }
  }
  return found;
}
