import { evaluateFeel, testCell } from '../../../../workflows/domain/rules/feel';
import { toJson } from '../../../../workflows/domain/rules/feel-value';
import { literal, model, input, valueOf } from './model';

const value = (text: string, facts: Record<string, unknown> = {}): unknown => {
  const read = evaluateFeel(text, facts, { now: '2026-01-05T09:00:00+08:00' });
  return read.ok ? toJson(read.value) : read.error.code;
};

/** Where FEEL is easily got wrong: the points that the public suite asks about, in examples of our own. */
describe('FEEL as DMN 1.5 defines it', () => {
  it.each<[string, unknown]>([
    // Comparison is within one kind; null equals null alone.
    ['3 = "3"', null],
    ['[] = null', false],
    ['{b: 1, a: [2]} = {a: [2], b: 1}', true],
    ['"b" > 3', null],
    ['duration("P1Y") = duration("P12M")', true],
    ['duration("P0D") = duration("P0Y")', true],
    ['duration("P1Y") < duration("P400D")', null],
    ['time("08:00:00+08:00") = time("00:00:00Z")', true],
    ['time("08:00:00") = time("08:00:00Z")', false],
    ['is(time("08:00:00+08:00"), time("00:00:00Z"))', false],
    ['(< 10) = (null..10)', false],
    // Logic has three values, and only booleans count.
    ['true or null', true],
    ['false or "x"', null],
    ['false and null', false],
    ['some x in [1, null] satisfies x > 3', null],
    ['some x in [5, null] satisfies x > 3', true],
    ['every x in [] satisfies x > 3', true],
    ['if null then 1 else 2', 2],
    // Numbers are decimal.
    ['0.1 + 0.2', 0.3],
    ['0.1 + 0.2 = 0.3', true],
    ['-5 / 0', null],
    ['2 ** -1', 0.5],
    ['decimal(2.5, 0)', 2],
    ['decimal(1.115, 2)', 1.12],
    ['round half up(-2.5, 0)', -3],
    ['round half down(-2.5, 0)', -2],
    ['floor(-1.55, 1)', -1.6],
    ['modulo(-7, 3)', 2],
    ['string(0.00000012)', '0.00000012'],
    ['number("1.234,5", ".", ",")', 1234.5],
    // Texts count code points.
    ['string length("两心😀")', 3],
    ['substring("两心😀", -1)', '😀'],
    ['substring("abc", 0)', null],
    ['substring before("abc", "")', ''],
    ['replace("abc", "(a)(b)", "$2$1")', 'bac'],
    ['matches("b", "[a-z-[aeiou]]")', true],
    ['matches("e", "[a-z-[aeiou]]")', false],
    ['matches("hello world", "hello\\ sworld", "x")', true],
    ['"\\u4E24\\U01F600"', '两😀'],
    // Lists begin at 1 and end at -1.
    ['[1, 2, 3][-1]', 3],
    ['[1, 2, 3][0]', null],
    ['[{a: 1}, {a: null}, {b: 2}][a < 2]', [{ a: 1 }]],
    ['[{item: 1}, {item: 5}][item > 3]', [{ item: 5 }]],
    ['5[item > 3]', [5]],
    ['sublist([1, 2, 3], -2, 1)', [2]],
    ['sort([3, 1, 2])', null],
    ['median([4, 1, 3, 2])', 2.5],
    ['mode([6, 3, 9, 6, 6, 3, 3])', [3, 6]],
    ['sum([])', null],
    ['min(["b", "a"])', 'a'],
    ['union([1, 2], [2, [3]])', [1, 2, [3]]],
    ['for i in 3..1 return i', [3, 2, 1]],
    ['for i in [3..1] return i', null],
    ['for d in @"2026-02-27"..@"2026-03-01" return d.day', [27, 28, 1]],
    // Contexts.
    ['{a: 1, a: 2}', null],
    ['context put({x: {y: 1}}, ["x", "y"], 2)', { x: { y: 2 } }],
    ['get value({a: {b: 7}}, ["a", "b"])', 7],
    // Calls want every argument, by place or by name.
    ['contains("abc")', null],
    ['contains(match: "b", string: "abc")', true],
    ['contains(text: "abc", match: "b")', null],
    ['abs(-1, 2)', null],
    ['(function(a: number) a * 2)("3")', null],
    ['[1] + 1', null],
    ['abs([-3])', 3],
    // Dates.
    ['date("2026-02-30")', null],
    ['date("-0044-03-15") < date("0001-01-01")', true],
    ['string(date("999999999-12-31"))', '999999999-12-31'],
    ['date("2026-01-31") + duration("P1M")', '2026-02-28'],
    ['date("2026-01-31") + duration("PT36H")', '2026-02-01'],
    ['date and time("2026-01-01T00:00:00+08:00") - date and time("2025-12-31T16:00:00Z")', 'PT0S'],
    ['date and time("2026-01-01T00:00:00") - date and time("2026-01-01T00:00:00Z")', null],
    ['time("23:00:00") + duration("PT2H")', '01:00:00'],
    ['duration("PT1000M")', 'PT16H40M'],
    ['duration("P1Y") / 5', 'P2M'],
    ['years and months duration(date("2025-03-31"), date("2026-02-28"))', 'P10M'],
    ['@"2026-01-05T09:00:00@Asia/Shanghai".time offset', 'PT8H'],
    ['week of year(date("2027-01-01"))', 53],
    // Ranges.
    ['overlaps after((1..5], [1..5])', true],
    ['overlaps before([1..5], (1..5])', true],
    ['during(5, [1..5))', false],
    ['includes([1..10], (2..3))', true],
    ['5 in (< 3, [4..6])', true],
    ['5 in [1..null]', null],
    ['range("[3..1]")', null],
    ['range("(1..3]") = (1..3]', true],
    ['[1, 2] instance of list<number>', true],
    ['[1..2] instance of range<number>', true],
    ['(function(a: number) a) instance of function<string> -> Any', false],
    ['null instance of Any', false],
  ])('%s is %j', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  it('names of several words are read by what is known', () => {
    expect(value('Total Amount - Paid-in', { 'Total Amount': 9, 'Paid-in': 4 })).toBe(5);
    expect(value('客户.已付 金额 + 1', { 客户: { '已付 金额': 2 } })).toBe(3);
  });

  it('a text that was read once is read anew when other names are known', () => {
    expect(value('a b', { 'a b': 1 })).toBe(1);
    expect(value('a b', { a: 1, b: 2 })).not.toBe(1);
  });

  it('a test of a cell is about its own kind', () => {
    const says = (cell: string, of: unknown) => {
      const said = testCell(cell, of, { flag: true });
      return said.ok ? said.value : said.error.code;
    };
    expect([says('flag', true), says('flag', false), says('false', null)]).toEqual([true, false, false]);
    expect([says('> true', true), says('> true', 1)]).toEqual(['FEEL_FAILED', false]);
    expect([says('(1..null)', 2), says('[1.."a"]', null)]).toEqual([false, false]);
  });
});

describe('types of a model', () => {
  const tags = '<itemDefinition name="tTags" isCollection="true"><typeRef>string</typeRef></itemDefinition>';
  const person =
    '<itemDefinition name="tPerson"><itemComponent name="born"><typeRef>date</typeRef></itemComponent><itemComponent name="tags"><typeRef>tTags</typeRef></itemComponent></itemDefinition>';
  const xml = model(
    tags +
      person +
      input('p', 'tPerson') +
      input('t', 'tTags') +
      input('free', 'Any') +
      literal('year', 'p.born.year', ['p']) +
      literal('all', 't', ['t'], 'tTags') +
      literal('wrong', '"x"', [], 'number') +
      literal('one', '[7]', [], 'number') +
      literal('moment', 'day of week(free)', ['free']) +
      literal('kind', 't instance of tTags', ['t']),
  );
  it('dates inside contexts are read, one value becomes a list, a wrong one null', async () => {
    expect(await valueOf(xml, 'year', { p: { born: '1990-05-01', tags: [] } })).toBe(1990);
    expect(await valueOf(xml, 'year', { p: { born: '1990-05-01' } })).toBeNull();
    expect(await valueOf(xml, 'all', { t: 'a' })).toEqual(['a']);
    expect(await valueOf(xml, 'all', { t: [1] })).toBeNull();
    expect(await valueOf(xml, 'wrong')).toBeNull();
    expect(await valueOf(xml, 'one')).toBe(7);
    expect(await valueOf(xml, 'kind', { t: ['a'] })).toBe(true);
  });

  it('an input of any type takes the full text of a date as one', async () => {
    expect(await valueOf(xml, 'moment', { free: '2026-01-05' })).toBe('Monday');
    expect(await valueOf(xml, 'moment', { free: '5 January' })).toBeNull();
  });
});

describe('knowledge models, services and boxed expressions', () => {
  const bkm =
    '<businessKnowledgeModel id="k" name="twice"><variable name="twice" typeRef="number"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/><literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>';
  const known = '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>';
  const service =
    '<decisionService id="s" name="serve"><outputDecision href="#d_sum"/><inputData href="#i_n"/></decisionService>';
  const boxed =
    '<decision id="c" name="c"><informationRequirement><requiredInput href="#i_n"/></informationRequirement><context>' +
    '<contextEntry><variable name="m"/><literalExpression><text>n + 1</text></literalExpression></contextEntry>' +
    '<contextEntry><literalExpression><text>m * 10</text></literalExpression></contextEntry></context></decision>';
  const xml = model(
    bkm +
      service +
      boxed +
      input('n', 'number') +
      literal('sum', 'twice(n) + twice("x")', ['n'], 'Any', known) +
      literal('double', 'twice(n)', ['n'], 'Any', known),
  );
  it('are called with arguments of their types', async () => {
    expect(await valueOf(xml, 'double', { n: 4 })).toBe(8);
    expect(await valueOf(xml, 'sum', { n: 4 })).toBeNull();
    expect(await valueOf(xml, 'twice', { n: 5 })).toBe(10);
    expect(await valueOf(xml, 'serve', { n: 4 })).toBeNull();
    expect(await valueOf(xml, 'c', { n: 4 })).toBe(50);
  });
});
