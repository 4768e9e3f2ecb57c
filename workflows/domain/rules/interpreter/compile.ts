import type { FeelNode } from '../feel-tree';
import { childrenOf } from '../feel-tree';
import { sized } from '../feel-budget';
import { arithmetic, negative } from './arithmetic';
import { call, functionOf } from './calls';
import { compared, meets } from './compare';
import { filtered } from './filter';
import { stringOf } from './literals';
import { forLoop, quantified } from './loops';
import { property } from './property';
import { normalName, type Code } from './scope';
import { wordsOf, type Source } from './source';
import { readAny } from './temporal';
import { isInstance } from './types';
import { typeOf } from './type-names';
import { SignedRange, type RangeSign } from './values';
import { builtIn } from './builtins';
import { intervalOf } from './interval';

type Compiler = (node: FeelNode, source: Source) => Code;

const constant =
  (value: unknown): Code =>
  () =>
    value;

const at = (parts: readonly FeelNode[], index: number): FeelNode => {
  const part = parts[index];
  if (part === undefined) throw new Error('incomplete expression');
  return part;
};

/** Compiles a node of the tree of a FEEL text. */
export function compileFeel(node: FeelNode, text: string): Code {
  const source: Source = { text, compile: (part) => compile(part, source) };
  return compile(node, source);
}

/** A node nobody knows is a fault of this file, not of the text. */
function compile(node: FeelNode, source: Source): Code {
  const compiler = COMPILERS[node.name];
  if (compiler === undefined) throw new Error(`no meaning for <${node.name}>`);
  return compiler(node, source);
}

const only: Compiler = (node, source) => compile(at(childrenOf(node), 0), source);

function number(node: FeelNode, source: Source): Code {
  const value = Number(wordsOf(node, source).replace(/\s+/gu, ''));
  return constant(Number.isFinite(value) ? (value === 0 ? 0 : value) : null);
}

function variable(node: FeelNode, source: Source): Code {
  const name = normalName(wordsOf(node, source));
  const known = builtIn(name);
  return (scope) => {
    const value = scope.get(name);
    return value === undefined ? (known ?? null) : value;
  };
}

function binary(node: FeelNode, source: Source): Code {
  const parts = childrenOf(node);
  if (parts.length === 2) {
    const operand = compile(at(parts, 1), source);
    return (scope) => negative(operand(scope));
  }
  const [left, right] = [compile(at(parts, 0), source), compile(at(parts, 2), source)];
  const sign = wordsOf(at(parts, 1), source);
  if (sign !== '+') return (scope) => arithmetic(sign, left(scope), right(scope));
  return (scope) => {
    const sum = arithmetic(sign, left(scope), right(scope));
    return typeof sum === 'string' ? sized(scope.run.meter, sum) : sum;
  };
}

/** `and`, `or`: what is no boolean counts as unknown (DMN 1.5, 10.3.2.10). */
const logical =
  (decisive: boolean): Compiler =>
  (node, source) => {
    const parts = childrenOf(node);
    const [left, right] = [compile(at(parts, 0), source), compile(at(parts, 2), source)];
    return (scope) => {
      const [a, b] = [left(scope), right(scope)];
      if (a === decisive || b === decisive) return decisive;
      return a === !decisive && b === !decisive ? !decisive : null;
    };
  };

function comparison(node: FeelNode, source: Source): Code {
  const parts = childrenOf(node);
  const sign = wordsOf(at(parts, 1), source);
  const left = compile(at(parts, 0), source);
  if (sign === 'in') return membership(left, parts.slice(2), source);
  const right = compile(at(parts, 2), source);
  if (sign !== 'between') return (scope) => compared(sign, left(scope), right(scope));
  const last = compile(at(parts, 4), source);
  return (scope) => {
    const value = left(scope);
    const [low, high] = [compared('>=', value, right(scope)), compared('<=', value, last(scope))];
    return low === null || high === null ? null : low && high;
  };
}

/** `x in tests`: true when one holds; unknown when none does and one could not be told. */
function membership(left: Code, rest: readonly FeelNode[], source: Source): Code {
  const listed = rest.find((part) => part.name === 'PositiveUnaryTests');
  const nodes = listed === undefined ? rest.filter((part) => part.name === 'PositiveUnaryTest') : childrenOf(listed);
  const tests = nodes.map((part) => compile(part, source));
  return (scope) => {
    const value = left(scope);
    const said = tests.map((test) => meets(value, test(scope)));
    if (said.includes(true)) return true;
    return said.includes(null) ? null : false;
  };
}

function signed(node: FeelNode, source: Source): Code {
  const [first, second] = childrenOf(node);
  if (first === undefined || second === undefined) return only(node, source);
  const sign = wordsOf(first, source) as RangeSign;
  const bound = compile(second, source);
  return (scope) => new SignedRange(sign, bound(scope));
}

function conditional(node: FeelNode, source: Source): Code {
  const parts = childrenOf(node);
  const [condition, yes, no] = [1, 3, 5].map((index) => compile(at(parts, index), source)) as [Code, Code, Code];
  return (scope) => (condition(scope) === true ? yes(scope) : no(scope));
}

function list(node: FeelNode, source: Source): Code {
  const entries = childrenOf(node)
    .slice(1, -1)
    .map((part) => compile(part, source));
  return (scope) =>
    sized(
      scope.run.meter,
      entries.map((entry) => entry(scope)),
    );
}

/** The name of a context's entry, written as a name or as a string. */
function keyOf(node: FeelNode, source: Source): string {
  const key = at(childrenOf(node), 0);
  return key.name === 'StringLiteral' ? stringOf(wordsOf(key, source)) : normalKey(wordsOf(key, source));
}

const normalKey = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** A context; an entry sees those before it. Two entries of one name make it null (DMN 1.5, 10.3.2.6). */
function context(node: FeelNode, source: Source): Code {
  const entries = childrenOf(node)
    .slice(1, -1)
    .map((entry) => {
      const [key, value] = childrenOf(entry);
      return { name: keyOf(at([key].filter(Boolean) as FeelNode[], 0), source), value: compile(value ?? entry, source) };
    });
  if (new Set(entries.map(({ name }) => name)).size < entries.length) return constant(null);
  return (scope) => {
    const made: Record<string, unknown> = {};
    const inner = scope.with(made);
    for (const { name, value } of entries)
      Object.defineProperty(made, name, {
        value: sized(scope.run.meter, value(inner)),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return made;
  };
}

function path(node: FeelNode, source: Source): Code {
  const parts = childrenOf(node);
  const target = compile(at(parts, 0), source);
  const name = normalName(wordsOf(at(parts, 2), source));
  return (scope) => property(target(scope), name);
}

function atLiteral(node: FeelNode, source: Source): Code {
  return constant(readAny(stringOf(wordsOf(at(childrenOf(node), 0), source))));
}

function dateTimeLiteral(node: FeelNode, source: Source): Code {
  return at(childrenOf(node), 0).name === 'AtLiteral' ? only(node, source) : call(node, source);
}

function instanceOf(node: FeelNode, source: Source): Code {
  const parts = childrenOf(node);
  const value = compile(at(parts, 0), source);
  const type = typeOf(at(parts, 3), source);
  return (scope) => {
    const wanted = type(scope);
    return wanted === undefined ? null : isInstance(value(scope), wanted);
  };
}

const named: Compiler = (node, source) => constant(builtIn(normalName(wordsOf(node, source))) ?? null);

const COMPILERS: Readonly<Record<string, Compiler>> = {
  Expression: only,
  ParenthesizedExpression: (node, source) => compile(at(childrenOf(node), 1), source),
  PositiveUnaryTest: only,
  SimplePositiveUnaryTest: signed,
  Interval: intervalOf,
  NumericLiteral: number,
  StringLiteral: (node, source) => constant(stringOf(wordsOf(node, source))),
  BooleanLiteral: (node, source) => constant(wordsOf(node, source) === 'true'),
  null: () => constant(null),
  Wildcard: () => constant(true),
  '?': () => (scope) => scope.get('?') ?? null,
  VariableName: variable,
  SpecialFunctionName: named,
  DateTimeConstructor: named,
  DateTimeLiteral: dateTimeLiteral,
  AtLiteral: atLiteral,
  ArithmeticExpression: binary,
  Conjunction: logical(false),
  Disjunction: logical(true),
  Comparison: comparison,
  IfExpression: conditional,
  List: list,
  Context: context,
  PathExpression: path,
  FilterExpression: filtered,
  ForExpression: forLoop,
  QuantifiedExpression: quantified,
  FunctionDefinition: functionOf,
  FunctionInvocation: call,
  InstanceOfExpression: instanceOf,
};
