import { childrenOf, type FeelNode } from '../feel-tree';
import { wordsOf, type Source } from './source';
import { normalName, type Scope } from './scope';
import { ANY, builtInType, type FeelType } from './types';

/** A type as written, resolved in a scope, since item definitions are given by name; undefined where nobody knows the name. */
export type TypeCode = (scope: Scope) => FeelType | undefined;

/** Under this name a scope keeps the types that item definitions declare. */
export const TYPES = '\u0000types';

export type TypeTable = { readonly typeNamed: (name: string) => FeelType | undefined };

const isTypeTable = (value: unknown): value is TypeTable => typeof value === 'object' && value !== null && 'typeNamed' in value;

function byName(name: string): TypeCode {
  return (scope) => {
    const declared = scope.get(TYPES);
    return builtInType(name) ?? (isTypeTable(declared) ? declared.typeNamed(name) : undefined);
  };
}

const partsNamed = (node: FeelNode, ...names: string[]): FeelNode[] =>
  childrenOf(node).filter((part) => names.includes(part.name));

/** lezer-feel knows no `range<T>`: `withRanges` has turned it into a list, and the source still says which it was. */
function listType(node: FeelNode, source: Source): TypeCode {
  const [element] = partsNamed(node, 'Type');
  const of = element === undefined ? undefined : typeOf(element, source);
  const range = wordsOf(node, source).startsWith('range');
  return (scope) => {
    const inner = of?.(scope);
    if (inner === undefined) return undefined;
    return range ? { kind: 'range', of: inner } : { kind: 'list', of: inner };
  };
}

function contextType(node: FeelNode, source: Source): TypeCode {
  const entries = partsNamed(node, 'ContextEntryTypes')
    .flatMap(childrenOf)
    .filter((part) => part.name === 'ContextEntryType')
    .map((part) => {
      const [name, type] = childrenOf(part);
      return { name: name === undefined ? '' : normalName(wordsOf(name, source)), type: typeOf(type ?? part, source) };
    });
  return (scope) => {
    const known = entries.map(({ name, type }) => ({ name, type: type(scope) }));
    return known.every((entry): entry is { name: string; type: FeelType } => entry.type !== undefined)
      ? { kind: 'context', entries: known }
      : undefined;
  };
}

function functionType(node: FeelNode, source: Source): TypeCode {
  const parameters = partsNamed(node, 'ArgumentTypes')
    .flatMap(childrenOf)
    .filter((part) => part.name === 'ArgumentType')
    .map((part) => typeOf(part, source));
  const [result] = partsNamed(node, 'Type');
  const gives = result === undefined ? () => ANY : typeOf(result, source);
  return (scope) => {
    const [types, given] = [parameters.map((parameter) => parameter(scope)), gives(scope)];
    if (given === undefined || !types.every((type) => type !== undefined)) return undefined;
    return { kind: 'function', parameters: types, result: given };
  };
}

/** Compiles a type as it is written after `instance of` or after a parameter's name. */
export function typeOf(node: FeelNode, source: Source): TypeCode {
  switch (node.name) {
    case 'ListType':
      return listType(node, source);
    case 'ContextType':
      return contextType(node, source);
    case 'FunctionType':
      return functionType(node, source);
    case 'Type':
    case 'ArgumentType': {
      const [inner] = childrenOf(node);
      return inner === undefined ? () => ANY : typeOf(inner, source);
    }
    default:
      return byName(wordsOf(node, source).replace(/\s+/gu, ' '));
  }
}

/** Where a text says `range<`, lezer-feel is given `list <`: as long, so that every position stays. */
export const withoutRanges = (text: string): string => text.replace(/\brange(?=\s*<)/gu, 'list ');
