import { charge } from '../../feel-budget';
import { decimal } from '../arithmetic';
import { order } from '../compare';
import type { Run } from '../scope';
import { builtInFunction, form, type Library } from './define';

type List = readonly unknown[];

const isNumbers = (list: List): list is readonly number[] => list.every((entry) => typeof entry === 'number');

/** A function of a list, which may also be given as so many arguments. */
const ofList = (compute: (list: List) => unknown) =>
  builtInFunction(
    form('list: list', ([list]: [List], run: Run) => {
      charge(run.meter, list.length);
      return compute(list);
    }),
    form('...list: Any', (list: unknown[], run: Run) => {
      charge(run.meter, list.length);
      return list.length < 2 ? null : compute(list);
    }),
  );

const ofNumbers = (compute: (list: readonly number[]) => unknown) =>
  ofList((list) => (isNumbers(list) && list.length > 0 ? compute(list) : null));

const sum = (list: readonly number[]): number | null =>
  list.reduce<number | null>((total, entry) => (total === null ? null : decimal(total + entry)), 0);

/** The first or last of a list by FEEL's order; null where two cannot be compared. */
const extreme = (sign: 1 | -1) => (list: List) => {
  let best: unknown = list[0] ?? null;
  for (const entry of list) {
    const at = order(entry, best);
    if (at === null) return null;
    if (at * sign > 0) best = entry;
  }
  return best;
};

/** Three-valued: what is neither true nor false leaves it open. */
const logical = (decisive: boolean) => (list: List) => {
  if (list.includes(decisive)) return decisive;
  return list.every((entry) => typeof entry === 'boolean') ? !decisive : null;
};

function median(list: readonly number[]): number | null {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : decimal(((sorted[middle - 1] ?? 0) + upper) / 2);
}

function mode(list: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const entry of list) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([entry]) => entry)
    .sort((a, b) => a - b);
}

/** Of a sample: by one less than its size. */
function deviation(list: readonly number[]): number | null {
  if (list.length < 2) return null;
  const mean = list.reduce((total, entry) => total + entry, 0) / list.length;
  return Math.sqrt(list.reduce((total, entry) => total + (entry - mean) ** 2, 0) / (list.length - 1));
}

/** List functions (DMN 1.5, 10.3.4.4) that reckon, and `not`. */
export const statistics: Library = {
  min: ofList(extreme(-1)),
  max: ofList(extreme(1)),
  sum: ofNumbers(sum),
  product: ofNumbers((list) => list.reduce<number | null>((all, entry) => (all === null ? null : decimal(all * entry)), 1)),
  mean: ofNumbers((list) => decimal((sum(list) ?? NaN) / list.length)),
  median: ofNumbers(median),
  stddev: ofNumbers(deviation),
  mode: ofList((list) => (isNumbers(list) ? (list.length === 0 ? [] : mode(list)) : null)),
  all: ofList(logical(false)),
  any: ofList(logical(true)),
  not: builtInFunction(form('negand: Any', ([negand]: [unknown]) => (typeof negand === 'boolean' ? !negand : null))),
};
