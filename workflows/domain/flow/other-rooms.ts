import type { PolicyProblem } from '../deadline/check';
import type { Decision } from '../rules/table';
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

export function fromTable(decision: Decision): Problem[] {
  if (decision.kind === 'table') return [];
  const fault = readFault(decision.expression);
  return fault === null ? [] : [flowProblem('CONDITION_DOES_NOT_PARSE', { at: `tables.${decision.id}` }, fault)];
}
