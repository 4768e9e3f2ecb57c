import * as fc from 'fast-check';
import { compileTable } from '../../../workflows/domain/rules/compile';
import { evaluate } from '../../../workflows/domain/rules/evaluate';
import { tableAndFacts } from './arbitrary';

const options = { now: '2026-01-05T09:00:00+08:00' };
const runs = Number(process.env['LIANGXIN_PROPERTY_RUNS'] ?? 4000);

describe('a compiled table', () => {
  it('always gives the answer and the matched rules of the plain interpretation', () => {
    fc.assert(
      fc.property(tableAndFacts, ({ table, facts }) => {
        const compiled = compileTable(table);
        for (const one of facts) expect(compiled.evaluate(one, options)).toEqual(evaluate(table, one, options));
      }),
      { numRuns: runs },
    );
  });
});
