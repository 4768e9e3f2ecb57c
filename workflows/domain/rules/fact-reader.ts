import { parseExpression } from 'feelin';
import { evaluateFeel, type FeelOptions, type FeelResult } from './feel';
import { childrenOf, type FeelNode } from './feel-tree';
import type { Facts } from './feel-value';

/** Reads one expression from the facts; `name` when it is just that fact, null where it is missing. */
export type FactReader = { readonly name?: string; readonly read: (facts: Facts, options: FeelOptions) => FeelResult<unknown> };

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The names of a path of single-word names, `a.b.c`; undefined for any other expression. */
function pathOf(text: string, node: FeelNode): string[] | undefined {
  const [first, , last] = childrenOf(node);
  if (node.name === 'VariableName' || node.name === 'PathName')
    return first !== undefined && first.to - first.from === node.to - node.from && first.name === 'Identifier'
      ? [text.slice(node.from, node.to)]
      : undefined;
  if (node.name !== 'PathExpression' || first === undefined || last === undefined) return undefined;
  const [head, tail] = [pathOf(text, first), pathOf(text, last)];
  return head === undefined || tail === undefined ? undefined : [...head, ...tail];
}

function simplePath(text: string): string[] | undefined {
  const node = parseExpression(text, {}, undefined).topNode.firstChild;
  return node === null || node.to - node.from !== text.trim().length ? undefined : pathOf(text, node);
}

/** Walks a path of own entries; undefined where FEEL has more to say (a list on the way, a missing name). */
function walk(facts: Facts, path: readonly string[]): unknown {
  let value: unknown = facts;
  for (const name of path) {
    if (!isPlain(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/**
 * Compiles an input expression: names and paths are read straight from the facts, all else by FEEL. A missing fact is null
 * without asking FEEL, unless FEEL itself knows the name (`count` is a function).
 */
export function factReader(text: string): FactReader {
  const byFeel = (facts: Facts, options: FeelOptions) => evaluateFeel(text, facts, options);
  const path = simplePath(text);
  const [name] = path ?? [];
  if (path === undefined || name === undefined) return { read: byFeel };
  if (path.length > 1) return { read: (facts, options) => pathValue(facts, path) ?? byFeel(facts, options) };
  const absent = evaluateFeel(text, {});
  if (!absent.ok || absent.value !== null) return { read: byFeel };
  return { name, read: (facts) => ({ ok: true, value: factOf(facts, name) }) };
}

/** A fact by its name, null where it is missing. */
const factOf = (facts: Facts, name: string): unknown => (Object.hasOwn(facts, name) ? (facts[name] ?? null) : null);

function pathValue(facts: Facts, path: readonly string[]): FeelResult<unknown> | undefined {
  const value = walk(facts, path);
  return value === undefined || typeof value === 'object' ? undefined : { ok: true, value };
}
