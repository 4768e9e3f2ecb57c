import type { Bilingual, Json } from '../text';
import { isEmpty, members, within, type Bits } from '../rules/bitset';
import { both, factOf, memberOf, no, only, single, without, type Atoms, type Dim } from './atoms';

/** What a fact was set to on the way. `opaque` values come of expressions that nobody can analyse. */
export type Known = { readonly set: Bits; readonly exact?: Json; readonly from: 'given' | 'rule' | 'opaque' };

/** Why what follows cannot be told for sure. */
export type Doubt = { readonly at?: string; readonly node?: string; readonly edge?: string; readonly why: Bilingual };

/** A fork that the walk is inside of. */
export type Branch = {
  readonly fork: string;
  readonly optional: boolean;
  /** Facts that the other branches may set meanwhile. */
  readonly others: ReadonlySet<string>;
  /** Whether another branch that is waited for runs beside this one. */
  readonly beside: boolean;
};

/** What a person told at a step of theirs: the facts had to be so from before it until the next time they are told anew. */
export type Told = { readonly node: string; readonly given: ReadonlyMap<Dim, Bits> };

/**
 * A place of the walk: a step, and what is known of the issue there. `given` is what must hold of the facts that were reported or
 * told, `set` what decisions and people made of others. Each stands for every issue that fits.
 */
export type Spot = {
  readonly node: string;
  /** Somebody has or had it since the last time that nobody could take it. */
  readonly held: boolean;
  readonly branches: readonly Branch[];
  readonly given: ReadonlyMap<Dim, Bits>;
  readonly set: ReadonlyMap<string, Known>;
  readonly told: readonly Told[];
  /** Units and people that an issue must accuse to come here. */
  readonly accused: readonly string[];
  readonly doubt: Doubt | null;
  readonly from: Spot | null;
  /** How `from` was left. */
  readonly by: string | null;
};

export const firstSpot = (node: string): Spot => ({
  ...{ node, held: false, branches: [], given: new Map(), set: new Map(), told: [], accused: [] },
  ...{ doubt: null, from: null, by: null },
});

/** The atoms a dimension may have here. */
export function valuesOf(atoms: Atoms, spot: Spot, dim: Dim): Bits {
  const set = spot.set.get(factOf(dim));
  if (!set) return spot.given.get(dim) ?? atoms.all(dim);
  if (memberOf(dim) === undefined) return set.set;
  return set.exact === undefined ? atoms.all(dim) : atoms.hasMember(dim, set.exact);
}

/** The same spot with fewer issues; null where none is left. */
export function narrowed(atoms: Atoms, spot: Spot, parts: Iterable<readonly [Dim, Bits]>): Spot | null {
  const given = new Map(spot.given);
  const set = new Map(spot.set);
  for (const [dim, bits] of parts) {
    const left = both(valuesOf(atoms, { ...spot, given, set }, dim), bits);
    if (isEmpty(left)) return null;
    const known = set.get(factOf(dim));
    if (!known) given.set(dim, left);
    else if (memberOf(dim) === undefined) set.set(dim, { ...known, set: left });
  }
  return { ...spot, given, set };
}

/** A fact's value where there is just one; undefined where several are possible. */
export function exactOf(atoms: Atoms, spot: Spot, fact: string): Json | undefined {
  const known = spot.set.get(fact);
  if (known?.exact !== undefined) return known.exact;
  if (!atoms.has(fact)) return undefined;
  const atom = single(valuesOf(atoms, spot, fact));
  return atom !== undefined && atoms.isPoint(fact, atom) ? atoms.sample(fact, atom) : undefined;
}

/** A fact is set to a value; null sets nothing. */
export function withValue(atoms: Atoms, spot: Spot, fact: string, value: Json, from: Known['from'] = 'rule'): Spot {
  if (value === null) return spot;
  return withKnown(spot, fact, { set: atoms.at(fact, value), exact: value, from });
}

/** A fact is set to one of several values, none of them null. */
export const withAny = (atoms: Atoms, spot: Spot, fact: string, from: Known['from']): Spot =>
  withKnown(spot, fact, { set: atoms.notNull(fact), from });

export const withKnown = (spot: Spot, fact: string, known: Known): Spot => ({ ...spot, set: new Map(spot.set).set(fact, known) });

/** Nothing is known any more of facts that others may have set: they are as free as if nobody had spoken of them. */
export function forgetting(atoms: Atoms, spot: Spot, facts: Iterable<string>): Spot {
  const set = new Map(spot.set);
  const given = new Map(spot.given);
  for (const fact of facts) {
    set.delete(fact);
    for (const dim of [fact, ...atoms.membersOf(fact)]) given.delete(dim);
  }
  return { ...spot, given, set };
}

export const doubting = (spot: Spot, doubt: Doubt | null): Spot => ({ ...spot, doubt: spot.doubt ?? doubt });

/** What most issues bear. */
const usual: Readonly<Record<string, Json>> = { category: 'general', source: 'media' };

/** Facts as an issue would bear them, one value for each dimension; what may be missing, or anything at all, is left out. */
export function exampleOf(atoms: Atoms, given: ReadonlyMap<Dim, Bits>): Record<string, Json> {
  const facts: Record<string, Json> = {};
  const lists = new Map<string, Json[]>();
  for (const [dim, bits] of given) {
    const member = memberOf(dim);
    const fact = factOf(dim);
    if (member !== undefined) {
      if (isEmpty(both(bits, no()))) lists.set(fact, [...(lists.get(fact) ?? []), member]);
    } else if (isEmpty(both(bits, only(atoms.size(dim), 0))) && !isAnything(atoms, fact, bits))
      facts[fact] = valueIn(atoms, fact, bits);
  }
  return { ...facts, ...Object.fromEntries(lists) };
}

/** An intake has these, and the desk its grade, whatever they are. */
const isAnything = (atoms: Atoms, fact: string, bits: Bits): boolean =>
  (fact === 'grade' || fact in usual) && within(atoms.notNull(fact), bits);

/** The usual value, then a single value before ranges and "any other", so that an example says something. */
function valueIn(atoms: Atoms, fact: string, bits: Bits): Json {
  const often = usual[fact];
  if (often !== undefined && !isEmpty(both(bits, atoms.at(fact, often)))) return often;
  const known = members(without(bits, 0));
  return atoms.sample(fact, known.find((atom) => atoms.isPoint(fact, atom)) ?? known[0] ?? 0);
}
