import * as fc from 'fast-check';
import type { DecisionTable, ValueType } from '../../../workflows/domain/rules/table';

type Column = { type: ValueType; cell: fc.Arbitrary<string>; value: fc.Arbitrary<unknown> };

const word = fc.constantFrom('a', 'b', 'c', 'ab', 'z');
const text = word.map((w) => `"${w}"`);
const number = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(0.5, 2.5, 3.25));
const open = fc.constantFrom('[', '(');
const close = fc.constantFrom(']', ')');
const day = fc.integer({ min: 1, max: 9 }).map((d) => `2026-01-0${d}`);

const range = (bound: fc.Arbitrary<string>) => fc.tuple(open, bound, bound, close).map(([o, a, b, c]) => `${o}${a}..${b}${c}`);
const compare = (bound: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '> ', '=', '!='), bound).map(([sign, a]) => `${sign}${a}`);
const several = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: 1, maxLength: 3 }).map((tests) => tests.join(', '));
const list = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: 1, maxLength: 3 }).map((tests) => `[${tests.join(',')}]`);
const not = (tests: fc.Arbitrary<string>) => tests.map((inner) => `not(${inner})`);

/** Cells of one kind: `-` now and then, alone, listed and negated, and sometimes what only FEEL knows or nobody can read. */
function cells(one: fc.Arbitrary<string>, odd: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const tests = several(one);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('-', '') },
    { weight: 6, arbitrary: tests },
    { weight: 2, arbitrary: not(tests) },
    { weight: 1, arbitrary: odd },
  );
}

const numbers = number.map(String);
const days = day.map((d) => `@"${d}"`);
const numberTest = fc.oneof(numbers, compare(numbers), range(numbers), list(numbers), fc.constant('null'));
const textTest = fc.oneof(text, compare(text), range(text), list(text), fc.constant('null'));
const member = text.map((w) => `list contains(?, ${w})`);
const part = fc.tuple(fc.constantFrom('contains', 'starts with', 'ends with'), text).map(([fn, w]) => `${fn}(?, ${w})`);
const oddities = fc.constantFrom(
  'limit',
  '> limit',
  '? > limit',
  'other',
  '1 +',
  'some x in ? satisfies x = "a"',
  '? + 1 > 2',
  '> true',
  'count(?) > 1',
);

const nullable = (value: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 8, arbitrary: value },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined, true, 'a', 3, ['a'], [3], [], { a: 1 }) },
  );

const columns: Column[] = [
  { type: 'number', cell: cells(numberTest, oddities), value: nullable(number) },
  { type: 'string', cell: cells(fc.oneof(textTest, part), oddities), value: nullable(word) },
  {
    type: 'boolean',
    cell: cells(fc.constantFrom('true', 'false', '= true', '!= false'), oddities),
    value: nullable(fc.boolean()),
  },
  { type: 'list', cell: cells(fc.oneof(member, textTest), oddities), value: nullable(fc.array(word, { maxLength: 3 })) },
  { type: 'date', cell: cells(fc.oneof(days, compare(days), range(days)), oddities), value: nullable(day) },
  {
    type: 'any',
    cell: cells(fc.oneof(numberTest, textTest, member, part), oddities),
    value: nullable(fc.oneof(number, word, fc.array(word, { maxLength: 2 }))),
  },
];

const column = fc.constantFrom(...columns);
const hitPolicy = fc.constantFrom('U', 'A', 'P', 'F', 'R', 'O', 'C');
const outputCell = fc.constantFrom('"x"', '"y"', '"z"', '"x"', 'other', '');
const validity = fc.oneof(
  { weight: 9, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: day.map((from) => ({ from })) },
  { weight: 1, arbitrary: day.map((to) => ({ to })) },
);
const same = { zh: '', en: '' };

export type TableAndFacts = { table: DecisionTable; facts: Record<string, unknown>[] };

/** A random table with facts that fit its columns more often than not; so many sets of facts, or one to four. */
export const tableWith = (sets?: number): fc.Arbitrary<TableAndFacts> =>
  fc.tuple(fc.array(column, { minLength: 1, maxLength: 4 }), hitPolicy, fc.boolean()).chain(([used, policy, defaulted]) =>
    fc.record({
      table: fc
        .array(fc.tuple(fc.tuple(...used.map((one) => one.cell)), outputCell, validity), { maxLength: 12 })
        .map((rows): DecisionTable => ({
          kind: 'table',
          id: 't',
          name: same,
          hitPolicy: policy,
          inputs: used.map((one, at) => ({ id: `c${at}`, label: same, expression: `f${at}`, type: one.type })),
          outputs: [
            {
              id: 'out',
              label: same,
              type: 'string',
              allowed: ['"z"', '"x"', '"y"', '"a"'],
              ...(defaulted ? { default: '"y"' } : {}),
            },
          ],
          rules: rows.map(([when, then, dates], at) => ({ id: `r${at}`, when, then: [then], ...dates })),
        })),
      facts: fc.array(
        fc.tuple(...used.map((one) => one.value)).map((values) => ({
          limit: 2,
          other: 'a',
          ...Object.fromEntries(values.flatMap((value, at) => (value === undefined ? [] : [[`f${at}`, value]]))),
        })),
        { minLength: sets ?? 1, maxLength: sets ?? 4 },
      ),
    }),
  );

export const tableAndFacts = tableWith();

/** Any cell text of any column. */
export const cellText: fc.Arbitrary<string> = column.chain((one) => one.cell);
