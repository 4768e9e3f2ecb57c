import type { Way } from './way';
import { type BackTestItem, type DifferenceKind, clockOf, differenceKinds, shiftOf } from './compare';

/** Issues that came from one unit's hands into another's; `units` joined by commas where several had it, `''` where nobody did. */
export type UnitFlow = { from: string; to: string; count: number };
export type UnitLoad = { unit: string; before: number; after: number; lateBefore: number; lateAfter: number };
export type ClockMoves = {
  clock: string;
  earlier: number;
  later: number;
  medianMs: number;
  newlyLate: number;
  noLongerLate: number;
};

export type BackTestSummary = {
  issues: number;
  /** Issues with at least one difference. */
  changed: number;
  kinds: Record<DifferenceKind, number>;
  flows: UnitFlow[];
  load: UnitLoad[];
  clocks: ClockMoves[];
  /** Grades before and after, with how many issues went from one to the other. */
  grades: UnitFlow[];
  /** Issues for which something had to be taken for granted, and those with a command that the draft refuses. */
  assumed: number;
  refused: number;
};

/** What some of the issues come to, so that what several threads found can be put together. */
export type BackTestTally = Omit<BackTestSummary, 'clocks'> & { clocks: (ClockMoves & { shifts: number[] })[] };

/** What all the issues come to together. The same for the same items, in whatever order they came. */
export const summaryOf = (items: readonly BackTestItem[]): BackTestSummary => summaryOfParts([tallyOf(items)]);

export function tallyOf(items: readonly BackTestItem[]): BackTestTally {
  const kinds = Object.fromEntries(differenceKinds.map((kind) => [kind, 0])) as Record<DifferenceKind, number>;
  for (const item of items) for (const kind of item.kinds) kinds[kind] += 1;
  return {
    issues: items.length,
    changed: items.filter((item) => item.kinds.length > 0).length,
    kinds,
    flows: flowsOf(items, ({ units }) => units.join(',')),
    load: loadOf(items),
    clocks: clocksOf(items),
    grades: flowsOf(items, ({ grade }) => grade ?? ''),
    assumed: items.filter(({ assumed }) => assumed.length > 0).length,
    refused: items.filter(({ refused }) => refused.length > 0).length,
  };
}

function flowsOf(items: readonly BackTestItem[], keyOf: (way: Way) => string): UnitFlow[] {
  const flows = new Map<string, Map<string, UnitFlow>>();
  for (const { before, after } of items) {
    const from = keyOf(before);
    const to = after === before ? from : keyOf(after);
    const out = flows.get(from) ?? new Map<string, UnitFlow>();
    if (out.size === 0) flows.set(from, out);
    const flow = out.get(to);
    if (flow) flow.count += 1;
    else out.set(to, { from, to, count: 1 });
  }
  return [...flows.values()].flatMap((out) => [...out.values()]);
}

/** Puts the parts together, the largest first in every list. */
export function summaryOfParts(parts: readonly BackTestTally[]): BackTestSummary {
  const sum = (of: (part: BackTestTally) => number): number => parts.reduce((all, part) => all + of(part), 0);
  const flows = (of: (part: BackTestTally) => UnitFlow[]): UnitFlow[] =>
    added(parts.flatMap(of), ({ from, to }) => `${from}\n${to}`).sort(
      (a, b) => b.count - a.count || order(a.from, b.from) || order(a.to, b.to),
    );
  const clocks = added(
    parts.flatMap((part) => part.clocks),
    ({ clock }) => clock,
  ).map(({ shifts, ...moves }) => ({
    ...moves,
    medianMs: medianOf(shifts),
  }));
  return {
    issues: sum(({ issues }) => issues),
    changed: sum(({ changed }) => changed),
    kinds: Object.fromEntries(differenceKinds.map((kind) => [kind, sum(({ kinds }) => kinds[kind])])) as BackTestSummary['kinds'],
    flows: flows((part) => part.flows),
    load: added(
      parts.flatMap((part) => part.load),
      ({ unit }) => unit,
    ).sort((a, b) => b.before + b.after - a.before - a.after || order(a.unit, b.unit)),
    clocks: clocks.sort((a, b) => b.earlier + b.later - a.earlier - a.later || order(a.clock, b.clock)),
    grades: flows((part) => part.grades),
    assumed: sum(({ assumed }) => assumed),
    refused: sum(({ refused }) => refused),
  };
}

/** Rows of the same key as one: numbers are added, lists joined. */
function added<T extends Record<string, string | number | number[]>>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const row of rows) {
    const known = byKey.get(keyOf(row));
    byKey.set(keyOf(row), known ? both(known, row) : row);
  }
  return [...byKey.values()];
}

const both = <T extends Record<string, string | number | number[]>>(a: T, b: T): T =>
  Object.fromEntries(
    Object.entries(a).map(([name, value]) => {
      const other = b[name];
      if (typeof value === 'number' && typeof other === 'number') return [name, value + other];
      return [name, Array.isArray(value) && Array.isArray(other) ? [...value, ...other] : value];
    }),
  ) as T;

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function loadOf(items: readonly BackTestItem[]): UnitLoad[] {
  const loads = new Map<string, UnitLoad>();
  const of = (unit: string): UnitLoad => {
    const known = loads.get(unit);
    if (known) return known;
    const load = { unit, before: 0, after: 0, lateBefore: 0, lateAfter: 0 };
    loads.set(unit, load);
    return load;
  };
  for (const { before, after } of items) {
    for (const unit of before.units) {
      of(unit).before += 1;
      if (isLateWork(before)) of(unit).lateBefore += 1;
    }
    for (const unit of after.units) {
      of(unit).after += 1;
      if (isLateWork(after)) of(unit).lateAfter += 1;
    }
  }
  return [...loads.values()];
}

/** A reply that came late is the unit's; a slow verification is not. */
const isLateWork = ({ late }: Way): boolean =>
  late.some((name) => clockOf(name).clock === 'reply' || clockOf(name).clock === 'rework');

function clocksOf(items: readonly BackTestItem[]): BackTestTally['clocks'] {
  const clocks = new Map<string, ClockMoves & { shifts: number[] }>();
  const of = (clock: string) => {
    const moves = clocks.get(clock) ?? { clock, earlier: 0, later: 0, medianMs: 0, newlyLate: 0, noLongerLate: 0, shifts: [] };
    clocks.set(clock, moves);
    return moves;
  };
  for (const { moved, newlyLate, noLongerLate } of items) {
    for (const due of moved) {
      const shift = shiftOf(due);
      const moves = of(due.clock);
      moves[shift < 0 ? 'earlier' : 'later'] += 1;
      moves.shifts.push(shift);
    }
    for (const clock of new Set(newlyLate.map((name) => clockOf(name).clock))) of(clock).newlyLate += 1;
    for (const clock of new Set(noLongerLate.map((name) => clockOf(name).clock))) of(clock).noLongerLate += 1;
  }
  return [...clocks.values()];
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}
