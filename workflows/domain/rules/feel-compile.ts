import { parseExpression, parseUnaryTests } from 'feelin';
import { withoutRanges } from './interpreter/type-names';
import type { FeelNode } from './feel-tree';
import type { Facts } from './feel-value';

export type Grammar = 'expression' | 'tests';

/** The tree of a text. Which words make a name depends on the names that are known. */
export function treeOf(text: string, grammar: Grammar, names: Facts): FeelNode {
  const readable = withoutRanges(text);
  const tree = grammar === 'tests' ? parseUnaryTests(readable, names, undefined) : parseExpression(readable, names, undefined);
  return tree.topNode;
}

export function firstError(node: FeelNode): FeelNode | undefined {
  const cursor = node.cursor();
  do if (cursor.type.isError) return cursor.node;
  while (cursor.next());
  return undefined;
}

/** Names of two words and more, through all levels: only these change how a text is read. */
function compoundNames(facts: Facts, depth: number): string {
  let found = '';
  for (const [name, value] of Object.entries(facts)) {
    if (depth === 0 || !/^[\p{L}_$?][\p{L}\p{N}_$?]*$/u.test(name)) found += `${name}\u0001`;
    if (depth < 4 && typeof value === 'object' && value !== null) found += inside(name, value, depth);
  }
  return found;
}

function inside(name: string, value: object, depth: number): string {
  const member: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof member !== 'object' || member === null || Object.getPrototypeOf(member) !== Object.prototype) return '';
  const names = compoundNames(member as Facts, depth + 1);
  return names === '' ? '' : `${name}\u0002${names}\u0003`;
}

const MOST_KEPT = 2_000;

/** Remembers what was made of a text for the names it was read with, so that a text that is asked often is read once. */
export function rememberer<T>(make: (text: string, facts: Facts) => T): (text: string, facts: Facts) => T {
  const made = new Map<string, T>();
  return (text, facts) => {
    const key = `${text}\u0000${compoundNames(facts, 0)}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(text, facts);
    if (made.size >= MOST_KEPT) made.clear();
    made.set(key, fresh);
    return fresh;
  };
}
