import { evaluate } from '../../../workflows/domain/rules/evaluate';
import { checkTable } from '../../../workflows/domain/rules/check';
import type { DecisionTable } from '../../../workflows/domain/rules/table';
import { chanceOf } from '../../bench/tables/workload';

const label = { zh: '', en: '' };
const kinds = ['"a"', '"b"', '"c"'];

/** Every fact of the three columns, one for each point and each gap between the points that cells name. */
const grid = ['a', 'b', 'c'].flatMap((kind) =>
  [0, 1, 1.5, 2, 2.5, 3, 4].flatMap((size) => [false, true].map((urgent) => ({ kind, size, urgent }))),
);

type Chance = () => number;
const one = (chance: Chance, from: readonly string[]): string => from[Math.floor(chance() * from.length)] ?? '-';

function row(chance: Chance): string[] {
  return [
    one(chance, [...kinds, '"a", "b"', 'not("c")', '-']),
    one(chance, ['< 1', '[1..2)', '2', '(2..3]', '> 3', '>= 2', '-']),
    one(chance, ['true', 'false', '-']),
  ];
}

const tableOf = (rows: readonly string[][]): DecisionTable => ({
  kind: 'table',
  id: 't',
  name: label,
  hitPolicy: 'U',
  inputs: [
    { id: 'kind', label, expression: 'kind', type: 'string', allowed: kinds },
    { id: 'size', label, expression: 'size', type: 'number' },
    { id: 'urgent', label, expression: 'urgent', type: 'boolean' },
  ],
  outputs: [{ id: 'out', label, type: 'number' }],
  rules: rows.map((when, at) => ({ id: `r${at}`, when, then: [String(at % 3)] })),
});

/** The rules that match each fact, by the plain interpretation. */
function matchedBy(rows: readonly string[][]): (readonly number[])[] {
  const listing: DecisionTable = { ...tableOf(rows), hitPolicy: 'R' };
  return grid.map((facts) => {
    const result = evaluate(listing, facts);
    return result.ok ? result.matched : [];
  });
}

const pairsIn = (rules: readonly number[]): string[] =>
  rules.flatMap((first, at) => rules.slice(at + 1).map((second) => `${first}-${second}`));

describe.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'the analysis of table %i, beside asking it about every fact',
  (seed) => {
    const chance = chanceOf(seed);
    const rows = Array.from({ length: 2 + Math.floor(chance() * 8) }, () => row(chance));
    const matched = matchedBy(rows);
    const problems = checkTable(tableOf(rows));

    it('names each pair of rules that match at once, and no other', () => {
      const named = problems
        .filter(({ code }) => code.startsWith('OVERLAP'))
        .flatMap(({ at, others }) => (others ?? []).map((other) => `${String(at.rule)}-${other}`));
      expect(named.sort()).toEqual([...new Set(matched.flatMap(pairsIn))].sort());
    });

    it('names rows that take in every fact without a rule, and no other fact', () => {
      const gaps = problems.flatMap(({ code, row: cells }) => (code === 'GAP' && cells !== undefined ? [[...cells]] : []));
      const open = matchedBy(gaps).map((rules) => rules.length > 0);
      expect(open).toEqual(matched.map((rules) => rules.length === 0));
    });
  },
);
