import type { Decision } from '../rules';
import type { Flow, FlowNode } from './document';
import { namesInExpression, namesInTests } from './feel-names';

/** Facts that the desk itself sets, whatever is drawn: from the intake, or by its commands. A flow declares further ones. */
export const deskFacts: readonly string[] = [
  'accused',
  'anonymous',
  'appointment',
  'category',
  'district',
  'grade',
  'keywords',
  'lastOutcome',
  'lead',
  'qualification',
  'relapse',
  'replyResult',
  'routedBy',
  'source',
  'sources',
  'street',
  'tipOff',
  'unit',
  'units',
  'unsolvedAt',
  'vulnerable',
];

/** The facts a decision reads: those its input expressions, cells and answers speak of. */
export function readsOf(decision: Decision): string[] {
  if (decision.kind === 'literal') return namesInExpression(decision.expression);
  const inputs = decision.inputs.flatMap((input) => namesInExpression(input.expression));
  const cells = decision.rules.flatMap((rule) => [...rule.when.flatMap(namesInTests), ...rule.then.flatMap(namesInAnswer)]);
  return [...new Set([...inputs, ...cells])].sort();
}

const namesInAnswer = (text: string): string[] => (text.trim() === '' ? [] : namesInExpression(text));

/** The facts a decision writes. */
export const writesOf = (decision: Decision): string[] =>
  decision.kind === 'literal' ? [decision.output] : decision.outputs.map((output) => output.id);

/** The facts that word from outside may bring to a step. */
export const takenAt = (node: FlowNode): readonly string[] =>
  node.kind === 'call'
    ? (node.takes ?? [])
    : node.kind === 'wait' && node.until.kind === 'message'
      ? (node.until.takes ?? [])
      : [];

/** Every fact that something sets: the desk, the flow's declarations and marks, the decisions. */
export function factsSet(flow: Flow, decisions: readonly Decision[]): Set<string> {
  const marks = flow.nodes
    .flatMap((node) => (node.kind === 'task' || node.kind === 'ask' ? node.outcomes : []))
    .flatMap((one) => one.marks);
  return new Set([
    ...deskFacts,
    ...flow.nodes.flatMap(takenAt),
    ...(flow.facts ?? []).map((fact) => fact.id),
    ...marks.flatMap((mark) => (mark.do === 'set' ? [mark.fact] : [])),
    ...decisions.flatMap(writesOf),
  ]);
}
