import { evaluateFeel, testCell } from '../../../workflows/domain/rules/feel';
import { toJson } from '../../../workflows/domain/rules/feel-value';
import { patternCost } from '../../../workflows/domain/rules/regex-guard';

const value = (text: string, facts = {}, now?: string) => {
  const read = evaluateFeel(text, facts, now === undefined ? {} : { now });
  return read.ok ? toJson(read.value) : read.error.code;
};

describe('FEEL with budgets', () => {
  it.each([
    ['for i in 1..3, j in [1,2] return i * j', [1, 2, 2, 4, 3, 6]],
    ['for i in 3..1 return i', [3, 2, 1]],
    ['for i in (1..3] return i', [2, 3]],
    ['some x in [1,2] satisfies x > 1', true],
    ['[1,2,3][item > 1]', [2, 3]],
    ['{a: 1, b: {c: a}}.b.c', 1],
    ['sort([3,1,2], function(x, y) x < y)', [1, 2, 3]],
    // 5 × 4 × 3 × 2 × 1 by a function that is given itself.
    ['{f: function(g, n) if n = 0 then 1 else n * g(g, n-1), r: f(f, 5)}.r', 120],
    ['[{a:1},{a:2}][a = 2].a', [2]],
    ['date("2026-01-31") + duration("P1D")', '2026-02-01'],
  ])('counting changes no answer: %s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  it.each([
    ['a thousand million turns', 'for i in 1..1000000000 return i'],
    ['three nested loops', 'for a in 1..300, b in 1..300, c in 1..300 return 1'],
    ['a function that calls itself twice', '{f: function(g, n) if n = 0 then 1 else g(g, n-1) + g(g, n-1), r: f(f, 40)}.r'],
    ['a list that doubles sixty times', 'for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])'],
    ['a list that holds itself twice', 'for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]'],
    ['a text that doubles', 'for i in 1..60 return if i = 1 then "a" else partial[-1] + partial[-1]'],
    ['a filter in a filter in a filter', '{l: for i in 1..500 return i, r: count(l[count(l[count(l[item > 0]) > 0]) > 0])}.r'],
    ['a text longer than allowed', `"${'x'.repeat(9000)}"`],
  ])('stops %s', (_, text) => {
    expect(value(text)).toBe('FEEL_BUDGET');
  });

  it('stops a range that would never end, and endless recursion', () => {
    expect(value('for i in 1..2.5 return i')).toBe('FEEL_FAILED');
    expect(value('{f: function(g) g(g), r: f(f)}.r')).toBe('FEEL_FAILED');
  });

  it('the clock is an argument', () => {
    expect(value('today()')).toBe('FEEL_CLOCK');
    expect(value('now()')).toBe('FEEL_CLOCK');
    expect(value('today()', {}, '2026-01-05T09:00:00+08:00')).toBe('2026-01-05');
  });

  it("the counters' names cannot be used or hidden", () => {
    expect(value('_lx_tick()')).toBe('FEEL_SYNTAX');
    expect(value('for i in 1..3 return i', { _lx_size: 1 })).toEqual([1, 2, 3]);
  });

  it('a syntax error says where', () => {
    // The bracket opens at 1 and the text ends at 3.
    expect(evaluateFeel('a[1', { a: [1] })).toMatchObject({ ok: false, error: { code: 'FEEL_SYNTAX', from: 3, to: 3 } });
  });
});

describe('regular expressions', () => {
  it.each(['(a+)+b', '(a|b)*c', '(\\d+)*x', '(?=a)b', '(a*)\\1', '(a\\1)', '(a)\\2', '(.{1,50}){20}'])(
    'refuses %s',
    (pattern) => {
      expect(patternCost(pattern).ok).toBe(false);
    },
  );

  it.each([
    // One pass for each start: n + 1 starts for an unanchored pattern.
    ['漏水|停电', 9, 20],
    ['(a)\\1', 9, 10],
    ['^1[3-9]\\d{9}$', 9, 1],
    // One open repetition before a part that can fail: (n + 1)² / 2.
    ['.*漏水', 9, 50],
    // The last repetition can always stop: nothing after it fails.
    ['漏水.*', 9, 10],
  ])('lets %s through', (pattern, length, steps) => {
    const cost = patternCost(pattern);
    expect(cost.ok && cost.steps(length)).toBe(steps);
  });

  it('counts the length of the text too', () => {
    expect(value('matches(x, ".*a.*b.*c")', { x: 'a'.repeat(1500) })).toBe('FEEL_PATTERN');
    expect(value('matches(x, ".*a.*b.*c")', { x: 'aabbc' })).toBe(true);
  });
});

describe('a cell', () => {
  const says = (cell: string, of: unknown, facts = {}) => {
    const said = testCell(cell, of, facts);
    return said.ok ? said.value : said.error.code;
  };
  it.each<[string, unknown, boolean | string]>([
    ['"a", "b"', 'b', true],
    ['not("a", "b")', 'b', false],
    ['not("a")', null, true],
    ['[1..5)', 5, false],
    ['[1..5)', '3', false],
    ['(5..1]', 1, true],
    ['list contains(?, "a")', null, false],
    ['some x in ? satisfies x > 2', [1, 3], true],
    ['>= limit', 3, true],
    ['>= limit', '3', false],
    ['1,', 1, 'FEEL_SYNTAX'],
    ['-', undefined, true],
  ])('%s of %j', (cell, of, expected) => {
    expect(says(cell, of, { limit: 3 })).toBe(expected);
  });
});
