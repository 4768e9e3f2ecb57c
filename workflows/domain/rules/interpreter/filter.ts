import { charge } from '../feel-budget';
import { childrenOf, type FeelNode } from '../feel-tree';
import type { Source } from './source';
import type { Code, Scope } from './scope';
import { isContext } from './values';

/** `list[filter]` (DMN 1.5, 10.3.2.5): by a number, counted from 1 or from the end, or by what is true of an entry. */
export function filtered(node: FeelNode, source: Source): Code {
  const [target, , filter] = childrenOf(node);
  if (target === undefined || filter === undefined) throw new Error('incomplete filter');
  const [list, test] = [source.compile(target), source.compile(filter)];
  const positional = filter.name === 'NumericLiteral' || filter.name === 'ArithmeticExpression';
  return (scope) => {
    const value = list(scope);
    if (value === null || value === undefined) return positional ? null : [];
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    const index = indexOf(entries, test, scope);
    return index === undefined ? entries.filter((entry) => holds(entry, test, scope)) : nth(entries, index);
  };
}

/** The number a filter is, when it is one whatever the entry; names of an entry's own are seen before those around it. */
function indexOf(entries: readonly unknown[], test: Code, scope: Scope): number | undefined {
  const [first] = entries;
  const value = test(first === undefined ? scope : about(first, scope));
  return typeof value === 'number' ? value : undefined;
}

function about(entry: unknown, scope: Scope): Scope {
  return isContext(entry) ? scope.with({ item: entry }).with(entry) : scope.with({ item: entry });
}

function holds(entry: unknown, test: Code, scope: Scope): boolean {
  charge(scope.run.meter, 1);
  return test(about(entry, scope)) === true;
}

function nth(entries: readonly unknown[], index: number): unknown {
  if (!Number.isInteger(index)) return null;
  return entries[index < 0 ? entries.length + index : index - 1] ?? null;
}
