/** Chance that is an argument: the same seed draws the same numbers on every machine. */
export type Chance = { next: () => number };

/** A 32-bit hash of a text, so that each issue and each unit has numbers of its own, whatever happens to the others (FNV-1a). */
export function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Numbers in [0, 1) from a seed and a name (mulberry32 over a mixed hash). */
export function chanceOf(seed: number, name: string): Chance {
  let state = hashText(name, hashText(String(seed)));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { next };
}

/** True with a probability. */
export const happens = (chance: Chance, probability: number): boolean => chance.next() < probability;

/** An index by weight; the last one when all weights are nothing. */
export function weighted(chance: Chance, weights: readonly number[]): number {
  const sum = weights.reduce((a, b) => a + b, 0);
  let left = chance.next() * sum;
  const found = weights.findIndex((weight) => (left -= weight) < 0);
  return found < 0 ? weights.length - 1 : found;
}

/** A key by its weight. */
export function keyOf<K extends string>(chance: Chance, weights: Readonly<Partial<Record<K, number>>>): K {
  const keys = Object.keys(weights) as K[];
  return keys[
    weighted(
      chance,
      keys.map((key) => weights[key] ?? 0),
    )
  ] as K;
}

/** A length around a median, skewed to the right as work is: lognormal, `sigma` 0 gives the median itself. */
export function around(chance: Chance, { median, sigma }: { median: number; sigma: number }): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance.next()));
  return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * chance.next()));
}

export const pick = <T>(chance: Chance, list: readonly T[]): T | undefined => list[Math.floor(chance.next() * list.length)];
