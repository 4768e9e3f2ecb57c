import { evaluateFeel } from '../rules/feel';
import { conform, toJson } from '../rules/feel-value';
import { addBit, emptyBits, hasBit, members, type Bits } from '../rules/bitset';
import type { ValueType } from '../rules/table';
import type { Json } from '../text';
import { only, type Atoms, type Dim } from './atoms';
import type { Meter } from './budget';
import { isName, reading } from './expression';
import { exactOf, narrowed, valuesOf, withAny, withKnown, withValue, type Spot } from './spot';

/** What expressions come to over the facts of a spot: conditions of lines, answers that compute. */

type Case = { readonly value: Json; readonly box: readonly (readonly [Dim, Bits])[] };

/**
 * The values of an expression that compares facts with literals, each with the part of the facts that has it.
 * @returns null where nobody can analyse it, or it has too many combinations
 */
function casesOf(text: string, atoms: Atoms, spot: Spot, meter: Meter): Case[] | null {
  const { reads, plain } = reading(text);
  if (!plain) return null;
  const domains = reads.map((fact) => members(valuesOf(atoms, spot, fact)));
  if (domains.reduce((product, domain) => product * domain.length, 1) > meter.budget.samples) return null;
  const spread = (at: number, facts: Record<string, Json>): Case[] => {
    const fact = reads[at];
    if (fact === undefined) {
      meter.step(50);
      const found = evaluateFeel(text, facts);
      return [{ value: found.ok ? toJson(found.value) : null, box: [] }];
    }
    const byCase = new Map<string, { case: Case; atoms: Bits }>();
    for (const atom of domains[at] ?? [])
      for (const one of spread(at + 1, { ...facts, [fact]: exactOf(atoms, spot, fact) ?? atoms.sample(fact, atom) })) {
        const key = JSON.stringify([one.value, one.box.map(([dim, bits]) => [dim, bits.join()])]);
        const known = byCase.get(key) ?? { case: one, atoms: emptyBits(atoms.size(fact)) };
        addBit(known.atoms, atom);
        byCase.set(key, known);
      }
    return [...byCase.values()].map(({ case: one, atoms: bits }) => ({ value: one.value, box: [[fact, bits], ...one.box] }));
  };
  return spread(0, {});
}

/** A spot parted by whether a condition holds; `sure` is false where nobody can say, and both are the whole spot. */
export function byCondition(text: string, atoms: Atoms, spot: Spot, meter: Meter): { held: Spot[]; not: Spot[]; sure: boolean } {
  const cases = casesOf(text, atoms, spot, meter);
  if (!cases) return { held: [spot], not: [spot], sure: false };
  const parts = (wanted: boolean): Spot[] =>
    cases.flatMap(({ value, box }) => ((value === true) === wanted ? (narrowed(atoms, spot, box) ?? []) : []));
  return { held: parts(true), not: parts(false), sure: true };
}

/** A spot after a fact was set by an expression, parted where its value turns on the facts. */
export function withComputed(
  { text, fact, type }: { text: string; fact: string; type: ValueType },
  atoms: Atoms,
  spot: Spot,
  meter: Meter,
): Spot[] {
  if (text.trim() === '') return [spot];
  const { reads } = reading(text);
  const exact = exactFacts(atoms, spot, reads);
  if (exact) return [withValue(atoms, spot, fact, valueOf(text, exact, type))];
  if (isName(text)) return passedOn(text.trim(), fact, atoms, spot);
  return withCases({ text, fact, type }, atoms, spot, meter) ?? composed({ text, fact, type }, atoms, spot);
}

const valueOf = (text: string, facts: Record<string, Json>, type: ValueType): Json => {
  const found = evaluateFeel(text, facts);
  return found.ok ? toJson(conform(found.value, type) ?? null) : null;
};

function exactFacts(atoms: Atoms, spot: Spot, reads: readonly string[]): Record<string, Json> | null {
  const facts: Record<string, Json> = {};
  for (const fact of reads) {
    const value = exactOf(atoms, spot, fact);
    if (value === undefined) return null;
    facts[fact] = value;
  }
  return facts;
}

/** A fact takes another's value; null takes nothing. */
function passedOn(from: string, fact: string, atoms: Atoms, spot: Spot): Spot[] {
  const values = valuesOf(atoms, spot, from);
  const without = hasBit(values, 0) ? narrowed(atoms, spot, [[from, only(atoms.size(from), 0)]]) : null;
  const rest = narrowed(atoms, spot, [[from, atoms.notNull(from)]]);
  if (!rest) return without ? [without] : [];
  const set = valuesOf(atoms, rest, from);
  const origin = rest.set.get(from)?.from ?? 'given';
  return [...(without ? [without] : []), withKnown(rest, fact, { set, from: origin })];
}

/** Where it compares facts with literals each case has its value; one that stands for several is passed on as its atoms. */
function withCases(
  { text, fact }: { text: string; fact: string; type: ValueType },
  atoms: Atoms,
  spot: Spot,
  meter: Meter,
): Spot[] | null {
  const cases = casesOf(text, atoms, spot, meter);
  if (cases?.some(({ value }) => typeof value === 'object' && value !== null) !== false) return null;
  return cases.flatMap(({ value, box }) => {
    const part = narrowed(atoms, spot, box);
    if (!part) return [];
    const passed = reading(text).reads.some((read) => {
      const exact = exactOf(atoms, part, read);
      return (
        exact === undefined &&
        members(valuesOf(atoms, part, read)).some((atom) => !atoms.isPoint(read, atom) && atoms.sample(read, atom) === value)
      );
    });
    return [
      passed && value !== null
        ? withKnown(part, fact, { set: atoms.at(fact, value), from: 'given' })
        : withValue(atoms, part, fact, value),
    ];
  });
}

/** Parted by which of its facts are missing: where all others are known the value is, else only that there is one. */
function composed(asked: { text: string; fact: string; type: ValueType }, atoms: Atoms, spot: Spot): Spot[] {
  const { reads, passing } = reading(asked.text);
  let spots = [spot];
  for (const fact of reads)
    spots = spots.flatMap((one) => {
      if (exactOf(atoms, one, fact) !== undefined) return [one];
      const parts = [only(atoms.size(fact), 0), atoms.notNull(fact)];
      return parts.flatMap((bits) => narrowed(atoms, one, [[fact, bits]]) ?? []);
    });
  return spots.map((one) => {
    const exact = exactFacts(atoms, one, reads);
    if (exact) return withValue(atoms, one, asked.fact, valueOf(asked.text, exact, asked.type));
    const isGiven = passing && reads.every((fact) => one.set.get(fact)?.from !== 'opaque');
    return withAny(atoms, one, asked.fact, isGiven ? 'given' : 'opaque');
  });
}
