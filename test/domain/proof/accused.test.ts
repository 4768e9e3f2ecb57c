import { activeUnits, conflictFilter, type DirectorySlice } from '../../../workflows/domain/directory';
import { accusingAll, breachesOf } from '../../../workflows/domain/proof/accused';
import { directoryOf } from '../flow/city';

/** DOMAIN 4 #38, held against the filter of the desk and against filters that leave something out. */
const directory = directoryOf('gy-base');
const real = (units: string[]) => (slice: DirectorySlice, accused: readonly string[]) =>
  activeUnits(slice, conflictFilter(slice, units, accused).units).active;

it('finds nothing that the desk’s own filter lets through', () => {
  for (const { code } of directory.units) expect(breachesOf(directory, [code], real([code]))).toEqual([]);
});

it('finds an accused unit where nothing is filtered at all', () => {
  expect(breachesOf(directory, ['U1'], () => ['U1'])[0]).toEqual({ unit: 'U1', accused: ['U1'] });
});

it('finds a unit below an accused one where only the unit itself is filtered', () => {
  // U1a lies below U1 (DOMAIN 2.8): who accuses U1 accuses its branch.
  const itself = (_slice: DirectorySlice, accused: readonly string[]) => (accused.includes('U1a') ? [] : ['U1a']);
  expect(breachesOf(directory, ['U1a'], itself).map(({ accused }) => accused)).toContainEqual(['U1']);
});

it('finds a body of supervision that takes what accuses itself', () => {
  // A filter that falls back but never looks at whom it falls back on.
  const blind = (slice: DirectorySlice, accused: readonly string[]) =>
    conflictFilter(
      slice,
      ['U1'],
      accused.filter((one) => one === 'U1'),
    ).units;
  const [found] = breachesOf(directory, ['U1'], blind);
  expect(found?.accused).toContain('U1');
  expect(found?.accused).toContain(found?.unit);
  expect(found?.unit).not.toBe('U1');
});

it('names who must be accused before nobody is left', () => {
  const all = accusingAll(directory, ['U1'], real(['U1'])) ?? [];
  expect(all[0]).toBe('U1');
  expect(
    real(['U1'])(
      { units: Object.fromEntries(directory.units.map((unit) => [unit.code, unit])), inactivePeople: [], desks: {} },
      all,
    ),
  ).toEqual([]);
});
