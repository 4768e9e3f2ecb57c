import { cellOf, type Cell, type Scalar } from './cell';
import { cellsOf } from './compile';
import { accepted, isSpareGap, kindOfRegion, partition, sampleOf, spanText, type Partition, type Span } from './regions';
import type { DecisionTable, ValueType } from './table';

/**
 * One dimension of the space a table cuts. An atom is a set of values that no cell tells apart: a region of single values,
 * or, for a list, that it has a certain member or not.
 */
export type Dimension = {
  /** Index of the input, or -1 for the dates of validity. */
  readonly column: number;
  readonly atoms: number;
  /** The value an example takes in an atom; for a member, whether it is in the list. */
  readonly sample: (atom: number) => Scalar;
  readonly member?: Exclude<Scalar, null>;
  /** Atoms that count as a gap when nothing covers them. */
  readonly expected: (atom: number) => boolean;
  /** The FEEL test for a set of atoms, `-` for all. */
  readonly text: (atoms: readonly number[]) => string;
  /** For each box: the atoms its cell accepts, as sorted spans. Cells of one meaning share one array. */
  readonly accepts: readonly (readonly Span[])[];
};

/** A rule, or one branch of a rule whose list cell says "one of these members", as a box: a set of atoms per dimension. */
export type Space = {
  readonly dimensions: readonly Dimension[];
  /** The rule (from 0) of each box. */
  readonly rules: readonly number[];
  /** Cells that regions cannot express: their rules are in no box. */
  readonly unknown: readonly { readonly rule: number; readonly column: number }[];
};

const kindsOf: Partial<Record<ValueType, readonly string[]>> = {
  number: ['number'],
  string: ['string'],
  boolean: ['boolean'],
  date: ['date'],
  any: ['number', 'string', 'boolean', 'date'],
};

type Row = { readonly rule: number; readonly members: ReadonlyMap<number, Exclude<Scalar, null>> };

const isHas = (cell: Cell): boolean => cell.kind === 'tests' && cell.tests.every((test) => test.t === 'has');

/** Whether regions can express a cell in a column of this type. */
function isKnown(cell: Cell, type: ValueType, lines: Partition): boolean {
  if (cell.kind === 'any') return true;
  if (type === 'list') return isHas(cell);
  return kindsOf[type] !== undefined && !(type === 'any' && isHas(cell)) && accepted(lines, cell) !== undefined;
}

const mentionsNull = (cells: readonly Cell[]): boolean =>
  cells.some((cell) => cell.kind === 'tests' && cell.tests.some((test) => test.t === 'eq' && test.value === null));

/** The single numbers of some spans. */
export const expand = (spans: readonly Span[]): number[] =>
  spans.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at));

/** The regions of a column that exist: of its type, among its allowed values, and not empty. */
function domainOf(lines: Partition, type: ValueType, allowed: readonly Cell[]): number[] {
  const kinds = kindsOf[type] ?? [];
  const permitted = allowed.length === 0 ? undefined : new Set(allowed.flatMap((cell) => expand(accepted(lines, cell) ?? [])));
  const found: number[] = [];
  for (let region = 0; region < lines.size; region += 1) {
    const kind = kindOfRegion(lines, region);
    if (permitted === undefined ? kind !== 'null' && !kinds.includes(kind) : !permitted.has(region)) continue;
    if (!isSpareGap(lines, region) && sampleOf(lines, region) !== undefined) found.push(region);
  }
  return found;
}

/** Neighbouring regions become one test each; null, false and true stand alone. */
function textOf(lines: Partition, regions: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const region of regions) {
    const last = spans.at(-1);
    const joins =
      last !== undefined && last[1] === region - 1 && region > 3 && kindOfRegion(lines, last[1]) === kindOfRegion(lines, region);
    if (joins && sampleRange(lines, region)) last[1] = region;
    else spans.push([region, region]);
  }
  return spans.map((span) => spanText(lines, span)).join(', ');
}

/** Whether a region's kind is ordered in this column, so that neighbours make a range. */
const sampleRange = (lines: Partition, region: number): boolean => {
  const kind = kindOfRegion(lines, region);
  return kind !== 'null' && kind !== 'boolean' && lines.lines[kind].cut;
};

/** Shares one list of atoms among cells of one meaning, since a table repeats its cells. */
function sharedAtoms(cells: readonly Cell[], atomsOf: (cell: Cell) => readonly Span[]): (readonly Span[])[] {
  const known = new Map<Cell, readonly Span[]>();
  return cells.map((cell) => {
    const atoms = known.get(cell) ?? atomsOf(cell);
    known.set(cell, atoms);
    return atoms;
  });
}

/** Spans of regions as spans of those regions that exist, numbered in order. */
function atomSpans(lines: Partition, domain: readonly number[]): (spans: readonly Span[]) => Span[] {
  const before = new Int32Array(lines.size + 1);
  const exists = new Set(domain);
  for (let region = 0; region < lines.size; region += 1)
    before[region + 1] = (before[region] ?? 0) + (exists.has(region) ? 1 : 0);
  return (spans) =>
    spans.flatMap(([from, to]): Span[] => {
      const first = before[from] ?? 0;
      const last = (before[to + 1] ?? 0) - 1;
      return first <= last ? [[first, last]] : [];
    });
}

function valueDimension(
  column: number,
  type: ValueType,
  cells: readonly Cell[],
  allowed: readonly Cell[],
  rows: readonly Row[],
): Dimension {
  const lines = partition([...cells, ...allowed]);
  const domain = domainOf(lines, type, allowed);
  const toAtoms = atomSpans(lines, domain);
  const wantsNull = mentionsNull(cells);
  const all = domain.length === 0 ? [] : [[0, domain.length - 1] as const];
  const atomsOf = (cell: Cell) => (cell.kind === 'any' ? all : toAtoms(accepted(lines, cell) ?? []));
  const byRule = sharedAtoms(cells, atomsOf);
  const sampleAt = (atom: number): Scalar => sampleOf(lines, domain[atom] ?? 0) ?? null;
  return {
    column,
    atoms: domain.length,
    sample: sampleAt,
    expected: (atom) => domain[atom] !== 0 || wantsNull || allowed.length > 0,
    text: (atoms) =>
      atoms.length >= domain.filter((region) => region !== 0).length
        ? '-'
        : textOf(
            lines,
            atoms.map((atom) => domain[atom] ?? 0),
          ),
    accepts: rows.map((row) => byRule[row.rule] ?? all),
  };
}

const WITHOUT: readonly Span[] = [[0, 0]];
const WITH: readonly Span[] = [[1, 1]];
const EITHER: readonly Span[] = [[0, 1]];

/** What a list cell says of one member: a box follows one chosen branch of "has a, has b". */
function membership(cell: Cell, chosen: Exclude<Scalar, null> | undefined, member: Exclude<Scalar, null>): readonly Span[] {
  if (cell.kind !== 'tests') return EITHER;
  if (cell.negated) return cell.tests.some((test) => test.t === 'has' && test.value === member) ? WITHOUT : EITHER;
  return chosen === member ? WITH : EITHER;
}

const literal = (value: Scalar): string => JSON.stringify(value);

function memberDimension(column: number, cells: readonly Cell[], member: Exclude<Scalar, null>, rows: readonly Row[]): Dimension {
  return {
    column,
    atoms: 2,
    member,
    sample: (atom) => atom === 1,
    expected: () => true,
    text: (atoms) =>
      atoms.length !== 1
        ? '-'
        : atoms[0] === 1
          ? `list contains(?, ${literal(member)})`
          : `not(list contains(?, ${literal(member)}))`,
    accepts: rows.map((row) => membership(cells[row.rule] ?? { kind: 'any' }, row.members.get(column), member)),
  };
}

/** One row per rule, or one per branch where list cells name several members. */
function rowsOf(rules: readonly number[], columns: readonly (readonly Cell[])[], listed: readonly number[]): Row[] {
  return rules.flatMap((rule) => {
    let rows: Row[] = [{ rule, members: new Map() }];
    for (const column of listed) {
      const cell = columns[column]?.[rule];
      if (cell?.kind !== 'tests' || cell.negated) continue;
      const members = cell.tests.flatMap((test) => (test.t === 'has' ? [test.value] : []));
      rows = rows.flatMap((row) => members.map((member) => ({ rule, members: new Map([...row.members, [column, member]]) })));
    }
    return rows;
  });
}

function membersOf(cells: readonly Cell[]): Exclude<Scalar, null>[] {
  const found = cells.flatMap((cell) =>
    cell.kind === 'tests' ? cell.tests.flatMap((test) => (test.t === 'has' ? [test.value] : [])) : [],
  );
  return [...new Set(found)];
}

/** Cuts the space of facts by every cell of the table. */
export function spaceOf(table: DecisionTable, memo: Map<string, Cell>): Space {
  const { inputs, validity } = cellsOf(table, memo);
  const allowed = table.inputs.map((input) => (input.allowed ?? []).map((text) => cellOf(text, memo)));
  const lines = inputs.map((cells, column) => partition([...cells, ...(allowed[column] ?? [])]));
  const unknown = table.rules.flatMap((_, rule) =>
    table.inputs.flatMap((input, column) => {
      const [cell, line] = [inputs[column]?.[rule], lines[column]];
      return cell === undefined || line === undefined || isKnown(cell, input.type, line) ? [] : [{ rule, column }];
    }),
  );
  const out = new Set(unknown.map((cell) => cell.rule));
  const listed = table.inputs.flatMap((input, column) => (input.type === 'list' ? [column] : []));
  const rows = rowsOf(
    table.rules.flatMap((_, rule) => (out.has(rule) ? [] : [rule])),
    inputs,
    listed,
  );
  const dimensions = table.inputs.flatMap((input, column) => {
    const cells = (inputs[column] ?? []).map((cell, rule): Cell => (out.has(rule) ? { kind: 'any' } : cell));
    if (input.type === 'list') return membersOf(cells).map((member) => memberDimension(column, cells, member, rows));
    return kindsOf[input.type] === undefined ? [] : [valueDimension(column, input.type, cells, allowed[column] ?? [], rows)];
  });
  if (validity !== undefined) dimensions.push(valueDimension(-1, 'date', validity, [], rows));
  // Few atoms first: the search for holes then meets the long lines with few boxes alive.
  dimensions.sort((a, b) => a.atoms - b.atoms);
  return { dimensions, rules: rows.map((row) => row.rule), unknown };
}
