import { checkTable } from '../../../workflows/domain/rules/check';
import type { DecisionTable, TableRule } from '../../../workflows/domain/rules/table';
import { fixture, tableFixture } from './fixture';

type Broken = {
  why: string;
  change: { rule: number } & Partial<TableRule>;
  code: string;
  severity: string;
  at: object;
  example?: object;
  row?: string[];
};

const broken = fixture('broken') as Broken[];
const fares = tableFixture('fares');
const facts = ['age', 'resident'];
const same = { zh: '', en: '' };

function changed({ rule, ...cells }: { rule: number } & Partial<TableRule>): DecisionTable {
  return { ...fares, rules: fares.rules.map((one, at) => (at + 1 === rule ? { ...one, ...cells } : one)) };
}

describe('checkTable', () => {
  it('has nothing to say against a sound table', () => {
    expect(checkTable(fares, facts)).toEqual([]);
    expect(checkTable(tableFixture('grading'), ['category', 'urgency', 'words', 'place'])).toEqual([]);
  });

  it.each(broken)('finds $why', ({ change, code, severity, at, example, row }) => {
    const found = checkTable(changed(change), facts).filter((one) => one.code === code);
    expect(found).toContainEqual(expect.objectContaining({ severity, at: expect.objectContaining(at) as unknown }));
    if (example !== undefined) expect(found[0]?.example).toEqual(example);
    if (row !== undefined) expect(found[0]?.row).toEqual(row);
  });

  it('says at which character a cell stops making sense', () => {
    // `[1..` is four characters long: what is missing is missing at its end.
    const [found] = checkTable(changed({ rule: 2, when: ['[1..', '-'] }), facts);
    expect(found?.at).toEqual({ rule: 2, column: 'age', from: 4, to: 4 });
  });

  const first = (rows: string[][], types: ('number' | 'string' | 'list')[]): DecisionTable => ({
    ...fares,
    hitPolicy: 'F',
    inputs: types.map((type, at) => ({ id: `i${at}`, label: same, expression: `i${at}`, type })),
    rules: rows.map((when, at) => ({ id: `r${at}`, when, then: ['"free"'] })),
  });

  it('a rule hidden by one earlier rule, or by several together, never answers', () => {
    // 1: everything of "a". 2: inside 1. 3 and 4 split the numbers; 5 asks [3..7] of any text, which 3 and 4 have taken.
    const table = first(
      [
        ['"a"', '-'],
        ['"a"', '> 3'],
        ['-', '< 5'],
        ['-', '>= 5'],
        ['-', '[3..7]'],
      ],
      ['string', 'number'],
    );
    const shadowed = checkTable(table).filter((one) => one.code === 'SHADOWED_RULE');
    expect(shadowed.map((one) => [one.at.rule, one.others])).toEqual([
      [2, [1]],
      [5, [1, 2, 3, 4]],
    ]);
  });

  it('a last row that alone takes a missing number is not hidden', () => {
    expect(checkTable(first([['< 5'], ['>= 5'], ['-']], ['number'])).map((one) => one.code)).toEqual([]);
  });

  it('lists: two members may be there at once, and one who has neither is a gap', () => {
    const table: DecisionTable = {
      ...first([['list contains(?, "gas")'], ['list contains(?, "water")']], ['list']),
      hitPolicy: 'U',
    };
    table.rules[1]!.then = ['"half"'];
    const found = checkTable(table);
    expect(found.find((one) => one.code === 'OVERLAP_DIFFERENT')?.example).toEqual({ i0: ['gas', 'water'] });
    const gap = found.find((one) => one.code === 'GAP');
    expect(gap?.example).toEqual({ i0: [] });
    expect(gap?.row).toEqual(['not(list contains(?, "gas")) and not(list contains(?, "water"))']);
  });

  it('allowed values are all that can occur', () => {
    const table = first([['"a"'], ['"b"']], ['string']);
    expect(checkTable(table).map((one) => [one.code, one.row])).toEqual([['GAP', ['not("a","b")']]]);
    table.inputs[0]!.allowed = ['"a"', '"b"'];
    expect(checkTable(table)).toEqual([]);
    table.inputs[0]!.allowed = ['"a"', '"b"', '"c"'];
    expect(checkTable(table).map((one) => [one.code, one.row])).toEqual([['GAP', ['"c"']]]);
    table.rules[1]!.when = ['"z"'];
    expect(
      checkTable(table)
        .map((one) => one.code)
        .sort(),
    ).toEqual(['DEAD_RULE', 'GAP']);
  });

  it('rules of different times do not overlap', () => {
    const table = changed({ rule: 1, to: '2026-03-31' });
    table.rules.push({ id: 'new', when: ['< 6', '-'], then: ['"half"'], from: '2026-04-01' });
    expect(checkTable(table, facts)).toEqual([]);
    table.rules[4]!.from = '2026-03-31';
    expect(checkTable(table, facts)).toMatchObject([
      { code: 'OVERLAP_DIFFERENT', at: { rule: 1 }, others: [5], on: '2026-03-31' },
    ]);
  });

  it('a Priority rule below others that take all of it never answers', () => {
    const table: DecisionTable = { ...first([['> 5'], ['> 7'], ['<= 5']], ['number']), hitPolicy: 'P' };
    table.rules[1]!.then = ['"half"'];
    // free stands before half: rule 1 wins wherever rule 2 matches.
    expect(checkTable(table).map((one) => [one.code, one.at.rule])).toEqual([['SHADOWED_RULE', 2]]);
  });
});
