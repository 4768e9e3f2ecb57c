import { FeelRange } from 'feelin';
import { childrenOf, type FeelNode } from '../feel-tree';
import { kindOf } from '../feel-value';
import type { Source } from './source';
import type { Code } from './scope';

const ORDERED: ReadonlySet<string> = new Set([
  'number',
  'string',
  'date',
  'time',
  'dateTime',
  'dayTimeDuration',
  'yearMonthDuration',
]);

/** Whether values of a kind have an order. */
export const isOrdered = (kind: string): boolean => ORDERED.has(kind);

/** An interval of two bounds of one kind that has an order, either of them perhaps unknown; else null. */
export function rangeOf(start: unknown, end: unknown, first: boolean, last: boolean): FeelRange | null {
  const kinds = [start, end].map(kindOf).filter((kind) => kind !== 'null');
  if (!kinds.every((kind) => kind === kinds[0] && isOrdered(kind))) return null;
  return new FeelRange({
    start: start ?? null,
    end: end ?? null,
    'start included': first && start !== null,
    'end included': last && end !== null,
    valueType: kinds[0] ?? null,
  });
}

/** Compiles `[a..b]`, `(a..b)` and the like. */
export function intervalOf(node: FeelNode, source: Source): Code {
  const [open, first, , second, close] = childrenOf(node);
  if (open === undefined || first === undefined || second === undefined || close === undefined)
    throw new Error('incomplete interval');
  const [start, end] = [source.compile(first), source.compile(second)];
  return (scope) => rangeOf(start(scope), end(scope), open.name === '[', close.name === ']');
}
