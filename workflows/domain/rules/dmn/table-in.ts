import { readFeel } from '../feel';
import { childrenOf } from '../feel-tree';
import type { Bilingual, DecisionTable, ValueType } from '../table';
import type { FeelType } from '../interpreter/types';
import { child, children, words, type DmnNode } from './document';
import { DmnStop } from './problem';

const HIT_POLICIES: Readonly<Record<string, DecisionTable['hitPolicy']>> = {
  UNIQUE: 'U',
  ANY: 'A',
  PRIORITY: 'P',
  FIRST: 'F',
  'RULE ORDER': 'R',
  'OUTPUT ORDER': 'O',
  COLLECT: 'C',
};

const KINDS: readonly string[] = [
  ...['string', 'number', 'boolean', 'date', 'time', 'dateTime'],
  ...['dayTimeDuration', 'yearMonthDuration'],
];

/** What a column is evaluated as: the built-in type under all names and limits; what has none of its own is `any`. */
export function columnType(type: FeelType): ValueType {
  if (type.kind === 'limited') return columnType(type.of);
  if (type.kind === 'simple') return KINDS.includes(type.name) ? (type.name as ValueType) : 'any';
  return type.kind === 'list' || type.kind === 'context' ? type.kind : 'any';
}

/** The unary tests of a text, one by one; a text that does not parse stays as it is. */
export function testsIn(text: string): string[] {
  const read = readFeel(text, 'tests', {});
  if (!read.ok) return [text];
  const parts = childrenOf(read.value);
  const positive = parts.find((part) => part.name === 'PositiveUnaryTests');
  if (positive === undefined || parts.length > 1) return text.trim() === '-' ? [] : [text];
  return childrenOf(positive).map((test) => text.slice(test.from, test.to).trim());
}

/** What this product adds to DMN's attributes, under its own prefix: the English beside the Chinese, dates of validity. */
export const own = (node: DmnNode | undefined, name: string): string | undefined => words(child(node, '$attrs'), `lx:${name}`);

const textIn = (node: DmnNode): string => own(node, 'text') ?? words(node, 'text') ?? '';

const bilingual = (node: DmnNode, name: string, otherwise: string): Bilingual => {
  const text = words(node, name) ?? otherwise;
  return { zh: text, en: own(node, `${name}En`) ?? text };
};

/** A type by its declared name, for a column's words. */
export type TypeOf = (reference: string | undefined, at: string) => FeelType;

/** A list of tests; kept beside its text where the text alone would be taken apart otherwise. */
const allowedIn = (node: DmnNode | undefined): { allowed?: string[] } => {
  const kept = listOf(own(node, 'tests'));
  if (kept !== undefined) return { allowed: kept };
  const text = words(node, 'text');
  const tests = text === undefined || text.trim() === '' ? [] : testsIn(text);
  return tests.length === 0 ? {} : { allowed: tests };
};

function listOf(json: string | undefined): string[] | undefined {
  if (json === undefined) return undefined;
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) && list.every((entry) => typeof entry === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Input values may also be those of the expression's own type; only what the clause says counts for the checks. */
function inputOf(clause: DmnNode, at: number, typeOf: TypeOf): DecisionTable['inputs'][number] {
  const id = idOf(clause) ?? `input_${at + 1}`;
  const expression = child(clause, 'inputExpression');
  return {
    id,
    label: bilingual(clause, 'label', words(expression, 'text') ?? ''),
    expression: words(expression, 'text') ?? 'null',
    type: columnType(typeOf(words(expression, 'typeRef'), id)),
    ...allowedIn(child(clause, 'inputValues')),
  };
}

/** An output without a name is the decision itself: it is called by the decision's variable, and is of its type. */
function outputOf(
  clause: DmnNode,
  at: number,
  only: boolean,
  variable: Variable,
  fallback: ValueType,
  typeOf: TypeOf,
): DecisionTable['outputs'][number] {
  const name = own(clause, 'name') ?? words(clause, 'name') ?? (only ? variable.name : `output_${at + 1}`);
  const reference = words(clause, 'typeRef');
  const otherwise = words(child(clause, 'defaultOutputEntry'), 'text');
  return {
    id: name,
    label: bilingual(clause, 'label', name),
    type: reference === undefined ? (only ? fallback : 'any') : columnType(typeOf(reference, words(clause, 'id') ?? name)),
    ...allowedIn(child(clause, 'outputValues')),
    ...(otherwise === undefined || otherwise.trim() === '' ? {} : { default: otherwise }),
  };
}

/** The type of one answer: where a table gives the answers of all rules, that of an entry of the decision's list. */
function answerType(type: FeelType, several: boolean): ValueType {
  if (!several) return columnType(type);
  const target = type.kind === 'limited' ? type.of : type;
  return target.kind === 'list' ? columnType(target.of) : 'any';
}

/** What a table's decision is called and typed. */
export type Variable = {
  readonly id: string;
  readonly name: string;
  readonly typeRef: string | undefined;
  readonly label?: Bilingual;
};

/** An element's id, as it was before it was fitted to XML. */
export const idOf = (node: DmnNode): string | undefined => own(node, 'id') ?? words(node, 'id');

/** What is said, without what is not. */
function defined<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as never;
}

function ruleOf(rule: DmnNode, at: number): DecisionTable['rules'][number] {
  const texts = (name: string) => children(rule, name).map(textIn);
  const annotations = texts('annotationEntry');
  const said = { note: words(rule, 'description'), from: own(rule, 'from'), to: own(rule, 'to') };
  return {
    id: idOf(rule) ?? `rule_${at + 1}`,
    when: texts('inputEntry'),
    then: texts('outputEntry'),
    ...defined(said),
    ...(annotations.length === 0 ? {} : { annotations }),
  };
}

/**
 * A `decisionTable` element as a table. Single outputs take the decision's name and type.
 * @throws DmnStop `DMN_INVALID` (no output, an unknown hit policy, cells that do not fit the columns), `DMN_UNKNOWN_TYPE`
 */
export function tableOf(node: DmnNode, variable: Variable, typeOf: TypeOf): DecisionTable {
  const outputs = children(node, 'output');
  const policy = HIT_POLICIES[words(node, 'hitPolicy') ?? 'UNIQUE'];
  const invalid = (zh: string, en: string) => new DmnStop('DMN_INVALID', { zh, en }, variable.id);
  if (policy === undefined) throw invalid('命中策略不对', 'This hit policy does not exist');
  if (outputs.length === 0) throw invalid('决策表没有输出列', 'The table has no output');
  const aggregation = words(node, 'aggregation') as DecisionTable['aggregation'];
  const several = policy === 'R' || policy === 'O' || (policy === 'C' && aggregation === undefined);
  const annotations = children(node, 'annotation').map((column) => words(column, 'name') ?? '');
  const fallback = answerType(typeOf(variable.typeRef, variable.id), several);
  const table: DecisionTable = {
    kind: 'table',
    id: variable.id,
    name: variable.label ?? { zh: variable.name, en: variable.name },
    hitPolicy: policy,
    ...(aggregation === undefined ? {} : { aggregation }),
    inputs: children(node, 'input').map((clause, at) => inputOf(clause, at, typeOf)),
    outputs: outputs.map((clause, at) => outputOf(clause, at, outputs.length === 1, variable, fallback, typeOf)),
    ...(annotations.length === 0 ? {} : { annotations }),
    rules: children(node, 'rule').map(ruleOf),
  };
  const wrong = table.rules.findIndex(
    ({ when, then }) => when.length !== table.inputs.length || then.length !== table.outputs.length,
  );
  if (wrong >= 0) throw invalid(`规则 ${wrong + 1} 的单元格数不对`, `Rule ${wrong + 1} has the wrong number of cells`);
  return table;
}
