import type { PolicyProblem } from '../deadline';
import { checkTable, type Decision, type TableProblem } from '../rules';
import type { Flow } from './document';
import { readFault } from './feel-names';
import { flowProblem, type Problem } from './problem';

/** Findings of the other rooms in the form of this one: the same code, with the place inside their document. */
export const fromPolicy = ({ code, severity, at, message }: PolicyProblem): Problem => ({
  code,
  severity,
  at: `policy.${at}`,
  message,
  mend: { zh: `到时限规则的“${at}”改正。`, en: `Correct “${at}” of the policy.` },
});

/**
 * What is wrong with one decision. A gap in a table is meant where every step that asks it draws the way on for "no rule
 * matched", as routing does towards the dispatcher (C12).
 */
export function checkDecision(decision: Decision, flow: Flow): Problem[] {
  if (decision.kind === 'literal') return ofLiteral(decision.id, decision.expression);
  const asked = flow.nodes.filter((node) => node.kind === 'decide' && node.decision === decision.id);
  const drawn = (node: string) => flow.edges.some((edge) => edge.from === node && edge.outcome === 'noMatch');
  const gapsMeant = asked.length > 0 && asked.every((node) => drawn(node.id));
  return checkTable(decision)
    .filter((found) => found.code !== 'GAP' || !gapsMeant)
    .map((found) => fromTable(decision, found));
}

function ofLiteral(id: string, expression: string): Problem[] {
  const fault = readFault(expression);
  return fault === null ? [] : [flowProblem('EXPRESSION_DOES_NOT_PARSE', { at: `tables.${id}.expression` }, fault)];
}

function fromTable({ id, name }: Decision, { code, severity, at, message }: TableProblem): Problem {
  const rule = at.rule === undefined ? '' : `.rules.${at.rule - 1}`;
  const column = at.column === undefined ? '' : `.${at.column}`;
  const row = at.rule === undefined ? { zh: '', en: '' } : { zh: `第 ${at.rule} 行`, en: `, row ${at.rule}` };
  return {
    code,
    severity,
    at: `tables.${id}${rule}${column}`,
    message,
    mend: { zh: `到决策表“${name.zh}”${row.zh}改正。`, en: `Correct it in the table “${name.en}”${row.en}.` },
  };
}
