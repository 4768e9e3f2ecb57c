import { compileTable } from '../compile';
import { evaluateFeel, type FeelOptions } from '../feel';
import { invoke, makeFunction } from '../interpreter/calls';
import { newMeter, DEFAULT_BUDGET } from '../feel-budget';
import { ANY, type FeelType } from '../interpreter/types';
import type { Run } from '../interpreter/scope';
import type { Bilingual, DecisionTable } from '../table';
import type { TableResult } from '../outcome';
import { iterated } from './boxed-loops';
import { child, children, kindOfNode, words, type DmnNode } from './document';
import { DmnStop } from './problem';
import { tableOf, type TypeOf, type Variable } from './table-in';
import { typed, conformed } from './types';

/** The names an expression sees, by name. */
export type Names = Readonly<Record<string, unknown>>;

/** Compiled logic: the value it gives for the names it sees. */
export type Logic = (names: Names, options: FeelOptions) => unknown;

/** What went wrong while a decision was evaluated: a FEEL or table error code. */
export class DecisionStop extends Error {
  readonly code: string;
  readonly words: Bilingual;
  constructor(code: string, words: Bilingual) {
    super(words.en);
    this.code = code;
    this.words = words;
  }
}

/** What the logic is part of, and how a type's name is resolved. */
export type Site = { readonly variable: Variable; readonly typeOf: TypeOf };

/** Compiles any expression of the metamodel (DMN 1.5, 7.3.1); no logic at all is null. */
export function logicOf(node: DmnNode | undefined, site: Site): Logic {
  if (node === undefined) return () => null;
  const compiler = COMPILERS[kindOfNode(node)];
  if (compiler === undefined) throw unsupported(kindOfNode(node), site);
  return declared(compiler(node, site), node, site);
}

/** An expression that declares a type gives values of it, or null. */
function declared(logic: Logic, node: DmnNode, site: Site): Logic {
  const type = site.typeOf(words(node, 'typeRef'), words(node, 'id') ?? site.variable.id);
  if (type.kind === 'any' || kindOfNode(node) === 'DecisionTable') return logic;
  return (names, options) => conformed(logic(names, options), type) ?? null;
}

const unsupported = (what: string, { variable }: Site): DmnStop =>
  new DmnStop('DMN_UNSUPPORTED', { zh: `不支持 ${what}`, en: `${what} is not supported` }, variable.id);

type Compiler = (node: DmnNode, site: Site) => Logic;

const FEEL_LANGUAGE = /^(?:feel|https?:\/\/www\.omg\.org\/spec\/(?:DMN\/\d+\/FEEL\/?|FEEL\/\d+))$/iu;

function literal(node: DmnNode, site: Site): Logic {
  const language = words(node, 'expressionLanguage');
  if (language !== undefined && !FEEL_LANGUAGE.test(language)) throw unsupported(language, site);
  const text = words(node, 'text')?.trim() ?? '';
  if (text === '') return () => null;
  return (names, options) => {
    const read = evaluateFeel(text, names, options);
    if (!read.ok) throw new DecisionStop(read.error.code, read.error.message);
    return read.value;
  };
}

/** `Array.isArray` does not know readonly lists. */
const isList = (value: unknown): value is readonly Record<string, unknown>[] => Array.isArray(value);

/** A table ready to be asked, and how its answer reads: one output is the bare value. */
export type CompiledLogicTable = {
  readonly table: DecisionTable;
  readonly ask: (names: Names, options: FeelOptions) => TableResult;
  readonly valueOf: (value: Extract<TableResult, { ok: true }>['value']) => unknown;
};

export function logicTable(node: DmnNode, { variable, typeOf }: Site): CompiledLogicTable {
  const table = tableOf(node, variable, typeOf);
  const types = children(node, 'output').map((clause) => typeOf(words(clause, 'typeRef'), variable.id));
  const single = table.outputs.length === 1 && children(node, 'output').every((clause) => words(clause, 'name') === undefined);
  const answer = (one: Record<string, unknown>): unknown => {
    const entries = table.outputs.map(({ id }, at) => [id, typed(one[id] ?? null, types[at] ?? ANY) ?? null] as const);
    return single || table.outputs.length === 1 ? entries[0]?.[1] : Object.fromEntries(entries);
  };
  return {
    table,
    ask: compileTable(table).evaluate,
    valueOf: (value) => (value === null ? null : isList(value) ? value.map(answer) : answer(value)),
  };
}

function decisionTable(node: DmnNode, site: Site): Logic {
  const { ask, valueOf } = logicTable(node, site);
  return (names, options) => {
    const result = ask(names, options);
    if (!result.ok) throw new DecisionStop(result.error.code, result.error.message);
    return valueOf(result.value);
  };
}

/** Entries see those before them; an entry without a name is the result of the whole (DMN 1.5, 7.3.6). */
function context(node: DmnNode, site: Site): Logic {
  const entries = children(node, 'contextEntry').map((entry) => {
    const variable = child(entry, 'variable');
    const name = words(variable, 'name');
    const inside = name === undefined ? site : { ...site, variable: { ...site.variable, name } };
    return {
      name,
      type: site.typeOf(words(variable, 'typeRef'), site.variable.id),
      logic: logicOf(child(entry, 'value'), inside),
    };
  });
  return (names, options) => {
    let seen = names;
    const made: [string, unknown][] = [];
    for (const { name, type, logic } of entries) {
      const value = conformed(logic(seen, options), type) ?? null;
      if (name === undefined) return value;
      made.push([name, value]);
      seen = { ...seen, [name]: value };
    }
    return Object.fromEntries(made);
  };
}

export const newRun = (options: FeelOptions): Run => ({
  meter: options.meter ?? newMeter(options.budget ?? DEFAULT_BUDGET),
  now: options.now,
});

function invocation(node: DmnNode, site: Site): Logic {
  const called = logicOf(child(node, 'calledFunction'), site);
  const bindings = children(node, 'binding').map((binding) => ({
    name: words(child(binding, 'parameter'), 'name') ?? '',
    logic: logicOf(child(binding, 'bindingFormula'), site),
  }));
  return (names, options) => {
    const given = bindings.map(({ name, logic }) => [name, logic(names, options)]);
    return invoke(called(names, options), Object.fromEntries(given) as Names, newRun(options));
  };
}

/** A function definition, of a boxed expression or a business knowledge model; its body sees the names around it. */
export function functionLogic(node: DmnNode, site: Site, result?: FeelType): Logic {
  const kind = words(node, 'kind') ?? 'FEEL';
  if (kind !== 'FEEL') throw unsupported(kind, site);
  const formals = children(node, 'formalParameter').map((parameter) => ({
    name: words(parameter, 'name') ?? '',
    type: site.typeOf(words(parameter, 'typeRef'), site.variable.id),
  }));
  const body = logicOf(child(node, 'body'), site);
  return (names, options) => makeFunction(formals, (given) => body({ ...names, ...given }, options), result);
}

function list(node: DmnNode, site: Site): Logic {
  const entries = children(node, 'elements').map((entry) => logicOf(entry, site));
  return (names, options) => entries.map((entry) => entry(names, options));
}

/** A list of contexts, one for each row, by the names of the columns. */
function relation(node: DmnNode, site: Site): Logic {
  const columns = children(node, 'column').map((column) => words(column, 'name') ?? '');
  const rows = children(node, 'row').map((row) => children(row, 'elements').map((cell) => logicOf(cell, site)));
  return (names, options) =>
    rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]?.(names, options) ?? null])));
}

const COMPILERS: Readonly<Record<string, Compiler>> = {
  LiteralExpression: literal,
  DecisionTable: decisionTable,
  Context: context,
  Invocation: invocation,
  FunctionDefinition: functionLogic,
  List: list,
  Relation: relation,
  ...iterated((node, site) => logicOf(child(node, 'value'), site)),
};
