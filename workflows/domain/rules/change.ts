import { cellPasses, dayText, probeOf, type Cell, type Probe, type Test } from './cell';
import type { FeelJson } from './feel-value';

/** Values at and just beside everything a test names: the smallest change is always to one of these. */
function candidatesOf(test: Test): Probe[] {
  if (test.t === 'text' || test.t === 'has') return [];
  if (test.t !== 'range') return beside(probeOf(test.value));
  return [test.lo, test.hi].flatMap((bound) => {
    if (bound === null) return [];
    return beside(
      typeof bound.at === 'string'
        ? { kind: 'string', value: bound.at }
        : { kind: test.kind === 'date' ? 'date' : 'number', value: bound.at },
    );
  });
}

function beside(probe: Probe): Probe[] {
  if (probe.kind === 'boolean') return [probe, { kind: 'boolean', value: !probe.value }];
  if (probe.kind !== 'number' && probe.kind !== 'date') return [probe];
  return [probe, { kind: probe.kind, value: probe.value + 1 }, { kind: probe.kind, value: probe.value - 1 }];
}

/** Between two bounds less than one apart there is no whole step: the middle will do. */
function middles(test: Test): Probe[] {
  if (test.t !== 'range' || test.kind !== 'number' || test.lo === null || test.hi === null) return [];
  return [{ kind: 'number', value: (Number(test.lo.at) + Number(test.hi.at)) / 2 }];
}

/** Edit distance of two texts, so that a slip of the pen in a code is the nearest value. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}

const LONGEST = 100;

function distance(from: Probe, to: Probe): number {
  if ((from.kind === 'number' || from.kind === 'date') && from.kind === to.kind) return Math.abs(from.value - to.value);
  if (from.kind === 'string' && to.kind === 'string')
    return editDistance(from.value.slice(0, LONGEST), to.value.slice(0, LONGEST));
  return to.kind === 'null' ? Infinity : 0;
}

/** For a list: one member more, or without those that are not wanted. */
function listChange(cell: Extract<Cell, { kind: 'tests' }>, list: readonly unknown[]): FeelJson | undefined {
  const members = cell.tests.flatMap((test) => (test.t === 'has' ? [test.value] : []));
  if (members.length === 0) return undefined;
  const kept = cell.negated ? list.filter((entry) => !members.some((member) => member === entry)) : [...list, members[0]];
  return kept as FeelJson[];
}

function textChange(cell: Extract<Cell, { kind: 'tests' }>, text: string): FeelJson | undefined {
  const [test] = cell.tests;
  if (cell.negated || test?.t !== 'text') return undefined;
  return test.fn === 'starts with' ? test.value + text : text + test.value;
}

const json = (probe: Probe): FeelJson => (probe.kind === 'date' ? dayText(probe.value) : (probe.value as FeelJson));

/**
 * The value nearest to the present one that a cell would accept: the boundary of a range, the nearest listed value, a list with
 * one member more. Undefined where the cell is one that only FEEL understands, or names no value to go to.
 */
export function nearestValue(cell: Cell, value: unknown): FeelJson | undefined {
  if (cell.kind !== 'tests') return undefined;
  const from = probeOf(value);
  const lists = cell.tests.some((test) => test.t === 'has');
  if (lists) return listChange(cell, from.kind === 'list' ? from.value : []);
  if (from.kind === 'string' && cell.tests[0]?.t === 'text') return textChange(cell, from.value);
  const accepted = cell.tests
    .flatMap((test) => [...candidatesOf(test), ...middles(test)])
    .filter((probe) => cellPasses(cell, probe));
  const nearest = accepted.sort((a, b) => distance(from, a) - distance(from, b))[0];
  return nearest === undefined ? undefined : json(nearest);
}
