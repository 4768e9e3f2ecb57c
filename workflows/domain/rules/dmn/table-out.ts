import type { Bilingual, Decision, DecisionTable, LiteralDecision, ValueType } from '../table';
import type { DmnDocument, DmnNode, DmnValue } from './document';
import { testsIn } from './table-in';

const POLICIES: Readonly<Record<DecisionTable['hitPolicy'], string>> = {
  U: 'UNIQUE',
  A: 'ANY',
  P: 'PRIORITY',
  F: 'FIRST',
  R: 'RULE ORDER',
  O: 'OUTPUT ORDER',
  C: 'COLLECT',
};

/** DMN's names of the built-in types. */
const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
  list: 'list',
  context: 'context',
  any: 'Any',
};

type Written = Readonly<Record<string, DmnValue | undefined>>;

/** An element with what is given; `own` are this product's attributes. */
function element(type: string, given: Written, own: Readonly<Record<string, string | undefined>> = {}): DmnNode {
  const attributes = Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : [[`lx:${name}`, value]]));
  const kept = Object.entries(given).filter(([, value]) => value !== undefined);
  const attrs = attributes.length === 0 ? {} : { $attrs: { $type: '$attrs', ...(Object.fromEntries(attributes) as object) } };
  return { $type: `dmn:${type}`, ...(Object.fromEntries(kept) as Record<string, DmnValue>), ...attrs };
}

const english = ({ zh, en }: Bilingual): string | undefined => (zh === en ? undefined : en);

const ID = /^[A-Za-z_][\w.-]*$/u;

/** XML's ids are names and there is only one of each in a file; where ours is none, it is kept beside a made one. */
class Ids {
  private readonly used = new Set<string>();

  of(id: string, fallback: string): { id: string; own: string | undefined } {
    const written = ID.test(id) && !this.used.has(id) ? id : this.free(fallback);
    this.used.add(written);
    return { id: written, own: written === id ? undefined : id };
  }

  private free(stem: string): string {
    let at = 1;
    while (this.used.has(`_${stem}_${at}`)) at += 1;
    return `_${stem}_${at}`;
  }
}

/** An element of a text; XML readers drop a text of blanks alone. */
const text = (type: string, words: string, more: Written = {}): DmnNode =>
  element(type, { ...more, text: words }, { text: words !== '' && words.trim() === '' ? words : undefined });

function tests(allowed: readonly string[] | undefined): DmnNode | undefined {
  if (allowed === undefined) return undefined;
  const joined = allowed.join(', ');
  const same = JSON.stringify(testsIn(joined)) === JSON.stringify(allowed) && allowed.length > 0;
  return element('UnaryTests', { text: joined }, { tests: same ? undefined : JSON.stringify(allowed) });
}

function inputClause(input: DecisionTable['inputs'][number], ids: Ids): DmnNode {
  const { id, own } = ids.of(input.id, 'input');
  return element(
    'InputClause',
    {
      id,
      label: input.label.zh,
      inputExpression: text('LiteralExpression', input.expression, { typeRef: TYPE_NAMES[input.type] }),
      inputValues: tests(input.allowed),
    },
    { id: own, labelEn: english(input.label) },
  );
}

/** DMN lets only one of several outputs bear a name; that of a single one is kept beside. */
function outputClause(output: DecisionTable['outputs'][number], only: boolean): DmnNode {
  return element(
    'OutputClause',
    {
      name: only ? undefined : output.id,
      label: output.label.zh,
      typeRef: TYPE_NAMES[output.type],
      outputValues: tests(output.allowed),
      defaultOutputEntry: output.default === undefined ? undefined : text('LiteralExpression', output.default),
    },
    { name: only ? output.id : undefined, labelEn: english(output.label) },
  );
}

function ruleElement(rule: DecisionTable['rules'][number], ids: Ids): DmnNode {
  const { id, own } = ids.of(rule.id, 'rule');
  return element(
    'DecisionRule',
    {
      id,
      description: rule.note,
      inputEntry: rule.when.map((cell) => text('UnaryTests', cell)),
      outputEntry: rule.then.map((cell) => text('LiteralExpression', cell)),
      annotationEntry: rule.annotations?.map((annotation) => text('RuleAnnotation', annotation)),
    },
    { id: own, from: rule.from, to: rule.to },
  );
}

function tableElement(table: DecisionTable, ids: Ids): DmnNode {
  return element('DecisionTable', {
    hitPolicy: table.hitPolicy === 'U' ? undefined : POLICIES[table.hitPolicy],
    aggregation: table.aggregation,
    input: table.inputs.map((input) => inputClause(input, ids)),
    output: table.outputs.map((output) => outputClause(output, table.outputs.length === 1)),
    annotation: table.annotations?.map((name) => element('RuleAnnotationClause', { name })),
    rule: table.rules.map((rule) => ruleElement(rule, ids)),
  });
}

const literalElement = (decision: LiteralDecision): DmnNode => text('LiteralExpression', decision.expression);

/** The facts a decision reads by a plain name, in the order they are read. */
function factsOf(decision: Decision): string[] {
  const texts = decision.kind === 'table' ? decision.inputs.map(({ expression }) => expression) : [];
  const names = texts.flatMap((expression) => /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*(?:\.|$)/u.exec(expression)?.[1] ?? []);
  return [...new Set(names)];
}

const inputType = (decision: Decision, name: string): string =>
  decision.kind === 'table'
    ? TYPE_NAMES[decision.inputs.find(({ expression }) => expression.trim() === name)?.type ?? 'any']
    : 'Any';

function decisionElement(decision: Decision, ids: Ids, inputs: readonly { readonly id: string }[]): DmnNode {
  const { id, own } = ids.of(decision.id, 'decision');
  const name = decision.name.zh;
  const type = decision.kind === 'literal' ? TYPE_NAMES[decision.type] : undefined;
  return element(
    'Decision',
    {
      id,
      name,
      variable: element('InformationItem', { name: name === '' ? id : name, typeRef: type }),
      informationRequirement: inputs.map((input) =>
        element('InformationRequirement', { requiredInput: element('DMNElementReference', { href: `#${input.id}` }) }),
      ),
      decisionLogic: decision.kind === 'table' ? tableElement(decision, ids) : literalElement(decision),
    },
    { id: own, nameEn: english(decision.name), output: decision.kind === 'literal' ? decision.output : undefined },
  );
}

/** Writes a decision of this product as a DMN 1.5 model: the decision, and as input data the facts it reads by name. */
export const dmnOf = (decision: Decision): DmnDocument => dmnOfAll(decision, [decision]);

/** Writes several decisions as one model; a fact that several of them read is one input. */
export function dmnOfAll(model: { readonly id: string; readonly name: Bilingual }, decisions: readonly Decision[]): DmnDocument {
  const ids = new Ids();
  const types = new Map<string, string>();
  for (const decision of decisions)
    for (const name of factsOf(decision)) {
      const type = inputType(decision, name);
      const known = types.get(name);
      types.set(name, known === undefined || known === type ? type : 'Any');
    }
  const facts = new Map([...types.keys()].map((name) => [name, ids.of(`fact_${name}`, 'fact').id]));
  const inputs = [...types].map(([name, type]) =>
    element('InputData', { id: facts.get(name), name, variable: element('InformationItem', { name, typeRef: type }) }),
  );
  const id = ids.of(`model_${model.id}`, 'model').id;
  const read = (decision: Decision) => factsOf(decision).map((name) => ({ id: facts.get(name) ?? '' }));
  const definitions = element('Definitions', {
    id,
    name: model.name.zh === '' ? model.id : model.name.zh,
    namespace: 'urn:liangxin:decisions',
    drgElement: [...decisions.map((decision) => decisionElement(decision, ids, read(decision))), ...inputs],
  });
  const declared = {
    $type: '$attrs',
    xmlns: 'https://www.omg.org/spec/DMN/20191111/MODEL/',
    'xmlns:lx': 'urn:liangxin:dmn',
  };
  return { version: '1.5', definitions: { ...definitions, $attrs: declared } };
}
