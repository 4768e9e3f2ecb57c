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
