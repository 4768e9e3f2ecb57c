import { FeelDate, FeelRange } from 'feelin';
import { charge, FeelStop, sized } from '../feel-budget';
import { childrenOf, type FeelNode } from '../feel-tree';
import { wordsOf, type Source } from './source';
import { order } from './compare';
import { normalName, type Code, type Scope } from './scope';
import { ofDays, shifted } from './temporal';
import { SignedRange } from './values';

/** One `name in list` of a loop: what it goes through, in the scope of those before it; null when it cannot. */
type Iteration = { readonly name: string; readonly values: (scope: Scope) => readonly unknown[] | null };

function iterationOf(node: FeelNode, source: Source): Iteration {
  const [name, , through] = childrenOf(node);
  if (name === undefined || through === undefined) throw new Error('incomplete loop');
  const [start, dots, end] = childrenOf(through);
  if (start === undefined) throw new Error('incomplete loop');
  const variable = normalName(wordsOf(name, source));
  const first = source.compile(start);
  if (dots === undefined || end === undefined) return { name: variable, values: (scope) => listed(first(scope), scope) };
  const last = source.compile(end);
  return { name: variable, values: (scope) => counted(first(scope), last(scope), scope) };
}

/** What a loop goes through when given a value: a list's entries, an interval's members, else the value alone. */
function listed(value: unknown, scope: Scope): readonly unknown[] | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    charge(scope.run.meter, value.length);
    return value as unknown[];
  }
  return value instanceof FeelRange ? members(value, scope) : [value];
}

/** An interval's numbers or days, upwards only (DMN 1.5, 10.3.2.14). */
function members(range: FeelRange, scope: Scope): readonly unknown[] | null {
  const [start, end] = [range.start, range.end] as unknown[];
  const across = order(start, end);
  if (range instanceof SignedRange || across === null || across > 0) return null;
  const all = counted(start, end, scope);
  if (all === null) return null;
  const from = range['start included'] ? 0 : 1;
  return all.slice(from, range['end included'] ? undefined : -1);
}

/** `a..b`: whole numbers or days, up or down. */
function counted(start: unknown, end: unknown, scope: Scope): readonly unknown[] | null {
  if (start instanceof FeelDate && end instanceof FeelDate) return days(start, end, scope);
  if (typeof start !== 'number' || typeof end !== 'number') return null;
  if (!Number.isInteger(start) || !Number.isInteger(end))
    throw new FeelStop('FEEL_FAILED', { zh: '只能遍历整数区间', en: 'Only a range of whole numbers can be iterated' });
  const length = Math.abs(end - start) + 1;
  charge(scope.run.meter, length);
  const step = end < start ? -1 : 1;
  return Array.from({ length }, (_, at) => start + at * step);
}

function days(start: FeelDate, end: FeelDate, scope: Scope): readonly unknown[] {
  const length = Math.abs(start.unwrap().until(end.unwrap(), { largestUnit: 'day' }).days) + 1;
  charge(scope.run.meter, length);
  const sign = (order(start, end) ?? 0) > 0 ? -1 : 1;
  return Array.from({ length }, (_, at) => shifted(start, ofDays(at), sign));
}

/** The scopes of all combinations, the last iteration turning fastest; null when one of them has nothing to go through. */
function combinations(iterations: readonly Iteration[], scope: Scope, extra: Record<string, unknown>): Scope[] | null {
  let scopes: Scope[] = [scope];
  for (const { name, values } of iterations) {
    const next: Scope[] = [];
    for (const outer of scopes) {
      const all = values(outer);
      if (all === null) return null;
      charge(scope.run.meter, all.length);
      for (const value of all) next.push(outer.with({ [name]: value, ...extra }));
    }
    scopes = next;
  }
  return scopes;
}

const iterationsOf = (node: FeelNode | undefined, source: Source): Iteration[] =>
  node === undefined ? [] : childrenOf(node).map((part) => iterationOf(part, source));

/** `for … return …`; what was returned so far is `partial`. */
export function forLoop(node: FeelNode, source: Source): Code {
  const parts = childrenOf(node);
  const iterations = iterationsOf(parts[1], source);
  const body = source.compile(parts[3] ?? node);
  return (scope) => {
    const partial: unknown[] = [];
    const scopes = combinations(iterations, scope, { partial });
    if (scopes === null) return null;
    for (const inner of scopes) partial.push(sized(scope.run.meter, body(inner)));
    return partial;
  };
}

/** `some … satisfies`, `every … satisfies`: unknown when nothing decides and something could not be told. */
export function quantified(node: FeelNode, source: Source): Code {
  const parts = childrenOf(node);
  const decisive = parts[0]?.name === 'some';
  const iterations = iterationsOf(parts[1], source);
  const condition = source.compile(parts[3] ?? node);
  return (scope) => {
    const scopes = combinations(iterations, scope, {});
    if (scopes === null) return null;
    let unknown = false;
    for (const inner of scopes) {
      const said = condition(inner);
      if (said === decisive) return decisive;
      unknown ||= said !== !decisive;
    }
    return unknown ? null : !decisive;
  };
}
