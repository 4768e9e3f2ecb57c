import { columnType, own, tableOf } from './table-in';
import { declaredType, typesOf } from './types';
import { children, child, kindOfNode, words, type DmnDocument, type DmnNode } from './document';
import { variableOf } from './model';
import { DmnStop, type DmnProblem } from './problem';
import type { Decision } from '../table';

/** The decisions of a model that this product can hold, and why it cannot hold the others. */
export type DecisionsIn = { readonly decisions: readonly Decision[]; readonly problems: readonly DmnProblem[] };

/**
 * The tables and literal expressions of a model as this product's own documents.
 * @returns with a problem for each decision that is no table and no expression (`DMN_UNSUPPORTED`) or is broken (`DMN_INVALID`, `DMN_UNKNOWN_TYPE`, `DMN_CYCLE`)
 */
export function decisionsIn(document: DmnDocument): DecisionsIn {
  const types = typesOf(document.definitions, () => undefined);
  const decisions: Decision[] = [];
  const problems: DmnProblem[] = [];
  const typeOf = (reference: string | undefined, at: string) => declaredType(types, reference, at);
  for (const node of children(document.definitions, 'drgElement').filter((one) => kindOfNode(one) === 'Decision')) {
    try {
      decisions.push(decisionOf(node, typeOf));
    } catch (caught) {
      if (!(caught instanceof DmnStop)) throw caught;
      problems.push(caught.problem);
    }
  }
  return { decisions, problems };
}

function decisionOf(node: DmnNode, typeOf: Parameters<typeof tableOf>[2]): Decision {
  const variable = variableOf(node);
  const logic = child(node, 'decisionLogic');
  if (logic !== undefined && kindOfNode(logic) === 'DecisionTable') return tableOf(logic, variable, typeOf);
  const text = words(logic, 'text');
  if (logic === undefined || kindOfNode(logic) !== 'LiteralExpression' || text === undefined || text.trim() === '')
    throw new DmnStop(
      'DMN_UNSUPPORTED',
      { zh: '只能导入决策表和表达式', en: 'Only decision tables and literal expressions can be imported' },
      variable.id,
    );
  return {
    kind: 'literal',
    id: variable.id,
    name: variable.label ?? { zh: variable.name, en: variable.name },
    expression: text,
    output: own(node, 'output') ?? variable.name,
    type: columnType(typeOf(variable.typeRef ?? words(logic, 'typeRef'), variable.id)),
  };
}
