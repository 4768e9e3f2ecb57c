import fc from 'fast-check';
import { type DecisionTable, type Facts, evaluateTable } from '#domain';
import { meaningDiff } from '#versions';

const plain = () => (value: unknown) => ({ zh: String(value), en: String(value) });

const table = (rows: [string[], string][], more: Partial<DecisionTable> = {}): DecisionTable => ({
  kind: 'table',
  id: 'route',
  name: { zh: '派单', en: 'Route' },
  hitPolicy: 'F',
  inputs: [
    { id: 'days', label: { zh: '天数', en: 'Days' }, expression: 'days', type: 'number' },
    { id: 'kind', label: { zh: '类别', en: 'Kind' }, expression: 'kind', type: 'string' },
  ],
  outputs: [{ id: 'unit', label: { zh: '单位', en: 'Unit' }, type: 'string' }],
  rules: rows.map(([when, then], at) => ({ id: `r${at + 1}`, when, then: [then] })),
  ...more,
});

/** Regions as one writes them down: conditions, then the answers. */
const said = (before: DecisionTable, after: DecisionTable) =>
  meaningDiff(before, after, plain).regions.map(({ when, before: was, after: is }) => [
    when.map(({ label, text }) => `${label.en} ${text.en}`).join('; '),
    was.outputs.map(({ text }) => text).join() || '-',
    is.outputs.map(({ text }) => text).join() || '-',
  ]);

const old = table([
  [['< 10', '"noise"'], '"A"'],
  [['>= 10', '"noise"'], '"B"'],
  [['-', '-'], '"C"'],
]);

describe('two tables compared by meaning', () => {
  it('says nothing of rows that are written otherwise but answer the same', () => {
    // The second row reads "not below ten" in other words, and a row that never matches came in between.
    const now = table([
      [['[0..10)', '"noise"'], '"A"'],
      [['< 0', '"noise"'], '"A"'],
      [['>= 10', '"noise"'], '"B"'],
      [['> 20', '"noise"'], '"C"'],
      [['-', '-'], '"C"'],
    ]);
    expect(meaningDiff(old, now, plain)).toEqual({ regions: [], complete: true });
  });

  it('finds the one stretch that a moved border answers otherwise', () => {
    const now = table([
      [['< 12', '"noise"'], '"A"'],
      [['>= 12', '"noise"'], '"B"'],
      [['-', '-'], '"C"'],
    ]);
    // From 10 up to, not including, 12: B became A. Nothing else moved.
    expect(said(old, now)).toEqual([['Days at least 10 and below 12; Kind is noise', '"B"', '"A"']]);
    expect(meaningDiff(old, now, plain).regions[0]?.example).toEqual({ days: 10, kind: 'noise' });
  });

  it('sees what a row above hides', () => {
    const now = table([
      [['-', '-'], '"C"'],
      [['< 10', '"noise"'], '"A"'],
    ]);
    expect(said(old, now)).toEqual([
      ['Days below 10; Kind is noise', '"A"', '"C"'],
      ['Days at least 10; Kind is noise', '"B"', '"C"'],
    ]);
  });

  it('tells that nothing is answered any more, and that something is now', () => {
    const now = table([[['< 10', '"noise"'], '"A"']]);
    const gone = said(old, now);
    expect(new Set(gone.map(([, was, is]) => `${was}>${is}`))).toEqual(new Set(['"B">-', '"C">-']));
    expect(said(now, old).map(([when]) => when)).toEqual(gone.map(([when]) => when));
  });

  it('matches columns by what they ask, and takes a new column for one that let everything pass', () => {
    const renamed = {
      ...old,
      inputs: [...old.inputs].reverse().map((input) => ({ ...input, id: `${input.id}X` })),
      rules: old.rules.map((rule) => ({ ...rule, when: [...rule.when].reverse() })),
    };
    expect(said(old, renamed)).toEqual([]);
    const narrowed: DecisionTable = {
      ...old,
      inputs: [...old.inputs, { id: 'night', label: { zh: '夜间', en: 'Night' }, expression: 'night', type: 'boolean' }],
      rules: [
        { id: 'n', when: ['-', '-', 'true'], then: ['"N"'] },
        ...old.rules.map((rule) => ({ ...rule, when: [...rule.when, '-'] })),
      ],
    };
    const found = said(old, narrowed);
    expect(found.every(([when, , is]) => when?.includes('Night is true') === true && is === '"N"')).toBe(true);
    expect(new Set(found.map(([, was]) => was))).toEqual(new Set(['"A"', '"B"', '"C"']));
  });

  it('says nothing, and any value that no cell names, by what is left out', () => {
    const now = table([
      [['< 10', '"noise"'], '"A"'],
      [['>= 10', '"noise"'], '"B"'],
      [['-', '"dust"'], '"C"'],
      [['-', '-'], '"D"'],
    ]);
    // With no number of days neither of the first two rows answers, so that noise is answered D as well.
    expect(said(old, now)).toEqual([
      ['Days is nothing; Kind is not dust', '"C"', '"D"'],
      ['Days is given; Kind is not dust or noise', '"C"', '"D"'],
    ]);
  });

  it('compares cells that only FEEL understands as questions of their own', () => {
    const cell = 'matches(?, "^n")';
    const feel = table([
      [['< 10', cell], '"A"'],
      [['-', '-'], '"C"'],
    ]);
    expect(said(feel, feel)).toEqual([]);
    const now = table([
      [['< 12', cell], '"A"'],
      [['-', '-'], '"C"'],
    ]);
    expect(said(feel, now)).toEqual([[`Days at least 10 and below 12; Kind satisfies ${cell}`, '"C"', '"A"']]);
    expect(meaningDiff(feel, now, plain).regions[0]?.example).toBeNull();
  });

  it('tells another hit policy by the facts it answers otherwise', () => {
    const both = table([
      [['< 10', '-'], '"A"'],
      [['< 5', '-'], '"B"'],
    ]);
    // Under Unique two matches at once are refused; only below 5 do two match.
    const found = meaningDiff(both, { ...both, hitPolicy: 'U' }, plain).regions;
    expect(found.map(({ when, after }) => [when[0]?.text.en, after.error !== null])).toEqual([['below 5', true]]);
  });

  it('says when it has not seen everything', () => {
    const now = table([[['-', '-'], '"Z"']]);
    expect(meaningDiff(old, now, plain, { steps: 3, regions: 10 }).complete).toBe(false);
  });

  it('agrees with the tables themselves on every fact', () => {
    const cell = fc.constantFrom('-', '< 3', '[2..5]', '> 4', '3', 'not(3)', 'null');
    const word = fc.constantFrom('-', '"a"', '"b"', 'not("a")');
    const row = fc
      .tuple(fc.tuple(cell, word), fc.constantFrom('"X"', '"Y"'))
      .map(([when, then]): [string[], string] => [[...when], then]);
    const tables = fc.array(row, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(tables, tables, (a, b) => {
        const [one, two] = [table(a), table(b)];
        const { regions, complete } = meaningDiff(one, two, plain);
        expect(complete).toBe(true);
        const differs = (facts: Facts) =>
          JSON.stringify(valueOf(evaluateTable(one, facts))) !== JSON.stringify(valueOf(evaluateTable(two, facts)));
        for (const { example } of regions) expect(differs(example as Facts)).toBe(true);
        const facts = [null, 1, 2, 3, 4, 4.5, 5, 6].flatMap((days) => [null, 'a', 'b', 'c'].map((kind) => ({ days, kind })));
        expect(facts.some(differs)).toBe(regions.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});

const valueOf = (result: ReturnType<typeof evaluateTable>): unknown => (result.ok ? result.value : result.error.code);
