import { within, type Bits } from '../rules/bitset';
import type { Atoms } from './atoms';
import type { Spot } from './spot';

/**
 * The places the walk has been to. A place is new unless one there has been to is as wide: the same step, the same decided values,
 * and of all that can still matter every value that is possible here was possible there.
 */
export class Seen {
  private readonly widths = new Map<string, (readonly (Bits | null)[])[]>();

  isNew(atoms: Atoms, spot: Spot, live: readonly string[]): boolean {
    const { name, width } = placeOf(atoms, spot, live);
    const known = this.widths.get(name);
    if (known?.some((one) => isWithin(width, one))) return false;
    if (known) known.push(width);
    else this.widths.set(name, [width]);
    return true;
  }
}

/** Null stands for every value. */
const isWithin = (width: readonly (Bits | null)[], wider: readonly (Bits | null)[]): boolean =>
  width.every((bits, at) => {
    const other = wider[at] ?? null;
    return other === null || (bits !== null && within(bits, other));
  });

function placeOf(atoms: Atoms, spot: Spot, live: readonly string[]): { name: string; width: (Bits | null)[] } {
  const names: string[] = [];
  const width: (Bits | null)[] = [];
  for (const fact of live) {
    const known = spot.set.get(fact);
    if (known?.exact !== undefined) names.push(`${fact}=${JSON.stringify(known.exact)}`);
    else if (known) {
      names.push(`${fact}~${known.from}`);
      width.push(known.set);
    } else for (const dim of [fact, ...atoms.membersOf(fact)]) width.push(spot.given.get(dim) ?? null);
  }
  const branches = spot.branches.map(({ fork, optional }) => `${fork}${optional ? '?' : ''}`).join();
  return { name: `${spot.node}|${spot.held ? 1 : 0}${spot.doubt ? 1 : 0}|${branches}|${names.join(';')}`, width };
}
