import { clustersOf } from '../../designer/studio/policy-names';
import { numbersOf } from '../../designer/studio/policy-numbers';
import { promiseRuns } from '../../designer/parts/tags';

describe('the promise on a list', () => {
  const promised = { promiseDue: '2026-12-02T09:00:00Z', promisePaused: false, provisional: null };

  // C16: approving the reply stops it; C18, C24: a later round has a due of its own and no promise.
  it.each([
    ['HANDLING', 1, true],
    ['REPLY_REVIEW', 1, true],
    ['ON_LEDGER', 1, true],
    ['CALLBACK', 1, false],
    ['REWORK', 1, false],
    ['HANDLING', 2, false],
  ] as const)('at %s in round %i counts down: %s', (stage, cycle, runs) => {
    expect(promiseRuns({ ...promised, stage, cycle })).toBe(runs);
  });

  it('does not count down before it is given', () => {
    expect(promiseRuns({ ...promised, promiseDue: null, stage: 'VERIFYING', cycle: 1 })).toBe(false);
  });
});

describe('the numbers of a policy', () => {
  const length = (n: number) => ({ n, unit: 'wd' });

  it('stand under their grade when the grades have several clocks', () => {
    const grades = {
      A: { clocks: { sign: { length: length(1) }, reply: { length: length(2) } } },
      V: { clocks: { contact: { length: length(1) }, reply: { length: length(5) } } },
    };
    const clusters = clustersOf(numbersOf({ grades }));
    expect(clusters.map((cluster) => cluster.map(({ n }) => n))).toEqual([
      [1, 2],
      [1, 5],
    ]);
  });

  it('stand together where most steps have but one', () => {
    const stages = {
      verify: { limit: length(1), fast: length(2) },
      dispatch: { limit: length(3) },
      callback: { limit: length(4) },
    };
    expect(clustersOf(numbersOf({ stages })).map((cluster) => cluster.length)).toEqual([4]);
  });

  it('stand together where a part is one list', () => {
    expect(clustersOf(numbersOf({ rework: { due: length(3), max: 2 } })).map((cluster) => cluster.length)).toEqual([2]);
  });
});
