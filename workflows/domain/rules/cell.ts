import { evaluateFeel, testsOf, type FeelError } from './feel';
import { childrenOf, type FeelNode } from './feel-tree';
import { kindOf } from './feel-value';
import { FeelStop } from './feel-budget';
import { quickCell } from './quick-cell';

export type Scalar = string | number | boolean | null;

/** Kinds whose values have an order that cells can cut; a date is counted in days. */
export type OrderedKind = 'number' | 'string' | 'date';

type Bound = { readonly at: number | string; readonly included: boolean } | null;

/** One unary test whose meaning is known without FEEL. */
export type Test =
  | { readonly t: 'eq'; readonly value: Scalar }
  | { readonly t: 'ne'; readonly value: Exclude<Scalar, null> }
  | { readonly t: 'range'; readonly kind: OrderedKind; readonly lo: Bound; readonly hi: Bound }
  | { readonly t: 'has'; readonly value: Exclude<Scalar, null> }
  | { readonly t: 'text'; readonly fn: 'contains' | 'starts with' | 'ends with'; readonly value: string };

/** What a cell says: anything, tests we understand, FEEL that only the interpreter understands, or a text that does not parse. */
export type Cell =
  | { readonly kind: 'any' }
  | { readonly kind: 'tests'; readonly negated: boolean; readonly tests: readonly Test[] }
  | { readonly kind: 'feel' }
  | { readonly kind: 'broken'; readonly error: FeelError };

/** An input's value as the tests see it; `exotic` values are left to the interpreter. */
export type Probe =
  | { readonly kind: 'null'; readonly value: null }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number' | 'date'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'list'; readonly value: readonly unknown[] }
  | { readonly kind: 'exotic'; readonly value: unknown };

const DAY_MS = 86_400_000;
const ISO_DATE = /^(-?\d{4,})-(\d{2})-(\d{2})$/u;

/** Days since 1970-01-01 of a FEEL date, or NaN where it has another calendar's form. */
export function dayNumber(date: { toString(): string }): number {
  const parts = ISO_DATE.exec(date.toString());
  return parts === null ? Number.NaN : Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / DAY_MS;
}

/** The FEEL date text of a day number. */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

const inOurCentury = (day: number): boolean => day > -100_000 && day < 2_000_000;

export function probeOf(value: unknown): Probe {
  if (value === null || value === undefined) return { kind: 'null', value: null };
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value === 'number') return Number.isNaN(value) ? { kind: 'exotic', value } : { kind: 'number', value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (Array.isArray(value)) return { kind: 'list', value };
  const day = kindOf(value) === 'date' ? dayNumber(value) : Number.NaN;
  return inOurCentury(day) ? { kind: 'date', value: day } : { kind: 'exotic', value };
}

const literalNodes = new Set(['StringLiteral', 'NumericLiteral', 'BooleanLiteral', 'null']);
const DATE_LITERAL = /^(?:@\s*"[^"\\]*"|date\s*\(\s*"[^"\\]*"\s*\))$/u;

type Constant = { readonly kind: 'null' | 'boolean' | OrderedKind; readonly value: Scalar };

/** The value of a literal, read by feelin itself; undefined for anything that is not one of the kinds we order or hash. */
function constantOf(text: string, node: FeelNode): Constant | undefined {
  const words = text.slice(node.from, node.to);
  if (!literalNodes.has(node.name) && !(node.name === 'DateTimeLiteral' && DATE_LITERAL.test(words))) return undefined;
  const read = evaluateFeel(words, {});
  if (!read.ok) return undefined;
  const probe = probeOf(read.value);
  return probe.kind === 'list' || probe.kind === 'exotic' ? undefined : probe;
}

function equality(constant: Constant): Test {
  if (constant.kind !== 'date') return { t: 'eq', value: constant.value };
  const at = { at: constant.value as number, included: true };
  return { t: 'range', kind: 'date', lo: at, hi: at };
}

const ordered = (constant: Constant | undefined): constant is Constant & { kind: OrderedKind; value: number | string } =>
  constant !== undefined && constant.kind !== 'null' && constant.kind !== 'boolean';

function comparison(text: string, test: FeelNode): Test | undefined {
  const [operator, operand] = childrenOf(test);
  if (operator === undefined || operand === undefined) return undefined;
  const sign = text.slice(operator.from, operator.to);
  const constant = constantOf(text, operand);
  if (constant === undefined) return undefined;
  if (sign === '=') return equality(constant);
  if (sign === '!=') return constant.value === null || constant.kind === 'date' ? undefined : { t: 'ne', value: constant.value };
  if (!ordered(constant)) return undefined;
  const bound = { at: constant.value, included: sign.endsWith('=') };
  return { t: 'range', kind: constant.kind, lo: sign.startsWith('>') ? bound : null, hi: sign.startsWith('<') ? bound : null };
}

function interval(text: string, node: FeelNode): Test | undefined {
  const [open, first, , second, close] = childrenOf(node);
  if (open === undefined || first === undefined || second === undefined || close === undefined) return undefined;
  const [a, b] = [constantOf(text, first), constantOf(text, second)];
  if (!ordered(a) || !ordered(b) || a.kind !== b.kind) return undefined;
  const lo = { at: a.value, included: open.name === '[' };
  const hi = { at: b.value, included: close.name === ']' };
  // feelin reads a descending interval the other way round.
  return a.value > b.value ? { t: 'range', kind: a.kind, lo: hi, hi: lo } : { t: 'range', kind: a.kind, lo, hi };
}

/** `list contains(?, "x")`, `contains(?, "x")` and their like, with a literal. */
function call(text: string, node: FeelNode): Test | undefined {
  const [target, , parameters] = childrenOf(node);
  if (target?.name !== 'VariableName' || parameters?.name !== 'PositionalParameters') return undefined;
  const name = text.slice(target.from, target.to).replace(/\s+/gu, ' ');
  const [subject, literal, more] = childrenOf(parameters);
  if (subject?.name !== '?' || literal === undefined || more !== undefined) return undefined;
  const constant = constantOf(text, literal);
  if (constant === undefined || constant.value === null || constant.kind === 'date') return undefined;
  if (name === 'list contains') return { t: 'has', value: constant.value };
  const textual = name === 'contains' || name === 'starts with' || name === 'ends with';
  return textual && typeof constant.value === 'string' ? { t: 'text', fn: name, value: constant.value } : undefined;
}

function list(text: string, node: FeelNode): Test[] | undefined {
  const constants = childrenOf(node)
    .slice(1, -1)
    .map((entry) => constantOf(text, entry));
  // A list is asked by identity, which dates do not have.
  if (!constants.every((constant) => constant !== undefined && constant.kind !== 'date')) return undefined;
  return constants.map((constant) => ({ t: 'eq', value: constant?.value ?? null }));
}

function understand(text: string, positive: FeelNode): readonly Test[] | undefined {
  const node = positive.firstChild;
  if (node === null) return undefined;
  if (node.name === 'List') return list(text, node);
  const constant = constantOf(text, node);
  if (constant !== undefined) return [equality(constant)];
  const first = node.firstChild;
  const test =
    node.name === 'FunctionInvocation'
      ? call(text, node)
      : node.name !== 'SimplePositiveUnaryTest' || first === null
        ? undefined
        : first.name === 'Interval'
          ? interval(text, first)
          : comparison(text, node);
  return test === undefined ? undefined : [test];
}

/** What a cell says, read from its FEEL tree. */
export function classify(text: string): Cell {
  try {
    const { wildcard, negated, tests } = testsOf(text, {});
    if (wildcard) return { kind: 'any' };
    const known = tests.map((test) => understand(text, test));
    if (!known.every((test) => test !== undefined)) return { kind: 'feel' };
    return { kind: 'tests', negated, tests: known.flat() };
  } catch (caught) {
    const at = caught instanceof Error && 'position' in caught ? (caught.position as { from: number; to: number }) : undefined;
    const words =
      caught instanceof FeelStop ? caught.words : { zh: `无法解析：${String(caught)}`, en: `Cannot be read: ${String(caught)}` };
    return { kind: 'broken', error: { code: caught instanceof FeelStop ? caught.code : 'FEEL_SYNTAX', message: words, ...at } };
  }
}

/** Reads the meaning of a cell's text; asked often for the same text, so the caller's memo is passed along. */
export function cellOf(text: string, memo: Map<string, Cell>): Cell {
  const known = memo.get(text);
  if (known !== undefined) return known;
  const cell = quickCell(text) ?? classify(text);
  memo.set(text, cell);
  return cell;
}

const above = (value: number | string, lo: Bound): boolean => lo === null || value > lo.at || (lo.included && value === lo.at);
const below = (value: number | string, hi: Bound): boolean => hi === null || value < hi.at || (hi.included && value === hi.at);

function passes(test: Test, probe: Probe): boolean {
  switch (test.t) {
    case 'eq':
      return probe.kind !== 'date' && probe.value === test.value;
    case 'ne':
      return probe.kind === 'null' || (probe.kind === typeof test.value && probe.value !== test.value);
    case 'range':
      return probe.kind === test.kind && above(probe.value, test.lo) && below(probe.value, test.hi);
    case 'has':
      return probe.kind === 'list' ? probe.value.includes(test.value) : probe.kind !== 'date' && probe.value === test.value;
    case 'text':
      return probe.kind === 'string' && textPasses(test.fn, probe.value, test.value);
  }
}

function textPasses(fn: 'contains' | 'starts with' | 'ends with', text: string, part: string): boolean {
  if (fn === 'contains') return text.includes(part);
  return fn === 'starts with' ? text.startsWith(part) : text.endsWith(part);
}

/** Whether the tests of a cell can be asked of this value without the interpreter. */
export const decides = (cell: Cell, probe: Probe): boolean =>
  cell.kind === 'any' ||
  (cell.kind === 'tests' && (probe.kind === 'list' ? cell.tests.every((test) => test.t === 'has') : probe.kind !== 'exotic'));

/** The answer of a cell that `decides` a value. */
export const cellPasses = (cell: Cell, probe: Probe): boolean =>
  cell.kind === 'any' || (cell.kind === 'tests' && cell.negated !== cell.tests.some((test) => passes(test, probe)));
