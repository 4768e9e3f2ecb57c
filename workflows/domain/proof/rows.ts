import { evaluateFeel, testCell } from '../rules/feel';
import { conform } from '../rules/feel-value';
import { addBit, emptyBits, hasBit, members, type Bits } from '../rules/bitset';
import { cellOf, type Cell } from '../rules/cell';
import { accepted, kindOfRegion } from '../rules/regions';
import { expand } from '../rules/space';
import type { DecisionTable } from '../rules';
import type { ValueType } from '../rules/table';
import { both, memberDim, no, TODAY, yes, type Atoms, type Dim } from './atoms';
import { isName, reading } from './expression';
import { validityOf } from './vocabulary';

/** A rule, or one branch of a rule whose list cell says "one of these members": the atoms that it wants of each dimension. */
export type Row = {
  readonly rule: number;
  readonly needs: ReadonlyMap<Dim, Bits>;
  /** The column whose cell cannot be analysed: whether the rule answers is not known. */
  readonly unsure: number | null;
};

type Wish = ReadonlyMap<Dim, Bits>;

/** What a cell wants: one of some wishes, or nobody knows. */
type Says = readonly Wish[] | null;

const ANYTHING: Says = [new Map<Dim, Bits>()];

/** The rows of a table over the facts that its columns read. */
export function rowsOf(table: DecisionTable, atoms: Atoms, memo: Map<string, Cell>): Row[] {
  const columns = table.inputs.map((input) => columnOf(input, atoms, memo));
  const days = new Map<string, Says>();
  const dated = (rule: DecisionTable['rules'][number]): Says => {
    const key = `${rule.from ?? ''}..${rule.to ?? ''}`;
    const found = days.get(key) ?? (key === '..' ? ANYTHING : onLine(atoms, TODAY, 'date', validityOf(rule)));
    days.set(key, found);
    return found;
  };
  return table.rules.flatMap((rule, at) => {
    let wishes: Wish[] = [new Map<Dim, Bits>()];
    let unsure: number | null = null;
    const says = [...columns.map((column, input) => column(rule.when[input] ?? '')), dated(rule)];
    for (const [column, said] of says.entries()) {
      if (said === null) unsure ??= column;
      else wishes = wishes.flatMap((wish) => said.flatMap((more) => joined(wish, more)));
    }
    return wishes.map((needs) => ({ rule: at, needs, unsure }));
  });
}

/** Both wishes at once; none where they contradict each other. */
function joined(a: Wish, b: Wish): Wish[] {
  const all = new Map(a);
  for (const [dim, bits] of b) {
    const had = all.get(dim);
    const now = had ? both(had, bits) : bits;
    if (now.every((word) => word === 0)) return [];
    all.set(dim, now);
  }
  return [all];
}

/** A column as a function from a cell's text to what it wants; each text is read once. */
function columnOf(input: DecisionTable['inputs'][number], atoms: Atoms, memo: Map<string, Cell>): (text: string) => Says {
  const { expression, type } = input;
  const known = new Map<string, Says>();
  const read = isName(expression)
    ? (text: string) => onLine(atoms, expression.trim(), type, cellOf(text, memo))
    : computed(expression, type, atoms, memo);
  return (text) => {
    const found = known.has(text) ? (known.get(text) ?? null) : read(text);
    known.set(text, found);
    return found;
  };
}

function onLine(atoms: Atoms, fact: string, type: ValueType, cell: Cell): Says {
  if (cell.kind === 'any') return ANYTHING;
  if (cell.kind !== 'tests') return null;
  if (type === 'list') return membersAsked(fact, cell);
  const { regions, size, domain } = atoms.line(fact);
  const spans = accepted(regions, cell);
  if (spans === undefined || cell.tests.some((test) => test.t === 'has')) return null;
  const yes = new Set(expand(spans));
  const wanted = emptyBits(size);
  for (const atom of members(domain)) if (yes.has(seenAs(atom, type, regions))) addBit(wanted, atom);
  return wanted.every((word) => word === 0) ? [] : [new Map([[fact, wanted]])];
}

/** A value of another type than the column's counts as null. */
function seenAs(atom: number, type: ValueType, regions: Parameters<typeof kindOfRegion>[0]): number {
  if (atom === regions.size) return 0;
  return type === 'any' || kindOfRegion(regions, atom) === type ? atom : 0;
}

function membersAsked(fact: string, cell: Extract<Cell, { kind: 'tests' }>): Says {
  const wanted: Dim[] = [];
  for (const test of cell.tests) {
    if (test.t !== 'has') return null;
    wanted.push(memberDim(fact, test.value));
  }
  if (cell.negated) return [new Map(wanted.map((dim) => [dim, no()]))];
  return wanted.map((dim) => new Map([[dim, yes()]]));
}

/** A column that computes: over one fact it is asked of a value of each atom; over several nobody can say. */
function computed(expression: string, type: ValueType, atoms: Atoms, memo: Map<string, Cell>): (text: string) => Says {
  const { reads, plain } = reading(expression);
  const [fact, ...more] = reads;
  if (!plain || fact === undefined || more.length > 0) return (text) => (cellOf(text, memo).kind === 'any' ? ANYTHING : null);
  const { size, domain } = atoms.line(fact);
  const values = members(domain).map((atom) => {
    const found = evaluateFeel(expression, { [fact]: atoms.sample(fact, atom) });
    return { atom, value: found.ok ? (conform(found.value, type) ?? null) : null };
  });
  return (text) => {
    const cell = cellOf(text, memo);
    if (cell.kind === 'any') return ANYTHING;
    if (cell.kind !== 'tests') return null;
    const wanted = emptyBits(size);
    for (const { atom, value } of values) {
      const said = testCell(text, value, {});
      if (said.ok && said.value) addBit(wanted, atom);
    }
    return wanted.every((word) => word === 0) ? [] : [new Map([[fact, wanted]])];
  };
}

/** The dimensions that a table asks about. */
export const dimsOf = (rows: readonly Row[]): Dim[] => [...new Set(rows.flatMap(({ needs }) => [...needs.keys()]))];

/** For each atom of a dimension the rows that take it. */
export function masksOf(rows: readonly Row[], dim: Dim, atoms: Atoms): Bits[] {
  const masks = Array.from({ length: atoms.size(dim) }, () => emptyBits(rows.length));
  const indifferent = emptyBits(rows.length);
  for (const [at, { needs }] of rows.entries()) {
    const wanted = needs.get(dim);
    if (!wanted) addBit(indifferent, at);
    else for (const atom of members(wanted)) addBit(masks[atom] ?? indifferent, at);
  }
  for (const mask of masks)
    for (let word = 0; word < mask.length; word += 1) mask[word] = (mask[word] ?? 0) | (indifferent[word] ?? 0);
  return masks;
}

/** Whether a row takes every atom that exists. */
export const takesAll = ({ needs }: Row, dim: Dim, atoms: Atoms): boolean => {
  const wanted = needs.get(dim);
  return wanted === undefined || members(atoms.all(dim)).every((atom) => hasBit(wanted, atom));
};
