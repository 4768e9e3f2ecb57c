import { decide, input, model, table, valueOf } from './model';

const out = '<output id="o"/>';
const ranked = '<output id="o" typeRef="string"><outputValues><text>"high", "middle", "low"</text></outputValues></output>';
const counted = '<output id="o" typeRef="number"/>';
const two =
  '<output id="a" name="fee" typeRef="number"><defaultOutputEntry><text>0</text></defaultOutputEntry></output>' +
  '<output id="b" name="note" typeRef="string"><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>';

const over = (hit: string, outputs: string, rows: Parameters<typeof table>[4]): string =>
  model(input('n', 'number') + table('T', hit, { n: 'number' }, outputs, rows));

describe('hit policies of an imported table', () => {
  // For n = 5 rules 1 and 2 match, rule 3 does not.
  const words: Parameters<typeof table>[4] = [
    [['> 1'], ['"low"']],
    [['> 3'], ['"high"']],
    [['> 9'], ['"middle"']],
  ];
  const numbers: Parameters<typeof table>[4] = [
    [['> 1'], ['10']],
    [['> 3'], ['n * 2']],
    [['> 9'], ['1']],
  ];
  it.each<[string, string, typeof words, unknown, readonly number[]]>([
    ['hitPolicy="FIRST"', out, words, 'low', [1]],
    ['hitPolicy="PRIORITY"', ranked, words, 'high', [2, 1]],
    ['hitPolicy="OUTPUT ORDER"', ranked, words, ['high', 'low'], [2, 1]],
    ['hitPolicy="RULE ORDER"', out, words, ['low', 'high'], [1, 2]],
    ['hitPolicy="COLLECT"', out, words, ['low', 'high'], [1, 2]],
    ['hitPolicy="COLLECT" aggregation="SUM"', counted, numbers, 20, [1, 2]],
    ['hitPolicy="COLLECT" aggregation="MIN"', counted, numbers, 10, [1, 2]],
    ['hitPolicy="COLLECT" aggregation="MAX"', counted, numbers, 10, [1, 2]],
    ['hitPolicy="COLLECT" aggregation="COUNT"', counted, numbers, 2, [1, 2]],
  ])('%s', async (hit, outputs, rows, value, matched) => {
    expect(await decide(over(hit, outputs, rows), 'T', { n: 5 })).toEqual({ ok: true, value, matched });
  });

  it('UNIQUE wants one rule, ANY the same answer from all', async () => {
    expect(await valueOf(over('', out, words), 'T', { n: 2 })).toBe('low');
    expect(await valueOf(over('', out, words), 'T', { n: 5 })).toBe('MULTIPLE_MATCHES');
    expect(await valueOf(over('hitPolicy="ANY"', out, words), 'T', { n: 5 })).toBe('ANY_CONFLICT');
    const agreed: typeof words = [
      [['> 1'], ['"same"']],
      [['> 3'], ['"same"']],
    ];
    expect(await decide(over('hitPolicy="ANY"', out, agreed), 'T', { n: 5 })).toEqual({
      ok: true,
      value: 'same',
      matched: [1, 2],
    });
  });

  it('several outputs are a context; defaults answer when nothing matches', async () => {
    const rows: Parameters<typeof table>[4] = [[['> 3'], ['n', '"much"']]];
    expect(await valueOf(over('', two, rows), 'T', { n: 4 })).toEqual({ fee: 4, note: 'much' });
    expect(await valueOf(over('', two, rows), 'T', { n: 1 })).toEqual({ fee: 0, note: 'none' });
    expect(await valueOf(over('', out, words), 'T', { n: 0 })).toBeNull();
  });

  it('a table without columns has one answer', async () => {
    expect(await valueOf(model(table('T', '', {}, out, [[[], ['"always"']]])), 'T')).toBe('always');
  });
});

describe('what an imported table reads', () => {
  it('dates and durations come as text and go by the declared type', async () => {
    const rows: Parameters<typeof table>[4] = [[['< date("2026-02-01")', '>= duration("P1D")'], ['d + l']]];
    const xml = model(
      input('d', 'date') +
        input('l', 'days and time duration') +
        table('T', '', { d: 'date', l: 'days and time duration' }, '<output id="o" typeRef="date"/>', rows),
    );
    // 30 January and two days is 1 February.
    expect(await valueOf(xml, 'T', { d: '2026-01-30', l: 'P2D' })).toBe('2026-02-01');
    expect(await valueOf(xml, 'T', { d: '2026-01-30', l: 'PT23H' })).toBeNull();
    expect(await valueOf(xml, 'T', { d: 'not a date', l: 'P2D' })).toBeNull();
  });

  it('item definitions limit what an input may be', async () => {
    const grade =
      '<itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>';
    const xml = model(
      grade +
        input('g', 'tGrade') +
        table('T', '', { g: 'tGrade' }, out, [
          [['"A"'], ['1']],
          [['null'], ['"unknown"']],
        ]),
    );
    expect(await valueOf(xml, 'T', { g: 'A' })).toBe(1);
    expect(await valueOf(xml, 'T', { g: 'C' })).toBe('unknown');
  });

  it('a fact may be a list, and a cell a list to be found in', async () => {
    const tags = '<itemDefinition name="tTags" isCollection="true"><typeRef>string</typeRef></itemDefinition>';
    const xml = model(
      tags +
        input('tag', 'string') +
        input('tags', 'tTags') +
        table('T', '', { tag: 'string', tags: 'tTags' }, out, [
          [['tags', '-'], ['"listed"']],
          [['not(tags)', 'list contains(?, "水")'], ['"water"']],
        ]),
    );
    expect(await valueOf(xml, 'T', { tag: '电', tags: ['水', '电'] })).toBe('listed');
    expect(await valueOf(xml, 'T', { tag: '气', tags: ['水', '电'] })).toBe('water');
    expect(await valueOf(xml, 'T', { tag: '气', tags: ['电'] })).toBeNull();
  });

  it('one decision stands on another, and either may be asked', async () => {
    const base = table('Base', 'hitPolicy="FIRST"', { n: 'number' }, counted, [
      [['< 10'], ['1']],
      [['-'], ['2']],
    ]);
    const fee =
      '<decision id="fee" name="The Fee"><variable name="The Fee" typeRef="number"/>' +
      '<informationRequirement><requiredDecision href="#d_Base"/></informationRequirement>' +
      '<literalExpression><text>Base * 100</text></literalExpression></decision>';
    const xml = model(input('n', 'number') + base + fee);
    expect(await decide(xml, 'The Fee', { n: 20 })).toEqual({ ok: true, value: 200, matched: [] });
    expect(await decide(xml, 'd_Base', { n: 20 })).toEqual({ ok: true, value: 2, matched: [2] });
    expect(await valueOf(xml, 'Nobody', {})).toBe('DMN_NO_DECISION');
  });
});
