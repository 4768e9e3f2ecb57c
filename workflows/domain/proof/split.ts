import { BitsMap, addBit, allBits, emptyBits, hasBit, isEmpty, members, within, type Bits } from '../rules/bitset';
import { answerOfRule, prioritiesOf } from '../rules/answer';
import type { DecisionTable } from '../rules';
import { both, factOf, type Atoms, type Dim } from './atoms';
import type { Meter } from './budget';
import { dimsOf, masksOf, takesAll, type Row } from './rows';
import { readsIn } from './vocabulary';

/** How a table answers a part of the facts. `unsure` names a rule and column that nobody can analyse and that decides it. */
export type Outcome = { readonly unsure: { readonly rule: number; readonly column: number } | null } & (
  | { readonly is: 'rule'; readonly rule: number }
  | { readonly is: 'none' }
  | { readonly is: 'clash'; readonly rules: readonly [number, number] }
  | { readonly is: 'many' }
);

/** An answer, and the part of the facts that has it: a set of atoms for each dimension. */
export type Part = { readonly outcome: Outcome; readonly box: readonly (readonly [Dim, Bits])[] };

type Leaf = { outcome: Outcome; box: readonly (readonly [number, Bits])[] };

/**
 * Parts the facts by a table's answers, dimension by dimension, atoms that leave the same rules alive taken together. Of dimensions
 * that nothing asks about later one part for each answer is enough.
 */
export class Splitter {
  private readonly table: DecisionTable;
  private readonly rows: readonly Row[];
  private readonly dims: readonly Dim[];
  private readonly sizes: readonly number[];
  private readonly masks: readonly (readonly Bits[])[];
  /** By dimension: the rows that take everything from there on. */
  private readonly free: readonly Bits[];
  /** By dimension: the rows that take everything of it. */
  private readonly indifferent: readonly Bits[];
  private readonly lasting: number;
  private readonly answered = new Map<string, readonly Part[]>();
  /** Rules from the first priority to the last; null where answers are known only when they are asked for. */
  private readonly ranks: ReadonlyMap<number, number> | null;

  constructor(table: DecisionTable, rows: readonly Row[], atoms: Atoms, live: ReadonlySet<string>) {
    this.table = table;
    this.rows = rows;
    // Long lines first: they leave few rows alive, and of few rows the other dimensions part little.
    const dims = dimsOf(rows).sort((a, b) => atoms.size(b) - atoms.size(a));
    const lasting = dims.filter((dim) => live.has(factOf(dim)));
    this.lasting = lasting.length;
    this.dims = [...lasting, ...dims.filter((dim) => !live.has(factOf(dim)))];
    this.sizes = this.dims.map((dim) => atoms.size(dim));
    this.masks = this.dims.map((dim) => masksOf(rows, dim, atoms));
    this.indifferent = this.dims.map((dim) => takingAll(rows, dim, atoms));
    this.free = freeFrom(this.indifferent, rows.length);
    this.ranks = table.hitPolicy === 'P' ? ranksOf(table) : null;
  }

  /** The answers to all issues whose dimensions lie in `values`. */
  parts(values: (dim: Dim) => Bits, meter: Meter): readonly Part[] {
    const wanted = this.dims.map(values);
    const key = wanted.map((bits) => bits.join()).join(';');
    const known = this.answered.get(key);
    if (known) return known;
    const memo = this.dims.map(() => new BitsMap<Leaf[]>());
    const leaves = this.solve(
      0,
      allBits(this.rows.length),
      wanted.map((bits) => members(bits)),
      memo,
      meter,
    );
    const parts = leaves.map(({ outcome, box }) => ({
      outcome,
      box: box.map(([at, bits]) => [this.dims[at] ?? '', bits] as const),
    }));
    this.answered.set(key, parts);
    return parts;
  }

  private solve(at: number, alive: Bits, domains: readonly number[][], memo: BitsMap<Leaf[]>[], meter: Meter): Leaf[] {
    if (meter.over) return [];
    const ready = this.settled(at, alive);
    if (ready) return ready.map((outcome) => ({ outcome, box: [] }));
    const known = at >= this.lasting ? memo[at]?.get(alive) : undefined;
    if (known) return known;
    if (within(alive, this.indifferent[at] ?? alive)) return this.solve(at + 1, alive, domains, memo, meter);
    const found: Leaf[] = [];
    for (const group of this.groups(at, alive, domains[at] ?? [], meter))
      for (const { outcome, box } of this.solve(at + 1, group.alive, domains, memo, meter))
        found.push({ outcome, box: [[at, group.atoms], ...box] });
    const merged = at >= this.lasting ? oneOfEach(found) : joinedAt(at, found);
    if (at >= this.lasting) memo[at]?.add(alive, merged);
    return merged;
  }

  /** Atoms by the rows that they leave. */
  private groups(at: number, alive: Bits, domain: readonly number[], meter: Meter): { alive: Bits; atoms: Bits }[] {
    const groups = new BitsMap<{ alive: Bits; atoms: Bits }>();
    const found: { alive: Bits; atoms: Bits }[] = [];
    const words: number[] = [];
    for (let word = 0; word < alive.length; word += 1) if (alive[word] !== 0) words.push(word);
    const masks = this.masks[at] ?? [];
    let left = emptyBits(alive.length * 32);
    meter.step(domain.length * Math.max(1, words.length >>> 2));
    for (const atom of domain) {
      const mask = masks[atom] ?? alive;
      for (const word of words) left[word] = (alive[word] ?? 0) & (mask[word] ?? 0);
      const group = groups.get(left);
      if (group) {
        addBit(group.atoms, atom);
        continue;
      }
      const atoms = emptyBits(this.sizes[at] ?? 0);
      addBit(atoms, atom);
      const made = { alive: left, atoms };
      groups.add(left, made);
      found.push(made);
      left = emptyBits(alive.length * 32);
    }
    return found;
  }

  /** What the rows still alive answer, where the dimensions to come cannot change it. */
  private settled(at: number, alive: Bits): Outcome[] | null {
    if (isEmpty(alive)) return [{ is: 'none', unsure: null }];
    const free = this.free[at] ?? alive;
    const isOver = at === this.dims.length || within(alive, free);
    if (!isOver && this.table.hitPolicy === 'F') {
      const first = members(alive)[0] ?? 0;
      const row = this.rows[first];
      return row && hasBit(free, first) && row.unsure === null ? [{ is: 'rule', rule: row.rule, unsure: null }] : null;
    }
    return isOver ? this.answers(members(alive)) : null;
  }

  /** Every answer that rows may give that all match, or may: those of unsure rows, and that without them. */
  private answers(alive: readonly number[]): Outcome[] {
    const rows = alive.flatMap((at) => this.rows[at] ?? []);
    const { hitPolicy } = this.table;
    const { ranks } = this;
    if (hitPolicy === 'F') return firstOf(rows);
    if (ranks) return firstOf([...rows].sort((a, b) => (ranks.get(a.rule) ?? 0) - (ranks.get(b.rule) ?? 0)));
    const sure = [...new Set(rows.filter(({ unsure }) => unsure === null).map(({ rule }) => rule))];
    const doubt = doubtOf(rows);
    if (hitPolicy === 'U' || hitPolicy === 'A') return this.alone(rows, sure, doubt);
    const none: Outcome[] = sure.length === 0 ? [{ is: 'none', unsure: doubt }] : [];
    return [...none, { is: 'many', unsure: sure.length === 0 ? doubt : null }];
  }

  /** Unique and any: one rule, or several that say the same. */
  private alone(rows: readonly Row[], sure: readonly number[], doubt: Outcome['unsure']): Outcome[] {
    const said = (rule: number): string => JSON.stringify(this.table.rules[rule]?.then ?? []);
    const differs = (a: number, b: number): boolean => a !== b && (this.table.hitPolicy === 'U' || said(a) !== said(b));
    const clash = (among: readonly number[]): readonly [number, number] | null => {
      const [first, ...more] = among;
      const other = first === undefined ? undefined : more.find((rule) => differs(first, rule));
      return first === undefined || other === undefined ? null : [first, other];
    };
    const certain = clash(sure);
    if (certain) return [{ is: 'clash', rules: certain, unsure: null }];
    const all = [...new Set(rows.map(({ rule }) => rule))];
    const possible = doubt && clash(all);
    return [
      ...(sure.length === 0 ? [{ is: 'none' as const, unsure: doubt }] : []),
      ...all.map((rule): Outcome => ({ is: 'rule', rule, unsure: doubt })).slice(0, doubt ? all.length : 1),
      ...(possible ? [{ is: 'clash' as const, rules: possible, unsure: doubt }] : []),
    ];
  }
}

function firstOf(rows: readonly Row[]): Outcome[] {
  const found: Outcome[] = [];
  for (const { rule, unsure } of rows) {
    const doubt = doubtOf(rows.slice(0, rows.findIndex((row) => row.rule === rule) + 1));
    if (!found.some((one) => one.is === 'rule' && one.rule === rule)) found.push({ is: 'rule', rule, unsure: doubt });
    if (unsure === null) return found;
  }
  return [...found, { is: 'none', unsure: doubtOf(rows) }];
}

const doubtOf = (rows: readonly Row[]): Outcome['unsure'] => {
  const row = rows.find(({ unsure }) => unsure !== null);
  return row?.unsure === undefined || row.unsure === null ? null : { rule: row.rule, column: row.unsure };
};

const takingAll = (rows: readonly Row[], dim: Dim, atoms: Atoms): Bits => {
  const bits = emptyBits(rows.length);
  for (const [at, row] of rows.entries()) if (takesAll(row, dim, atoms)) addBit(bits, at);
  return bits;
};

function freeFrom(indifferent: readonly Bits[], rows: number): Bits[] {
  const free = Array.from({ length: indifferent.length + 1 }, () => allBits(rows));
  for (let at = indifferent.length - 1; at >= 0; at -= 1)
    free[at] = both(free[at + 1] ?? allBits(rows), indifferent[at] ?? allBits(rows));
  return free;
}

function ranksOf(table: DecisionTable): Map<number, number> | null {
  const places = prioritiesOf(table);
  const answers = table.rules.map((_, rule) => answerOfRule(table, rule, {}, {}));
  if (table.rules.some(({ then }) => then.some((text) => readsIn(text).length > 0)) || !answers.every(({ ok }) => ok))
    return null;
  const ranked = answers.flatMap((answer, rule) => (answer.ok ? [{ rule, places: places(answer.value) }] : []));
  ranked.sort((a, b) => a.places.map((place, at) => place - (b.places[at] ?? 0)).find((by) => by !== 0) ?? a.rule - b.rule);
  return new Map(ranked.map(({ rule }, rank) => [rule, rank]));
}

const nameOf = ({ is, unsure, ...more }: Outcome): string => JSON.stringify([is, unsure !== null, more]);

/** One part for each answer: what else there is of it is asked by nobody. */
const oneOfEach = (leaves: readonly Leaf[]): Leaf[] =>
  [...new Map(leaves.map((leaf) => [nameOf(leaf.outcome), leaf] as const).reverse()).values()].reverse();

/** Parts that differ in one dimension alone are one part. */
function joinedAt(at: number, leaves: readonly Leaf[]): Leaf[] {
  const found = new Map<string, Leaf>();
  for (const leaf of leaves) {
    const [first, ...rest] = leaf.box;
    if (first?.[0] !== at) continue;
    const key = `${nameOf(leaf.outcome)}|${rest.map(([dim, bits]) => `${dim}:${bits.join()}`).join(';')}`;
    const same = found.get(key);
    const had = same?.box[0]?.[1];
    found.set(key, had ? { ...leaf, box: [[at, united(had, first[1])], ...rest] } : leaf);
  }
  return [...found.values()];
}

function united(a: Bits, b: Bits): Bits {
  const bits = a.slice();
  for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] ?? 0) | (b[word] ?? 0);
  return bits;
}
