import * as fc from 'fast-check';
import { tableWith } from './arbitrary';
import { comparer, nothingMet, type Met } from './equality';

/** Tables times sets of facts: more than ten thousand pairs at each run of the tests. */
const tables = Number(process.env['LIANGXIN_PROPERTY_RUNS'] ?? 1_050);
const sets = 10;

describe('a compiled table', () => {
  let met: Met;

  beforeAll(() => {
    met = nothingMet();
    const compare = comparer({ remember: false });
    fc.assert(
      fc.property(tableWith(sets), (pair) => {
        expect(compare(pair, met)).toBeUndefined();
      }),
      { numRuns: tables },
    );
  }, 600_000);

  it('always gives the answer and the matched rules of the plain interpretation', () => {
    expect(met.pairs).toBe(tables * sets);
  });

  it.each(['U', 'A', 'P', 'F', 'R', 'O', 'C'])('does so under hit policy %s', (policy) => {
    expect(met.kinds[`policy ${policy}`]).toBeGreaterThan(met.pairs / 20);
  });

  it.each(['answered', 'unmatched', 'mistyped', 'missing', 'dated', 'CELL_ERROR', 'MULTIPLE_MATCHES', 'ANY_CONFLICT'])(
    'does so where a pair is %s',
    (kind) => {
      expect(met.kinds[kind]).toBeGreaterThan(0);
    },
  );
});
