import type { FeelOptions } from '../feel';
import type { FeelType } from '../interpreter/types';
import { makeFunction } from '../interpreter/calls';
import { TYPES } from '../interpreter/type-names';
import { entryOf } from '../interpreter/scope';
import {
  DecisionStop,
  functionLogic,
  logicOf,
  logicTable,
  type CompiledLogicTable,
  type Logic,
  type Names,
  type Site,
} from './boxed';
import { child, children, kindOfNode, words, type DmnDocument, type DmnNode } from './document';
import { DmnStop } from './problem';
import { idOf, own, type Variable } from './table-in';
import type { DecisionTable } from '../table';
import { conformed, declaredType, typed, typesOf, untyped, type Types } from './types';

/** One evaluation: the facts, what was computed so far, and where an answer is being looked for. */
export type Asking = { readonly facts: Names; readonly done: Map<DmnNode, unknown>; readonly options: FeelOptions };

/** Finds an imported model by its namespace; undefined where it is not at hand. */
export type Imported = (namespace: string) => Model | undefined;

type Compiled = { readonly logic: Logic; readonly type: FeelType; readonly table?: CompiledLogicTable };

const labelOf = (node: DmnNode): string => words(node, 'name') ?? words(node, 'id') ?? '';

/** A model made ready: its elements found, its decisions compiled when first asked. */
export class Model {
  readonly namespace: string;
  readonly types: Types;
  private readonly byId = new Map<string, DmnNode>();
  private readonly elements: readonly DmnNode[];
  private readonly imports: readonly { readonly name: string; readonly model: Model }[];
  private readonly compiled = new Map<DmnNode, Compiled>();

  constructor(document: DmnDocument, imported: Imported) {
    const { definitions } = document;
    this.namespace = words(definitions, 'namespace') ?? '';
    this.elements = children(definitions, 'drgElement');
    this.imports = children(definitions, 'import').flatMap((node) => {
      const model = imported(words(node, 'namespace') ?? '');
      return model === undefined ? [] : [{ name: words(node, 'name') ?? '', model }];
    });
    this.types = typesOf(definitions, (name) => this.importedType(name));
    for (const element of this.elements) {
      const id = words(element, 'id');
      if (id !== undefined) this.byId.set(id, element);
    }
  }

  private importedType(name: string): FeelType | undefined {
    for (const { name: prefix, model } of this.imports)
      if (name.startsWith(`${prefix}.`)) return model.types.named(name.slice(prefix.length + 1));
    return undefined;
  }

  /** What can be asked: decisions, services and business knowledge models, by name or id. */
  find(name: string): DmnNode | undefined {
    const askable = this.elements.filter((element) => kindOfNode(element) !== 'InputData');
    const order = ['Decision', 'DecisionService', 'BusinessKnowledgeModel'];
    const named = askable
      .filter((element) => words(element, 'name') === name)
      .sort((a, b) => order.indexOf(kindOfNode(a)) - order.indexOf(kindOfNode(b)));
    return named[0] ?? askable.find((element) => words(element, 'id') === name);
  }

  get decisions(): readonly DmnNode[] {
    return this.elements.filter((element) => kindOfNode(element) === 'Decision');
  }

  /** The element a requirement names, in this model or an imported one, with the name of the import. */
  private target(reference: DmnNode | undefined, from: DmnNode): { element: DmnNode; model: Model; prefix: string } {
    const [namespace = '', id = ''] = (words(reference, 'href') ?? '').split('#');
    const foreign =
      namespace === '' || namespace === this.namespace
        ? undefined
        : this.imports.find(({ model }) => model.namespace === namespace);
    const model = foreign?.model ?? this;
    const element = model.byId.get(decodeURIComponent(id));
    if (element === undefined)
      throw new DmnStop(
        'DMN_UNKNOWN_REFERENCE',
        { zh: `要求的元素 ${id} 不存在`, en: `It requires ${id}, which does not exist` },
        labelOf(from),
      );
    return { element, model, prefix: foreign?.name ?? '' };
  }

  site(node: DmnNode): Site {
    return {
      variable: variableOf(node),
      typeOf: (reference, at) => declaredType(this.types, reference, at),
    };
  }

  /** A decision's or knowledge model's logic, compiled once. */
  compile(node: DmnNode): Compiled {
    const known = this.compiled.get(node);
    if (known !== undefined) return known;
    const fresh = kindOfNode(node) === 'BusinessKnowledgeModel' ? this.knowledge(node) : this.decision(node);
    this.compiled.set(node, fresh);
    return fresh;
  }

  private decision(node: DmnNode): Compiled {
    const site = this.site(node);
    const type = site.typeOf(site.variable.typeRef, labelOf(node));
    const logic = child(node, 'decisionLogic');
    if (logic === undefined || kindOfNode(logic) !== 'DecisionTable') return { logic: logicOf(logic, site), type };
    const table = logicTable(logic, site);
    return { logic: () => null, type, table };
  }

  private knowledge(node: DmnNode): Compiled {
    const site = this.site(node);
    const type = site.typeOf(site.variable.typeRef, labelOf(node));
    const logic = child(node, 'encapsulatedLogic');
    const result = type.kind === 'function' ? type.result : type;
    return { logic: logic === undefined ? () => null : functionLogic(logic, site, result), type };
  }

  /** The value of a decision, an input, a knowledge model or a service; computed once in an asking. */
  value(node: DmnNode, asking: Asking, open: readonly DmnNode[]): unknown {
    if (asking.done.has(node)) return asking.done.get(node);
    if (open.includes(node)) throw circle([...open.slice(open.indexOf(node)), node]);
    const value = this.compute(node, asking, [...open, node]);
    asking.done.set(node, value);
    return value;
  }

  private compute(node: DmnNode, asking: Asking, open: readonly DmnNode[]): unknown {
    switch (kindOfNode(node)) {
      case 'InputData':
        return this.fact(node, asking);
      case 'Decision':
        return this.answer(node, asking, open).value;
      case 'BusinessKnowledgeModel':
        return this.functionFrom(node, asking, open);
      case 'DecisionService':
        return this.service(node, asking, open);
      default:
        return null;
    }
  }

  private fact(node: DmnNode, { facts }: Asking): unknown {
    const site = this.site(node);
    const given = entryOf(facts, labelOf(node)) ?? entryOf(facts, site.variable.name) ?? null;
    const type = site.typeOf(site.variable.typeRef, labelOf(node));
    return type.kind === 'any' ? untyped(given) : (typed(given, type) ?? null);
  }

  /** A decision's value, with the rules of its table that matched. */
  answer(node: DmnNode, asking: Asking, open: readonly DmnNode[]): { value: unknown; matched: readonly number[] } {
    const { logic, type, table } = this.compile(node);
    const names = this.namesFor(node, asking, open);
    if (table === undefined) return { value: conformed(logic(names, asking.options), type) ?? null, matched: [] };
    const result = table.ask(names, asking.options);
    if (!result.ok) throw new DecisionStop(result.error.code, result.error.message);
    return { value: typed(table.valueOf(result.value), type) ?? null, matched: result.matched };
  }

  /** A decision's table and the names it reads, to explain its answer by; undefined when it is no table. */
  tableFor(node: DmnNode, asking: Asking): { table: DecisionTable; facts: Names } | undefined {
    const { table } = this.compile(node);
    return table === undefined ? undefined : { table: table.table, facts: this.namesFor(node, asking, [node]) };
  }

  /** What an element's logic sees: what it requires, by the names of their variables; imported ones under the import's name. */
  private namesFor(node: DmnNode, asking: Asking, open: readonly DmnNode[]): Names {
    const names: Record<string, unknown> = { [TYPES]: this.types };
    for (const reference of requirementsOf(node)) {
      const { element, model, prefix } = this.target(reference, node);
      const { name } = model.site(element).variable;
      const value = this.given(element, model, asking, open);
      if (prefix === '') names[name] = value;
      else names[prefix] = { ...(names[prefix] as object | undefined), [name]: value };
    }
    return names;
  }

  /** A required decision may be given as a fact; otherwise it is decided. */
  private given(element: DmnNode, model: Model, asking: Asking, open: readonly DmnNode[]): unknown {
    const own = kindOfNode(element) === 'Decision' ? entryOf(asking.facts, labelOf(element)) : undefined;
    if (own === undefined) return model.value(element, asking, open);
    const { variable, typeOf } = model.site(element);
    return typed(own, typeOf(variable.typeRef, labelOf(element))) ?? null;
  }

  private functionFrom(node: DmnNode, asking: Asking, open: readonly DmnNode[]): unknown {
    const { logic } = this.compile(node);
    const names: Record<string, unknown> = { ...this.namesFor(node, asking, open) };
    const made = logic(names, asking.options);
    // A knowledge model may call itself by its name.
    names[this.site(node).variable.name] = made;
    return logic(names, asking.options);
  }

  /** A decision service as a function of its input data and input decisions (DMN 1.5, 10.4). */
  private service(node: DmnNode, asking: Asking, open: readonly DmnNode[]): unknown {
    const formals = ['inputData', 'inputDecision'].flatMap((kind) =>
      children(node, kind).map((reference) => {
        const { element, model } = this.target(reference, node);
        const { variable, typeOf } = model.site(element);
        return { name: variable.name, type: typeOf(variable.typeRef, labelOf(element)), element };
      }),
    );
    const body = (given: Names) => this.serve(node, formals, given, asking, open);
    const site = this.site(node);
    return makeFunction(formals, body, site.typeOf(site.variable.typeRef, labelOf(node)));
  }

  private serve(
    node: DmnNode,
    formals: readonly { readonly name: string; readonly element: DmnNode }[],
    given: Names,
    asking: Asking,
    open: readonly DmnNode[],
  ): unknown {
    const done = new Map(formals.map(({ name, element }) => [element, given[name] ?? null]));
    const inside: Asking = { ...asking, facts: {}, done };
    const outputs = children(node, 'outputDecision').map((reference) => {
      const { element, model } = this.target(reference, node);
      return [model.site(element).variable.name, model.value(element, inside, open)] as const;
    });
    return outputs.length === 1 ? outputs[0]?.[1] : Object.fromEntries(outputs);
  }
}

/** What a decision or an input is called by those that require it, and its declared type. */
export function variableOf(node: DmnNode): Variable {
  const variable = child(node, 'variable');
  const name = words(variable, 'name') ?? labelOf(node);
  const id = idOf(node) ?? labelOf(node);
  const title = words(node, 'name') ?? id;
  return { id, name, typeRef: words(variable, 'typeRef'), label: { zh: title, en: own(node, 'nameEn') ?? title } };
}

const circle = (nodes: readonly DmnNode[]): DmnStop => {
  const names = nodes.map(labelOf).join(' → ');
  return new DmnStop(
    'DMN_CYCLE',
    { zh: `循环依赖：${names}`, en: `They require each other in a circle: ${names}` },
    labelOf(nodes[0] ?? { $type: '' }),
  );
};

function requirementsOf(node: DmnNode): DmnNode[] {
  const informed = children(node, 'informationRequirement').map(
    (requirement) => child(requirement, 'requiredInput') ?? child(requirement, 'requiredDecision'),
  );
  const known = children(node, 'knowledgeRequirement').map((requirement) => child(requirement, 'requiredKnowledge'));
  return [...known, ...informed].filter((reference) => reference !== undefined);
}
