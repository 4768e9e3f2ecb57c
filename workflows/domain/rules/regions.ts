import { dayText, probeOf, type Cell, type OrderedKind, type Scalar, type Test } from './cell';

/** Regions `from`..`to`, both included. */
export type Span = readonly [from: number, to: number];

const ORDERED: readonly OrderedKind[] = ['number', 'string', 'date'];

/** One ordered kind's part of a column: its points cut the line into gap, point, gap, … point, gap. */
type Line = {
  readonly kind: OrderedKind;
  readonly base: number;
  readonly points: readonly (number | string)[];
  readonly index: ReadonlyMap<number | string, number>;
  /** Whether a cell distinguishes one gap from another. */
  readonly cut: boolean;
};

/**
 * Every value of a column belongs to one region, and no cell we understand tells two values of one region apart:
 * region 0 is null, 1 false, 2 true, then the lines of numbers, texts and dates.
 */
export type Partition = { readonly size: number; readonly lines: Readonly<Record<OrderedKind, Line>> };

const TRUE_REGION = 2;

function pointsOf(test: Test): { kind: OrderedKind; points: (number | string)[]; range: boolean } | undefined {
  if (test.t === 'range') {
    const points = [test.lo, test.hi].flatMap((bound) => (bound === null ? [] : [bound.at]));
    return { kind: test.kind, points, range: test.lo?.at !== test.hi?.at };
  }
  if (test.t === 'text' || typeof test.value === 'boolean' || test.value === null) return undefined;
  return { kind: typeof test.value === 'number' ? 'number' : 'string', points: [test.value], range: false };
}

const ascending = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

function lineOf(kind: OrderedKind, base: number, cells: readonly Cell[]): Line {
  const points = new Set<number | string>();
  let cut = false;
  for (const cell of cells) {
    for (const test of cell.kind === 'tests' ? cell.tests : []) {
      const found = pointsOf(test);
      if (found?.kind !== kind) continue;
      for (const point of found.points) points.add(point === 0 ? 0 : point);
      cut ||= found.range;
    }
  }
  const sorted = [...points].sort(ascending);
  return { kind, base, points: sorted, index: new Map(sorted.map((point, at) => [point, at])), cut };
}

/** Cuts a column by everything its cells mention. */
export function partition(cells: readonly Cell[]): Partition {
  let base = TRUE_REGION + 1;
  const lines = {} as Record<OrderedKind, Line>;
  for (const kind of ORDERED) {
    lines[kind] = lineOf(kind, base, cells);
    base += 2 * lines[kind].points.length + 1;
  }
  return { size: base, lines };
}

/** How many of the sorted points lie below a value that is none of them. */
function below(points: readonly (number | string)[], value: number | string): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const point = points[middle];
    if (point !== undefined && point < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function onLine(line: Line, value: number | string): number {
  const point = line.index.get(value);
  if (point !== undefined) return line.base + 2 * point + 1;
  return line.base + (line.cut ? 2 * below(line.points, value) : 0);
}

/** The region a value falls in, or -1 for a list or a value left to the interpreter. */
export function regionOf(lines: Partition, value: unknown): number {
  switch (typeof value) {
    case 'string':
      return onLine(lines.lines.string, value);
    case 'number':
      return Number.isNaN(value) ? -1 : onLine(lines.lines.number, value);
    case 'boolean':
      return value ? TRUE_REGION : 1;
    default:
      return value === null || value === undefined ? 0 : dateRegion(lines, value);
  }
}

function dateRegion(lines: Partition, value: unknown): number {
  const probe = probeOf(value);
  return probe.kind === 'date' ? onLine(lines.lines.date, probe.value) : -1;
}

function scalarRegion(lines: Partition, value: Scalar): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? TRUE_REGION : 1;
  return onLine(lines.lines[typeof value === 'number' ? 'number' : 'string'], value);
}

function rangeSpan(lines: Partition, test: Extract<Test, { t: 'range' }>): Span {
  const line = lines.lines[test.kind];
  const last = line.base + 2 * line.points.length;
  const at = (value: number | string) => line.base + 2 * (line.index.get(value) ?? 0) + 1;
  const from = test.lo === null ? line.base : at(test.lo.at) + (test.lo.included ? 0 : 1);
  const to = test.hi === null ? last : at(test.hi.at) - (test.hi.included ? 0 : 1);
  return [from, to];
}

/** `!= "a"`: null, and every other value of the same kind. */
function otherSpans(lines: Partition, value: Exclude<Scalar, null>): Span[] {
  const own = scalarRegion(lines, value);
  if (typeof value === 'boolean') return [[0, 0], value ? [1, 1] : [TRUE_REGION, TRUE_REGION]];
  const line = lines.lines[typeof value === 'number' ? 'number' : 'string'];
  return [
    [0, 0],
    [line.base, own - 1],
    [own + 1, line.base + 2 * line.points.length],
  ];
}

function spansOf(lines: Partition, test: Test): Span[] {
  if (test.t === 'range') return [rangeSpan(lines, test)];
  if (test.t === 'ne') return otherSpans(lines, test.value);
  const own = scalarRegion(lines, test.value);
  return [[own, own]];
}

/** Sorted, disjoint spans that cover the same regions. */
function merged(spans: readonly Span[]): Span[] {
  const sorted = spans.filter(([from, to]) => from <= to).sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** What is left of all regions when some are taken away. */
export function complement(spans: readonly Span[], size: number): Span[] {
  const out: Span[] = [];
  let next = 0;
  for (const [from, to] of spans) {
    if (from > next) out.push([next, from - 1]);
    next = to + 1;
  }
  if (next < size) out.push([next, size - 1]);
  return out;
}

/** The regions of single values a cell says yes to; undefined for a cell that regions cannot express. */
export function accepted(lines: Partition, cell: Cell): readonly Span[] | undefined {
  if (cell.kind === 'any') return [[0, lines.size - 1]];
  if (cell.kind !== 'tests' || cell.tests.some((test) => test.t === 'text')) return undefined;
  const spans = merged(cell.tests.flatMap((test) => spansOf(lines, test)));
  return cell.negated ? complement(spans, lines.size) : spans;
}

const quoted = (value: number | string, kind: OrderedKind): string =>
  kind === 'number' ? String(value) : kind === 'date' ? `@"${dayText(Number(value))}"` : JSON.stringify(value);

/** Where on which line a region lies; undefined for null, false and true. */
function placeOf(lines: Partition, region: number): { line: Line; at: number } | undefined {
  for (const kind of ORDERED) {
    const line = lines.lines[kind];
    if (region >= line.base && region <= line.base + 2 * line.points.length) return { line, at: region - line.base };
  }
  return undefined;
}

/** The bounds of the gap `at` (an even place): the points to its left and right. */
const around = (line: Line, at: number) => ({ left: line.points[at / 2 - 1], right: line.points[at / 2] });

function numberBetween(left: number | undefined, right: number | undefined, step: number): number | undefined {
  if (left === undefined) return right === undefined ? 0 : right - step;
  if (right === undefined) return left + step;
  const whole = Math.floor(left) + 1;
  if (whole < right) return whole;
  const middle = (left + right) / 2;
  return step === 1 && middle > left && middle < right ? middle : undefined;
}

/** A text that sorts after `left` and before `right`, when there is one. */
function textBetween(left: string | undefined, right: string | undefined): string | undefined {
  const candidate = left === undefined ? '' : `${left}~`;
  return right === undefined || candidate < right ? candidate : undefined;
}

/**
 * A value of a region, as JSON: undefined where the region is empty (no whole day between two neighbouring days) and for
 * "any other text" where the column cannot name one.
 */
export function sampleOf(lines: Partition, region: number): Scalar | undefined {
  if (region === 0) return null;
  if (region <= TRUE_REGION) return region === TRUE_REGION;
  const place = placeOf(lines, region);
  if (place === undefined) return undefined;
  const { line, at } = place;
  if (at % 2 === 1) return shown(line.points[(at - 1) / 2], line.kind);
  const { left, right } = around(line, at);
  if (line.kind === 'string') {
    if (!line.cut) return otherText(line);
    return textBetween(left as string | undefined, right as string | undefined);
  }
  const value = numberBetween(left as number | undefined, right as number | undefined, 1);
  if (line.kind === 'number') return value;
  return value !== undefined && Number.isInteger(value) ? shown(value, 'date') : undefined;
}

const shown = (value: number | string | undefined, kind: OrderedKind): Scalar | undefined =>
  kind === 'date' && value !== undefined ? dayText(Number(value)) : value;

/** A text that no cell of the column names. */
function otherText(line: Line): string {
  let text = 'other';
  while (line.index.has(text)) text += '*';
  return text;
}

/** The kind of single value a region holds. */
export function kindOfRegion(lines: Partition, region: number): 'null' | 'boolean' | OrderedKind {
  if (region === 0) return 'null';
  return region <= TRUE_REGION ? 'boolean' : (placeOf(lines, region)?.line.kind ?? 'string');
}

/** A column whose texts are only compared for equality has one "any other text", not a gap between each two. */
export const isSpareGap = (lines: Partition, region: number): boolean => {
  const place = placeOf(lines, region);
  return place !== undefined && !place.line.cut && place.at % 2 === 0 && place.at > 0;
};

/** Neighbouring regions of one line as one FEEL test, e.g. `[1..5)`. */
export function spanText(lines: Partition, [from, to]: Span): string {
  if (from <= TRUE_REGION) return ['null', 'false', 'true'][from] ?? 'null';
  const place = placeOf(lines, from);
  if (place === undefined) return '-';
  const { line, at } = place;
  const end = to - line.base;
  const lo = at % 2 === 1 ? line.points[(at - 1) / 2] : around(line, at).left;
  const hi = end % 2 === 1 ? line.points[(end - 1) / 2] : around(line, end).right;
  if (at === end && at % 2 === 1 && lo !== undefined) return quoted(lo, line.kind);
  if (!line.cut) return `not(${line.points.map((point) => quoted(point, line.kind)).join(',')})`;
  if (lo === undefined) return hi === undefined ? '-' : `${end % 2 === 1 ? '<=' : '<'} ${quoted(hi, line.kind)}`;
  if (hi === undefined) return `${at % 2 === 1 ? '>=' : '>'} ${quoted(lo, line.kind)}`;
  return `${at % 2 === 1 ? '[' : '('}${quoted(lo, line.kind)}..${quoted(hi, line.kind)}${end % 2 === 1 ? ']' : ')'}`;
}
