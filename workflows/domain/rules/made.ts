import type { Cell, Test } from './cell';
import { classOf, type Column } from './column';
import type { FeelOptions } from './feel';
import type { Facts } from './feel-value';
import type { TableResult } from './outcome';
import type { DecisionTable, ValueType } from './table';

type Evaluate = (facts: Facts, options?: FeelOptions) => TableResult;

/** What a made function hands on to. */
type Handing = {
  /** Answers by all that is known about the table, however odd the facts. */
  readonly rest: Evaluate;
  /** Answers from values and classes that were put in their places, all of them of the declared types. */
  readonly found: Evaluate;
  readonly values: unknown[];
  readonly classes: Int32Array;
};

type Parts = {
  readonly table: DecisionTable;
  /** The fact that each column reads; undefined where one reads anything but a fact by its name. */
  readonly names: readonly string[] | undefined;
  /** What a rule answers whatever the facts. */
  readonly ready: (rule: number) => TableResult | undefined;
  readonly columns: readonly Column[];
  readonly handing: Handing;
};

/** More rules than this are found sooner by the tree. */
const MOST_RULES = 24;

/** The head ends where it is expected to answer so many of all questions, and is not worth its time below the lesser share. */
const ENOUGH = 0.97;
const LEAST = 0.5;

const CHECKS: Partial<Record<ValueType, (value: string) => string>> = {
  string: (value) => `typeof ${value} === 'string'`,
  // FEEL judges what is no number.
  number: (value) => `typeof ${value} === 'number' && ${value} === ${value}`,
  boolean: (value) => `typeof ${value} === 'boolean'`,
  list: (value) => `isArray(${value})`,
};

/** What is said of a value, with the values it is compared with left as places in `constants`. */
class Writer {
  readonly constants: unknown[] = [];

  cell(cell: Cell, type: ValueType, value: string): string | undefined {
    if (cell.kind === 'any') return 'true';
    if (cell.kind !== 'tests') return undefined;
    const tests = cell.tests.map((test) => this.test(test, type, value));
    if (tests.includes(undefined)) return undefined;
    const any = `(${tests.join(' || ')})`;
    return cell.negated ? `!${any}` : any;
  }

  private constant(value: unknown): string {
    const known = this.constants.indexOf(value);
    return `k${known >= 0 ? known : this.constants.push(value) - 1}`;
  }

  private test(test: Test, type: ValueType, value: string): string | undefined {
    if (type === 'list') return test.t === 'has' ? `${value}.includes(${this.constant(test.value)})` : undefined;
    switch (test.t) {
      case 'eq':
      case 'has':
        return `${value} === ${this.constant(test.value)}`;
      case 'ne':
        return typeof test.value === type ? `${value} !== ${this.constant(test.value)}` : 'false';
      case 'range':
        return test.kind === type ? this.range(test, value) : 'false';
      case 'text':
        return type === 'string' ? `${value}.${METHODS[test.fn]}(${this.constant(test.value)})` : 'false';
    }
  }

  private range({ lo, hi }: Extract<Test, { t: 'range' }>, value: string): string {
    const bounds = [
      ...(lo === null ? [] : [`${value} ${lo.included ? '>=' : '>'} ${this.constant(lo.at)}`]),
      ...(hi === null ? [] : [`${value} ${hi.included ? '<=' : '<'} ${this.constant(hi.at)}`]),
    ];
    return `(${bounds.join(' && ') || 'true'})`;
  }
}

const METHODS = { contains: 'includes', 'starts with': 'startsWith', 'ends with': 'endsWith' } as const;

/** How much of a column a cell is expected to take in: every value that the column names as often as any other. */
function shareOf(cell: Cell, named: number): number {
  if (cell.kind !== 'tests') return 1;
  const some = cell.tests.reduce((sum, test) => sum + (test.t === 'eq' || test.t === 'has' ? 1 / named : 0.5), 0);
  return cell.negated ? Math.max(0, 1 - some) : Math.min(1, some);
}

const namedIn = (cells: readonly Cell[]): number =>
  Math.max(
    2,
    new Set(cells.flatMap((cell) => (cell.kind === 'tests' ? cell.tests.map((test) => 'value' in test && test.value) : []))).size,
  );

/** The conditions of the first rules, as many as are worth it. */
function conditionsOf({ table, columns, ready }: Parts, writer: Writer): string[] {
  const cells = columns.map((column) => column.cells);
  const named = cells.map(namedIn);
  const conditions: string[] = [];
  let missed = 1;
  for (let rule = 0; rule < Math.min(table.rules.length, MOST_RULES) && 1 - missed < ENOUGH; rule += 1) {
    const own = cells.map((column) => column[rule] ?? { kind: 'any' as const });
    const said = own.map((cell, at) => writer.cell(cell, table.inputs[at]?.type ?? 'any', `v${at}`));
    if (said.includes(undefined) || ready(rule) === undefined) break;
    conditions.push(said.filter((one) => one !== 'true').join(' && ') || 'true');
    missed *= 1 - own.reduce((share, cell, at) => share * shareOf(cell, named[at] ?? 2), 1);
  }
  return 1 - missed < LEAST ? [] : conditions;
}

/** Puts a value's class in its place. */
function classify({ table, columns }: Parts, at: number): string {
  const column = columns[at];
  const type = table.inputs[at]?.type;
  if (column === undefined || type === 'list') return `classes[${at}] = -1;`;
  if (type === 'boolean') return `classes[${at}] = v${at} ? ${classOf(column, true)} : ${classOf(column, false)};`;
  const other = type === 'string' ? column.otherText : column.otherNumber;
  const otherwise = other >= 0 ? String(other) : `classOf(columns[${at}], v${at})`;
  return `c = m${at}.get(v${at}); classes[${at}] = c === undefined ? ${otherwise} : c;`;
}

type Make = (...given: unknown[]) => Evaluate;

function sourceOf(parts: Parts, conditions: readonly string[], constants: number): string {
  const { inputs } = parts.table;
  const all = (count: number, one: (at: number) => string) => Array.from({ length: count }, (_, at) => one(at));
  const columns = inputs.length;
  const typed = inputs.map(({ type }, at) => CHECKS[type]?.(`v${at}`) ?? 'false');
  return [
    "'use strict';",
    ...all(columns, (at) => `const n${at} = names[${at}], m${at} = columns[${at}].named;`),
    ...all(constants, (at) => `const k${at} = constants[${at}];`),
    ...all(conditions.length, (at) => `const r${at} = results[${at}];`),
    'return (facts, options) => {',
    'if (prototypeOf(facts) !== own) return rest(facts, options);',
    ...all(columns, (at) => `const v${at} = facts[n${at}];`),
    `if (!(${typed.join(' && ') || 'true'})) return rest(facts, options);`,
    ...conditions.map((condition, at) => `if (${condition}) return r${at};`),
    'let c;',
    ...all(columns, (at) => `values[${at}] = v${at}; ${classify(parts, at)}`),
    'return found(facts, options);',
    '};',
  ].join('\n');
}

/**
 * Evaluates by a function made for one table: it reads the facts, sees that each is of its column's type, compares them with the
 * first rules where those are expected to answer most questions (many `-`: nothing is sooner than comparing), and else finds
 * the classes of the values. Its text holds operators and the numbers of places and nothing that anybody typed; names and
 * values are handed in. Where a page forbids making functions (Content-Security-Policy), or anything about the table or the
 * facts is out of the common, `rest` answers all by itself, and the same.
 */
export function madeFor(parts: Parts): Evaluate {
  const { table, columns, names, ready, handing } = parts;
  if (names === undefined || table.inputs.some(({ type }) => CHECKS[type] === undefined)) return handing.rest;
  const writer = new Writer();
  const conditions = table.hitPolicy === 'F' ? conditionsOf(parts, writer) : [];
  const given = {
    ...handing,
    ...{ names, columns, classOf, constants: writer.constants, results: conditions.map((_, rule) => ready(rule)) },
    ...{ prototypeOf: Object.getPrototypeOf, own: Object.prototype, isArray: Array.isArray },
  };
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above: no text of anybody's is in it
    const make = new Function(...Object.keys(given), sourceOf(parts, conditions, writer.constants.length)) as Make;
    return make(...Object.values(given));
  } catch {
    return handing.rest;
  }
}
