import type { FeelOptions } from '../feel';
import { toJson, type FeelJson } from '../feel-value';
import { invoke } from '../interpreter/calls';
import { FeelStop } from '../feel-budget';
import { FeelCallable } from '../interpreter/values';
import type { Bilingual, DecisionTable } from '../table';
import { DecisionStop, newRun } from './boxed';
import { children, kindOfNode, words, type DmnDocument } from './document';
import { Model, type Imported } from './model';
import { DmnStop } from './problem';
import { typed } from './types';

/** What a model's decision answers: its value and, when it is a table, the rules that matched, from 1. */
export type Decided =
  | { readonly ok: true; readonly value: FeelJson; readonly matched: readonly number[] }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: Bilingual; readonly at?: string } };

type Given = Readonly<Record<string, unknown>>;

/** A DMN model ready to be asked. */
export type DecisionModel = {
  readonly namespace: string;
  readonly decisions: readonly { readonly id: string; readonly name: string }[];
  readonly decide: (name: string, facts: Given, options?: FeelOptions) => Decided;
  /** The table of a decision and the names it reads, for `explainTable`; undefined when it is no table or cannot be computed. */
  readonly tableFor: (name: string, facts: Given, options?: FeelOptions) => { table: DecisionTable; facts: Given } | undefined;
};

const models = new WeakMap<DecisionModel, Model>();

function failureOf(caught: unknown): Decided {
  if (caught instanceof DmnStop) return { ok: false, error: caught.problem };
  if (caught instanceof DecisionStop || caught instanceof FeelStop)
    return { ok: false, error: { code: caught.code, message: caught.words } };
  if (caught instanceof RangeError)
    return { ok: false, error: { code: 'FEEL_FAILED', message: { zh: '调用层数过深', en: 'Calls are nested too deeply' } } };
  throw caught;
}

/**
 * Makes a model ready. Decisions are compiled when they are first asked, so one broken decision does not spoil the others.
 * @param imported finds the models that this one imports, by their namespaces
 */
export function compileDmn(
  document: DmnDocument,
  imported: (namespace: string) => DecisionModel | undefined = () => undefined,
): DecisionModel {
  const find: Imported = (namespace) => {
    const found = imported(namespace);
    return found === undefined ? undefined : models.get(found);
  };
  const model = new Model(document, find);
  const ready: DecisionModel = {
    namespace: model.namespace,
    decisions: model.decisions.map((node) => ({ id: words(node, 'id') ?? '', name: words(node, 'name') ?? '' })),
    decide: (name, facts, options = {}) => {
      try {
        return decided(model, name, facts, options);
      } catch (caught) {
        return failureOf(caught);
      }
    },
    tableFor: (name, facts, options = {}) => {
      const node = model.find(name);
      if (node === undefined || kindOfNode(node) !== 'Decision') return undefined;
      try {
        return model.tableFor(node, { facts, done: new Map(), options });
      } catch (caught) {
        failureOf(caught);
        return undefined;
      }
    },
  };
  models.set(ready, model);
  return ready;
}

function decided(model: Model, name: string, facts: Given, options: FeelOptions): Decided {
  const node = model.find(name);
  if (node === undefined)
    return {
      ok: false,
      error: { code: 'DMN_NO_DECISION', message: { zh: `没有决策 ${name}`, en: `There is no decision ${name}` }, at: name },
    };
  const asking = { facts, done: new Map(), options };
  if (kindOfNode(node) === 'Decision') {
    const { value, matched } = model.answer(node, asking, [node]);
    return { ok: true, value: toJson(value), matched };
  }
  // A service or a knowledge model is called with the facts that bear its parameters' names.
  const callable = model.value(node, asking, []);
  return { ok: true, value: toJson(invoke(callable, argumentsFrom(callable, facts), newRun(options))), matched: [] };
}

function argumentsFrom(callable: unknown, facts: Given): Given {
  const parameters = callable instanceof FeelCallable ? (callable.forms[0]?.parameters ?? []) : [];
  return Object.fromEntries(parameters.map(({ name, type }) => [name, typed(facts[name] ?? null, type) ?? null]));
}

/** The namespaces a model imports. */
export const importsOf = (document: DmnDocument): string[] =>
  children(document.definitions, 'import').flatMap((node) => words(node, 'namespace') ?? []);
