import fc from 'fast-check';
import {
  addInput,
  addOutput,
  type DecisionTable,
  duplicateRules,
  fillDown,
  fromTsv,
  insertRule,
  moveRule,
  patchInput,
  readArea,
  removeInput,
  removeOutput,
  removeRules,
  setCell,
  sheetColumns,
  tableSchema,
  toTsv,
  writeArea,
} from '#domain';

const both = (text: string) => ({ zh: text, en: text });
const table: DecisionTable = tableSchema.parse({
  kind: 'table',
  id: 't',
  name: both('t'),
  hitPolicy: 'F',
  inputs: [
    { id: 'category', label: both('类别'), expression: 'category', type: 'string' },
    { id: 'n', label: both('数'), expression: 'n', type: 'number' },
  ],
  outputs: [{ id: 'unit', label: both('单位'), type: 'string' }],
  rules: [
    { id: 'r1', when: ['"a"', '> 3'], then: ['"U1"'], note: '一' },
    { id: 'r2', when: ['"b"', ''], then: ['"U2"'], from: '2026-01-01' },
    { id: 'r3', when: ['', ''], then: ['"U3"'] },
  ],
});
const texts = (one: DecisionTable) => readArea(one, { top: 0, left: 0, bottom: one.rules.length - 1, right: 5 });

describe('a sheet', () => {
  it('has inputs, outputs, note and dates as columns', () => {
    expect(sheetColumns(table).map((column) => ('id' in column ? column.id : column.kind))).toEqual([
      ...['category', 'n', 'unit', 'note', 'from', 'to'],
    ]);
    expect(texts(table)).toEqual([
      ['"a"', '> 3', '"U1"', '一', '', ''],
      ['"b"', '', '"U2"', '', '2026-01-01', ''],
      ['', '', '"U3"', '', '', ''],
    ]);
  });
  it('takes a cell, clears a note, and leaves a date out that is none', () => {
    const [category, , , note, from] = sheetColumns(table);
    expect(setCell(table, 1, category!, '"c"').rules[1]!.when).toEqual(['"c"', '']);
    expect('note' in setCell(table, 0, note!, '').rules[0]!).toBe(false);
    expect('from' in setCell(table, 1, from!, '01/02').rules[1]!).toBe(false);
    expect(setCell(table, 9, category!, 'x')).toEqual(table);
  });
  it('adds, copies, moves and takes away rules, each with an id of its own', () => {
    expect(insertRule(table, 1).rules.map(({ id }) => id)).toEqual(['r1', 'r4', 'r2', 'r3']);
    expect(duplicateRules(table, new Set([0, 1])).rules.map(({ id, then }) => [id, then[0]])).toEqual([
      ['r1', '"U1"'],
      ['r2', '"U2"'],
      ['r4', '"U1"'],
      ['r5', '"U2"'],
      ['r3', '"U3"'],
    ]);
    expect(moveRule(table, 2, 0).rules.map(({ id }) => id)).toEqual(['r3', 'r1', 'r2']);
    expect(moveRule(table, 0, 3)).toBe(table);
    expect(removeRules(table, new Set([0, 2])).rules.map(({ id }) => id)).toEqual(['r2']);
    // r3 is free again after it was taken away; r1 and r2 are not.
    expect(insertRule(removeRules(table, new Set([2])), 0).rules[0]!.id).toBe('r3');
  });
  it('adds and takes away columns with the cells of every rule; the last output stays', () => {
    const wider = addOutput(addInput(table, { ...table.inputs[0]!, id: 'x' }), { ...table.outputs[0]!, id: 'lane' });
    expect(wider.rules.map(({ when, then }) => [when.length, then.length])).toEqual(Array(3).fill([3, 2]));
    expect(removeOutput(removeInput(wider, 2), 1)).toEqual(table);
    expect(removeOutput(table, 0)).toBe(table);
    expect('allowed' in patchInput(patchInput(table, 0, { allowed: ['"a"'] }), 0, { allowed: undefined }).inputs[0]!).toBe(false);
  });
});

describe('pasting', () => {
  it('writes from a corner, adds rules that are wanting, and passes over columns that are not there', () => {
    const pasted = writeArea(table, { top: 2, left: 4, bottom: 2, right: 4 }, [
      ['2026-05-01', '2026-06-01', 'lost'],
      ['2026-07-01', ''],
    ]);
    expect(pasted.rules).toHaveLength(4);
    expect(pasted.rules[2]).toMatchObject({ id: 'r3', from: '2026-05-01', to: '2026-06-01' });
    expect(pasted.rules[3]).toEqual({ id: 'r4', when: ['', ''], then: [''], from: '2026-07-01' });
  });
  it('fills an area with one text, and the upper row down', () => {
    const filled = writeArea(table, { top: 0, left: 0, bottom: 2, right: 1 }, [['"z"']]);
    expect(filled.rules.map(({ when }) => when)).toEqual(Array(3).fill(['"z"', '"z"']));
    expect(fillDown(table, { top: 0, left: 1, bottom: 2, right: 2 }).rules.map(({ when, then }) => [when[1], then[0]])).toEqual(
      Array(3).fill(['> 3', '"U1"']),
    );
  });
  it('reads what spreadsheets copy, and FEEL texts with quotes as they are', () => {
    expect(fromTsv('"a"\t> 3\r\n"b","c"\t\r\n')).toEqual([
      ['"a"', '> 3'],
      ['"b","c"', ''],
    ]);
    expect(fromTsv('"say ""a"" and\nthen"\tx')).toEqual([['say "a" and\nthen', 'x']]);
    expect(fromTsv('')).toEqual([['']]);
  });
  it('what was copied comes back as it was', () => {
    const cell = fc.stringMatching(/^[ -~\t\n一-龥]{0,12}$/);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 4 }), (rows) => {
        fc.pre(rows.at(-1)!.at(-1) !== '');
        expect(fromTsv(toTsv(rows))).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });
});
