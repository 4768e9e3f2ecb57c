import { deeper, sized } from '../feel-budget';
import { childrenOf, type FeelNode } from '../feel-tree';
import { wordsOf, type Source } from './source';
import { midnightOf } from './temporal';
import { normalName, Scope, type Code, type Run } from './scope';
import { typeOf, type TypeCode } from './type-names';
import { ANY, coerce, type FeelType } from './types';
import { FeelCallable, type Arguments, type Form, type Parameter } from './values';

type Bound = readonly unknown[] | null;

const asType = (value: unknown, type: FeelType): unknown => coerce(value, type, (date) => midnightOf(date as never));

/** Arguments in the order of a form's parameters, each of its type; null where they do not fit. */
function bind(form: Form, args: Arguments): Bound {
  const given = isPositional(args) ? positional(form.parameters, args) : byName(form.parameters, args);
  if (given === null) return null;
  const bound: unknown[] = [];
  for (const [at, value] of given.entries()) {
    const parameter = form.parameters[Math.min(at, form.parameters.length - 1)];
    if (parameter === undefined) return null;
    const typed = value === undefined ? undefined : asType(value, parameter.type);
    if (typed === undefined && value !== undefined) return null;
    bound.push(typed);
  }
  return bound;
}

const isPositional = (args: Arguments): args is readonly unknown[] => Array.isArray(args);

function positional(parameters: readonly Parameter[], args: readonly unknown[]): Bound {
  const last = parameters.at(-1);
  const required = parameters.filter(({ optional, rest }) => !optional && !rest).length;
  if (args.length < required || (args.length > parameters.length && last?.rest !== true)) return null;
  return args;
}

function byName(parameters: readonly Parameter[], args: Readonly<Record<string, unknown>>): Bound {
  const names = Object.keys(args);
  if (!names.every((name) => parameters.some((parameter) => parameter.name === name))) return null;
  const bound: unknown[] = [];
  for (const { name, optional, rest } of parameters) {
    if (!Object.hasOwn(args, name)) {
      if (!optional && !rest) return null;
      bound.push(undefined);
    } else if (rest && Array.isArray(args[name])) bound.push(...(args[name] as unknown[]));
    else bound.push(args[name]);
  }
  return bound;
}

/** Calls a function by the first of its forms that the arguments fit; null when none does, or when it is no function. */
export function invoke(target: unknown, args: Arguments, run: Run): unknown {
  if (!(target instanceof FeelCallable)) return null;
  for (const form of target.forms) {
    const bound = bind(form, args);
    if (bound !== null) {
      const value = deeper(run.meter, () => form.call([...bound], run)) ?? null;
      return target.result === undefined ? value : (asType(value, target.result) ?? null);
    }
  }
  return null;
}

/** Compiles `f(a, b)` and `f(name: a)`. */
export function call(node: FeelNode, source: Source): Code {
  const parts = childrenOf(node);
  const [callee] = parts;
  if (callee === undefined) throw new Error('incomplete call');
  const target = source.compile(callee);
  const given = parts.find((part) => part.name === 'NamedParameters' || part.name === 'PositionalParameters');
  const args = given?.name === 'NamedParameters' ? namedArguments(given, source) : listArguments(given, source);
  return (scope) => sized(scope.run.meter, invoke(target(scope), args(scope), scope.run));
}

function listArguments(node: FeelNode | undefined, source: Source): (scope: Scope) => Arguments {
  const codes = node === undefined ? [] : childrenOf(node).map((part) => source.compile(part));
  return (scope) => codes.map((code) => code(scope));
}

function namedArguments(node: FeelNode, source: Source): (scope: Scope) => Arguments {
  const named = childrenOf(node).map((part) => {
    const [name, value] = childrenOf(part);
    return { name: name === undefined ? '' : normalName(wordsOf(name, source)), code: source.compile(value ?? part) };
  });
  return (scope) => Object.fromEntries(named.map(({ name, code }) => [name, code(scope)]));
}

type Formal = { readonly name: string; readonly type: TypeCode | undefined };

function formalOf(node: FeelNode, source: Source): Formal {
  const parts = childrenOf(node);
  const [name] = parts;
  const type = parts.find((part) => part.name === 'Type');
  return {
    name: name === undefined ? '' : normalName(wordsOf(name, source)),
    type: type === undefined ? undefined : typeOf(type, source),
  };
}

/** Compiles `function(a: type, b) body`; one that is external (Java, PMML) is null here. */
export function functionOf(node: FeelNode, source: Source): Code {
  const parts = childrenOf(node);
  const list = parts.find((part) => part.name === 'FormalParameters');
  const body = parts.find((part) => part.name === 'FunctionBody');
  const [expression] = body === undefined ? [] : childrenOf(body);
  if (expression === undefined || parts.some((part) => part.name === 'external')) return () => null;
  const formals = list === undefined ? [] : childrenOf(list).map((part) => formalOf(part, source));
  const code = source.compile(expression);
  return (scope) =>
    makeFunction(
      formals.map(({ name, type }) => ({ name, type: type?.(scope) ?? ANY })),
      (names, run) => code(new Scope(names, run, scope)),
    );
}

/** A function of named parameters; its body is given their values by name. */
export function makeFunction(
  formals: readonly { readonly name: string; readonly type: FeelType }[],
  body: (names: Record<string, unknown>, run: Run) => unknown,
  result?: FeelType,
): FeelCallable {
  const parameters = formals.map(({ name, type }) => ({ name, type, optional: false, rest: false }));
  const call = (args: unknown[], run: Run) =>
    sized(run.meter, body(Object.fromEntries(formals.map(({ name }, at) => [name, args[at] ?? null])), run));
  return new FeelCallable([{ parameters, call }], result);
}
