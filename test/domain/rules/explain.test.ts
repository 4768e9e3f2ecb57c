import { explain } from '../../../workflows/domain/rules/explain';
import { tableFixture } from './fixture';

const table = tableFixture('grading');
const facts = { category: 'powr', urgency: 2, words: ['噪音'], place: { district: '520103' } };

describe('explain', () => {
  const told = explain(table, facts, { near: 3 });

  it('tells the answer, the rule that matched and what the inputs were', () => {
    expect(told.result).toMatchObject({ ok: true, value: { grade: 'C', hours: 20 }, matched: [4] });
    expect(told.inputs).toEqual({ category: 'powr', urgency: 2, words: ['噪音'], district: '520103' });
  });

  it('puts the rules that missed by the fewest cells first, with the cell that said no', () => {
    // Rule 1 misses by its words, rule 3 by its urgency, rule 2 by category and urgency.
    expect(told.near.map((miss) => [miss.rule, miss.refusals.map((refusal) => refusal.column)])).toEqual([
      [1, ['words']],
      [3, ['urgency']],
      [2, ['category', 'urgency']],
    ]);
  });

  it('names the smallest change when one cell alone said no', () => {
    expect(told.near[0]?.change).toEqual({ column: 'words', expression: 'words', from: ['噪音'], to: ['噪音', '燃气'] });
    // From 2 the boundary of [4..5] is 4.
    expect(told.near[1]?.change).toEqual({ column: 'urgency', expression: 'urgency', from: 2, to: 4 });
    expect(told.near[2]?.change).toBeUndefined();
  });

  it('of listed values takes the nearest: powr is a slip of power', () => {
    const slip = explain(table, { ...facts, urgency: 3 }, { near: 9 });
    expect(slip.near.find((miss) => miss.rule === 2)?.change).toMatchObject({ from: 'powr', to: 'power' });
  });

  it.each([
    ['> 7', 3, 8],
    ['< 7', 9, 6],
    ['(2.5..3)', 9, 2.75],
    ['not([1..5])', 4, 6],
    ['not(5)', 5, 6],
    ['null', 4, null],
  ])('%s from %d goes to %d', (cell, from, to) => {
    const one = { ...table, inputs: table.inputs.slice(1, 2), rules: [{ id: 'r', when: [cell], then: ['"C"', '1'] }] };
    expect(explain(one, { urgency: from }, { near: 1 }).near[0]?.change?.to).toEqual(to);
  });

  it('gives no change for a cell that only FEEL understands', () => {
    const one = {
      ...table,
      inputs: table.inputs.slice(1, 2),
      rules: [{ id: 'r', when: ['modulo(?, 2) = 0'], then: ['"C"', '1'] }],
    };
    const [miss] = explain(one, { urgency: 3 }, { near: 1 }).near;
    expect(miss).toEqual({ rule: 1, refusals: [{ column: 'urgency', cell: 'modulo(?, 2) = 0', value: 3 }] });
  });
});
