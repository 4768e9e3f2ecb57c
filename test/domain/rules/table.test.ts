import { compileTable } from '../../../workflows/domain/rules/compile';
import { evaluate, evaluateLiteral } from '../../../workflows/domain/rules/evaluate';
import { decisionSchema, type DecisionTable } from '../../../workflows/domain/rules/table';
import { tableFixture } from './fixture';

const table = tableFixture('grading');
const same = { zh: '', en: '' };

/** A table over one number `n`; rows are [cell, answer]. */
function small(
  hitPolicy: DecisionTable['hitPolicy'],
  rows: readonly (readonly [string, string])[],
  more: Partial<DecisionTable> = {},
): DecisionTable {
  return {
    kind: 'table',
    id: 't',
    name: same,
    hitPolicy,
    inputs: [{ id: 'n', label: same, expression: 'n', type: 'number' }],
    outputs: [{ id: 'out', label: same, type: 'any' }],
    rules: rows.map(([when, then], at) => ({ id: `r${at}`, when: [when], then: [then] })),
    ...more,
  };
}

/** Both interpretations, which must agree, as one. */
function ask(of: DecisionTable, facts: Record<string, unknown>, now?: string) {
  const options = now === undefined ? {} : { now };
  const plain = evaluate(of, facts, options);
  expect(compileTable(of).evaluate(facts, options)).toEqual(plain);
  return plain;
}

describe('the grading table', () => {
  it.each([
    // Gas stands first, so it wins over the water row that matches as well.
    ['gas', { category: 'water', urgency: 5, words: ['燃气'], place: { district: '520103' } }, { grade: 'A', hours: 2 }, [1]],
    [
      'power at the bound 3',
      { category: 'power', urgency: 3, words: [], place: { district: 'x' } },
      { grade: 'B', hours: 24 },
      [2],
    ],
    [
      'power below it: 2 × 10',
      { category: 'power', urgency: 2, words: [], place: { district: 'x' } },
      { grade: 'C', hours: 20 },
      [4],
    ],
    [
      'another category in a listed district',
      { category: 'road', urgency: 4, words: [], place: { district: '520102' } },
      { grade: 'D', hours: 120 },
      [3],
    ],
    [
      'the same outside it: 4 × 10',
      { category: 'road', urgency: 4, words: [], place: { district: '520111' } },
      { grade: 'C', hours: 40 },
      [4],
    ],
    [
      'no category at all is not water',
      { urgency: 5, words: [], place: { district: '520103' } },
      { grade: 'D', hours: 120 },
      [3],
    ],
  ])('%s', (_, facts, value, matched) => {
    expect(ask(table, facts)).toEqual({ ok: true, value, matched });
  });

  it('takes a fact of the wrong type for null and says so', () => {
    const result = ask(table, { category: 'road', urgency: 'high', words: [], place: { district: '520103' } });
    // "high" is null to [4..5], so the last row answers; its "high" * 10 is null, which any type may hold.
    expect(result).toEqual({ ok: true, value: { grade: 'C', hours: null }, matched: [4], mistyped: ['urgency'] });
  });
});

describe('hit policies (DMN 1.5, 8.2.10)', () => {
  const overlapping = [
    ['> 0', '"low"'],
    ['> 10', '"high"'],
    ['> 5', '"middle"'],
  ] as const;
  const ranked = { outputs: [{ id: 'out', label: same, type: 'string' as const, allowed: ['"high"', '"middle"', '"low"'] }] };

  it('Unique refuses two matches and names them', () => {
    expect(ask(small('U', overlapping), { n: 7 })).toMatchObject({
      ok: false,
      error: { code: 'MULTIPLE_MATCHES', rules: [1, 3] },
    });
    expect(ask(small('U', overlapping), { n: 3 })).toEqual({ ok: true, value: { out: 'low' }, matched: [1] });
  });

  it('Any takes equal answers and refuses different ones', () => {
    const rows = [
      ['> 0', '[1, {a: 2}]'],
      ['> 5', '[1, {a: 2}]'],
      ['> 10', '3'],
    ] as const;
    expect(ask(small('A', rows), { n: 7 })).toEqual({ ok: true, value: { out: [1, { a: 2 }] }, matched: [1, 2] });
    expect(ask(small('A', rows), { n: 11 })).toMatchObject({ ok: false, error: { code: 'ANY_CONFLICT', rules: [1, 2, 3] } });
  });

  it('Priority answers by the order of the allowed values, Output order lists by it', () => {
    expect(ask(small('P', overlapping, ranked), { n: 11 })).toEqual({ ok: true, value: { out: 'high' }, matched: [2, 3, 1] });
    expect(ask(small('O', overlapping, ranked), { n: 7 })).toEqual({
      ok: true,
      value: [{ out: 'middle' }, { out: 'low' }],
      matched: [3, 1],
    });
  });

  it("First stops at the first, Rule order lists all in the table's order", () => {
    expect(ask(small('F', overlapping), { n: 11 })).toEqual({ ok: true, value: { out: 'low' }, matched: [1] });
    const all = [{ out: 'low' }, { out: 'high' }, { out: 'middle' }];
    expect(ask(small('R', overlapping), { n: 11 })).toEqual({ ok: true, value: all, matched: [1, 2, 3] });
    expect(ask(small('C', overlapping), { n: 11 })).toEqual({ ok: true, value: all, matched: [1, 2, 3] });
  });

  it.each([
    // n = 7 matches rules 1 and 2 (10 and 4), not rule 3.
    ['SUM', 14],
    ['MIN', 4],
    ['MAX', 10],
    ['COUNT', 2],
  ] as const)('Collect %s', (aggregation, out) => {
    const rows = [
      ['> 0', '10'],
      ['> 5', '4'],
      ['> 10', '1'],
    ] as const;
    expect(ask(small('C', rows, { aggregation }), { n: 7 })).toEqual({ ok: true, value: { out }, matched: [1, 2] });
  });

  it('cannot sum what are no numbers', () => {
    expect(ask(small('C', [['-', '"a"']], { aggregation: 'SUM' }), { n: 1 })).toMatchObject({
      ok: false,
      error: { code: 'AGGREGATION_TYPE', cell: 'out' },
    });
  });

  it('no match gives the defaults, or null', () => {
    expect(ask(small('U', [['> 5', '1']]), { n: 1 })).toEqual({ ok: true, value: null, matched: [] });
    const outputs = [{ id: 'out', label: same, type: 'number' as const, default: 'n + 1' }];
    expect(ask(small('U', [['> 5', '1']], { outputs }), { n: 1 })).toEqual({ ok: true, value: { out: 2 }, matched: [] });
  });
});

describe('what goes wrong in a table', () => {
  it('a cell that fails counts only where no other cell of its rule says no', () => {
    const rows = [
      ['> true', '1'],
      ['> 5', '2'],
    ] as const;
    const two = small('F', rows);
    two.inputs.push({ id: 'm', label: same, expression: 'm', type: 'any' });
    two.rules.forEach((rule) => rule.when.push('"x"'));
    two.inputs[0]!.type = 'any';
    // `> true` cannot be computed for a boolean; with m = "y" the rule is out anyway.
    expect(ask(two, { n: true, m: 'y' })).toEqual({ ok: true, value: null, matched: [] });
    expect(ask(two, { n: true, m: 'x' })).toMatchObject({ ok: false, error: { code: 'CELL_ERROR', rule: 1, cell: 'n' } });
    // A text is of another type than true: no comparison, no failure.
    expect(ask(two, { n: 'q', m: 'x' })).toEqual({ ok: true, value: null, matched: [] });
  });

  it('a number in quotes is no number, and a null member test is no', () => {
    const any = small('F', [
      ['[1..5]', '1'],
      ['list contains(?, "a")', '2'],
      ['not(list contains(?, "a"))', '3'],
    ]);
    any.inputs[0]!.type = 'any';
    expect(ask(any, { n: '3' })).toMatchObject({ matched: [3] });
    expect(ask(any, { n: null })).toMatchObject({ matched: [3] });
    expect(ask(any, { n: ['b', 'a'] })).toMatchObject({ matched: [2] });
    expect(ask(any, { n: 3 })).toMatchObject({ matched: [1] });
  });

  it('an answer outside the allowed values is an error with its rule', () => {
    const outputs = [{ id: 'out', label: same, type: 'string' as const, allowed: ['"a"'] }];
    expect(ask(small('F', [['-', '"b"']], { outputs }), { n: 1 })).toMatchObject({
      ok: false,
      error: { code: 'OUTPUT_NOT_ALLOWED', rule: 1, cell: 'out' },
    });
  });

  it('a rule with a cell too many breaks the table', () => {
    const torn = small('F', [['-', '1']]);
    torn.rules[0]!.when.push('-');
    expect(ask(torn, { n: 1 })).toMatchObject({ ok: false, error: { code: 'TABLE_BROKEN', rule: 1 } });
  });
});

describe('dates', () => {
  it('rules count from their first to their last day, both included', () => {
    const dated = small('F', [
      ['-', '1'],
      ['-', '2'],
    ]);
    dated.rules[0] = { ...dated.rules[0]!, from: '2026-03-01', to: '2026-03-31' };
    expect(ask(dated, { n: 1 }, '2026-02-28T23:59:59+08:00')).toMatchObject({ matched: [2] });
    expect(ask(dated, { n: 1 }, '2026-03-01T00:00:00+08:00')).toMatchObject({ matched: [1] });
    expect(ask(dated, { n: 1 }, '2026-03-31T23:00:00+08:00')).toMatchObject({ matched: [1] });
    expect(ask(dated, { n: 1 }, '2026-04-01T00:00:00+08:00')).toMatchObject({ matched: [2] });
    expect(ask(dated, { n: 1 })).toMatchObject({ ok: false, error: { code: 'NO_DATE' } });
  });

  it('a date fact is a text, a date answer too', () => {
    const by = small('F', [
      ['< @"2026-10-01"', 'n + duration("P1D")'],
      ['[date("2026-10-01")..date("2026-10-07")]', '"holiday"'],
    ]);
    by.inputs[0]!.type = 'date';
    expect(ask(by, { n: '2026-10-07' })).toEqual({ ok: true, value: { out: 'holiday' }, matched: [2] });
    by.rules[0]!.then = ['date(n) + duration("P1D")'];
    expect(ask(by, { n: '2026-09-30' })).toEqual({ ok: true, value: { out: '2026-10-01' }, matched: [1] });
  });
});

it("a literal decision is one expression under its output's name", () => {
  const literal = decisionSchema.parse({
    kind: 'literal',
    id: 'x',
    name: same,
    expression: 'if urgency > 3 then "A" else "C"',
    output: 'grade',
    type: 'string',
  });
  if (literal.kind !== 'literal') throw new Error('not a literal');
  expect(evaluateLiteral(literal, { urgency: 4 })).toEqual({ ok: true, value: { grade: 'A' }, matched: [] });
  expect(evaluateLiteral({ ...literal, expression: 'urgency' }, { urgency: 4 })).toMatchObject({
    ok: false,
    error: { code: 'OUTPUT_NOT_ALLOWED' },
  });
});
