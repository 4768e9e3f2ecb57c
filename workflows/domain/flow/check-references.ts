import { commandSchemas } from '../issue/command';
import type { Policy } from '../deadline';
import type { Decision } from '../rules';
import type { FlowNode, NodeOf, Outcome } from './document';
import { factsSet, readsOf } from './facts';
import { namesInExpression } from './feel-names';
import type { Graph } from './graph';
import { flowProblem, type Problem } from './problem';

/** What the drawing names that lies outside it: tables, limits, windows, commands and their fields, other nodes, facts. */
export function checkReferences(graph: Graph, decisions: readonly Decision[], policy: Policy | null): Problem[] {
  const nodes = [...graph.nodes.values()];
  return [
    ...policyNamed(graph, policy),
    ...nodes.flatMap((node) => [
      ...nodesNamed(graph, node),
      ...tableNamed(node, decisions),
      ...(policy ? numbersNamed(node, policy) : []),
    ]),
    ...nodes.filter(isPersons).flatMap(commandsNamed),
    ...factsNamed(graph, decisions),
  ];
}

type PersonNode = NodeOf<'task'> | NodeOf<'ask'>;
const isPersons = (node: FlowNode): node is PersonNode => node.kind === 'task' || node.kind === 'ask';

const policyNamed = ({ flow }: Graph, policy: Policy | null): Problem[] =>
  policy && policy.id !== flow.policy ? [flowProblem('UNKNOWN_POLICY', {}, flow.policy)] : [];

function nodesNamed(graph: Graph, node: FlowNode): Problem[] {
  const named = [
    ...(isPersons(node) ? node.notSameAs : []),
    ...(node.kind === 'end' && node.reopenTo !== undefined ? [node.reopenTo] : []),
  ];
  return named.filter((id) => !graph.nodes.has(id)).map((id) => flowProblem('UNKNOWN_NODE', { node }, id));
}

function tableNamed(node: FlowNode, decisions: readonly Decision[]): Problem[] {
  if (node.kind !== 'decide' || decisions.some((decision) => decision.id === node.decision)) return [];
  return [flowProblem('UNKNOWN_TABLE', { node }, node.decision)];
}

function numbersNamed(node: FlowNode, policy: Policy): Problem[] {
  const windows = windowsOf(node);
  const tries = node.kind === 'ask' ? node.tries : undefined;
  const noMerchants = node.kind === 'offer' && node.to === 'merchant' && !policy.merchant;
  return [
    ...(noMerchants ? [flowProblem('UNKNOWN_LIMIT', { node }, 'merchant')] : []),
    ...(node.limit !== undefined && !(node.limit in policy.stages) ? [flowProblem('UNKNOWN_LIMIT', { node }, node.limit)] : []),
    ...windows.filter((window) => !(window in policy.windows)).map((window) => flowProblem('UNKNOWN_WINDOW', { node }, window)),
    ...(tries !== undefined && !(tries in policy.tries) ? [flowProblem('UNKNOWN_TRIES', { node }, tries)] : []),
  ];
}

function windowsOf(node: FlowNode): string[] {
  if (node.kind === 'ask') return [node.window];
  if (node.kind === 'end') return node.followUp ? [node.followUp.window, node.followUp.answerWindow] : [];
  if (node.kind === 'call') return node.window === undefined ? [] : [node.window];
  if (node.kind !== 'wait' || node.until.kind === 'date') return [];
  return node.until.kind === 'review' ? [node.until.window, node.until.every] : [node.until.window];
}

function commandsNamed(node: PersonNode): Problem[] {
  return node.outcomes.flatMap((row) => {
    const fields = fieldsOf(row.command);
    if (!fields) return [flowProblem('UNKNOWN_COMMAND', { node }, row.command)];
    return fieldsNamed(row)
      .filter((field) => !fields.has(field))
      .map((field) => flowProblem('UNKNOWN_FIELD', { node }, field));
  });
}

/** The engine adds `unsolved` (`first` or `again`) to an answer of the resident (C18, C19). */
function fieldsOf(command: string): Set<string> | null {
  if (!Object.hasOwn(commandSchemas, command)) return null;
  const fields = Object.keys(commandSchemas[command as keyof typeof commandSchemas].shape);
  return new Set(command === 'callBack' || command === 'rate' ? [...fields, 'unsolved'] : fields);
}

/** A step of the administrator's own (`choose`) has a form of its own: what it requires are that form's fields. */
const fieldsNamed = (row: Outcome): string[] => [
  ...Object.keys(row.when ?? {}),
  ...(row.command === 'choose' ? [] : row.requires),
];

function factsNamed(graph: Graph, decisions: readonly Decision[]): Problem[] {
  const set = factsSet(graph.flow, decisions);
  return [...graph.nodes.values()].flatMap((node) => {
    const read = new Set([...readBy(node, decisions), ...graph.out(node.id).flatMap((edge) => conditionNames(edge.when))]);
    return [...read].filter((name) => !set.has(name)).map((name) => flowProblem('FACT_NOBODY_SETS', { node }, name));
  });
}

function readBy(node: FlowNode, decisions: readonly Decision[]): string[] {
  if (node.kind === 'assign') return [node.unitsFact];
  if (node.kind === 'whistle') return [node.unitsFact];
  if (node.kind === 'offer') return [node.teamsFact];
  if (node.kind === 'wait' && node.until.kind === 'date') return [node.until.fact];
  if (node.kind === 'call') return node.sends ?? [];
  const decision = node.kind === 'decide' ? decisions.find((one) => one.id === node.decision) : undefined;
  return decision ? readsOf(decision) : [];
}

const conditionNames = (when: string | undefined): string[] => (when === undefined ? [] : namesInExpression(when));
