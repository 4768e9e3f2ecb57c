import { charge, chargeProduct, sized } from '../../feel-budget';
import { invoke } from '../calls';
import { equals } from '../compare';
import type { Run } from '../scope';
import type { FeelCallable } from '../values';
import { builtInFunction, form, type Library } from './define';

type List = readonly unknown[];

const same = (a: unknown, b: unknown): boolean => equals(a, b) === true;

/** A place counted from 1 or from the end, as an index; undefined where the list has none. */
function indexOf(position: number, length: number): number | undefined {
  const at = Math.trunc(position);
  if (at === 0 || Math.abs(at) > length) return undefined;
  return at < 0 ? length + at : at - 1;
}

function sublist([list, start, length]: [List, number, number | undefined]): List | null {
  const at = indexOf(start, list.length);
  if (at === undefined) return null;
  if (length === undefined) return list.slice(at);
  const end = at + Math.trunc(length);
  return length < 1 || end > list.length ? null : list.slice(at, end);
}

function insertBefore([list, position, item]: [List, number, unknown]): List | null {
  const at = indexOf(position, list.length);
  return at === undefined ? null : [...list.slice(0, at), item, ...list.slice(at)];
}

function remove([list, position]: [List, number]): List | null {
  const at = indexOf(position, list.length);
  return at === undefined ? null : list.filter((_, index) => index !== at);
}

function distinct(list: List, run: Run): unknown[] {
  chargeProduct(run.meter, list, list);
  const kept: unknown[] = [];
  for (const entry of list) if (!kept.some((known) => same(known, entry))) kept.push(entry);
  return kept;
}

function concatenated(lists: List[], run: Run): unknown[] {
  charge(
    run.meter,
    lists.reduce((sum, list) => sum + list.length, 0),
  );
  return lists.flat(1);
}

function flattened(list: List, run: Run): unknown[] {
  return list.flatMap((entry) => {
    charge(run.meter, 1);
    return Array.isArray(entry) ? flattened(entry, run) : [entry];
  });
}

/** Merge sort, so that a comparison that contradicts itself still ends, and equals keep their order. */
function sorted(list: List, before: (a: unknown, b: unknown) => boolean): unknown[] {
  if (list.length < 2) return [...list];
  const middle = Math.floor(list.length / 2);
  const [left, right] = [sorted(list.slice(0, middle), before), sorted(list.slice(middle), before)];
  const merged: unknown[] = [];
  while (left.length > 0 && right.length > 0)
    merged.push(before(right[0], left[0]) && !before(left[0], right[0]) ? right.shift() : left.shift());
  return [...merged, ...left, ...right];
}

function sort([list, precedes]: [List, FeelCallable | null | undefined], run: Run): List | null {
  charge(run.meter, list.length * Math.ceil(Math.log2(list.length + 2)));
  if (precedes === undefined) return null;
  return precedes === null ? null : sorted(list, (a, b) => invoke(precedes, [a, b], run) === true);
}

function replaceAt([list, position, item]: [List, number, unknown]): List | null {
  const at = indexOf(position, list.length);
  return at === undefined ? null : list.map((entry, index) => (index === at ? item : entry));
}

/** By a function of the entry and the new one, which must say true or false of each. */
function replaceWhere([list, match, item]: [List, FeelCallable, unknown], run: Run): List | null {
  const said = list.map((entry) => invoke(match, [entry, item], run));
  if (!said.every((yes) => typeof yes === 'boolean')) return null;
  return list.map((entry, at) => (said[at] === true ? item : entry));
}

/** List functions (DMN 1.5, 10.3.4.4) that do not reckon. */
export const lists: Library = {
  'list contains': builtInFunction(
    form('list: list, element: Any', ([list, element]: [List, unknown]) => list.some((entry) => same(entry, element))),
  ),
  'list replace': builtInFunction(
    form('list: list, position: number, newItem: Any', replaceAt),
    form('list: list, match: function, newItem: Any', replaceWhere),
  ),
  count: builtInFunction(form('list: list', ([list]: [List]) => list.length)),
  sublist: builtInFunction(form('list: list, start position: number, length?: number', sublist)),
  append: builtInFunction(
    form('list: list, ...item: Any', ([list, ...items]: [List, ...unknown[]], run) => sized(run.meter, [...list, ...items])),
  ),
  concatenate: builtInFunction(form('...list: list', concatenated)),
  'insert before': builtInFunction(form('list: list, position: number, newItem: Any', insertBefore)),
  remove: builtInFunction(form('list: list, position: number', remove)),
  reverse: builtInFunction(form('list: list', ([list]: [List]) => [...list].reverse())),
  'index of': builtInFunction(
    form('list: list, match: Any', ([list, match]: [List, unknown]) =>
      list.flatMap((entry, at) => (same(entry, match) ? [at + 1] : [])),
    ),
  ),
  union: builtInFunction(form('...list: list', (all: List[], run: Run) => distinct(concatenated(all, run), run))),
  'distinct values': builtInFunction(form('list: list', ([list]: [List], run) => distinct(list, run))),
  flatten: builtInFunction(form('list: list', ([list]: [List], run) => flattened(list, run))),
  sort: builtInFunction(form('list: list, precedes?: function|null', sort)),
};
