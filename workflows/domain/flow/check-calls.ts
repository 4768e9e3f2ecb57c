import { checkReach } from './check-reach';
import { checkShape } from './check-shape';
import { checkWays } from './check-ways';
import type { Flow, FlowNode } from './document';
import type { Call, Expanded, Origin } from './expand';
import { deskFacts, takenAt } from './facts';
import { readFault } from './feel-names';
import { graphOf } from './graph';
import { flowProblem, type Problem } from './problem';

/**
 * What is wrong with steps that call: the system or drawing they name, the ends they are left by, what the answer may bring. Without
 * the drawings at hand (`null`) only what the step itself says is checked.
 */
export function checkCalls(flow: Flow, subflows: readonly Flow[] | null, { unknown, circles }: Expanded): Problem[] {
  const here = place(flow);
  const byId = new Map((subflows ?? []).map((one) => [one.id, one]));
  return unlike([
    ...[flow, ...(subflows ?? [])].flatMap((one) =>
      ownCalls(one, byId).map((problem) => (one === flow ? problem : inside(one, problem))),
    ),
    ...(subflows ?? []).flatMap((one) => [...drawn(one), ...named(one, flow, subflows ?? [])]),
    ...(subflows === null
      ? []
      : unknown.map((call) => here(call, flowProblem('UNKNOWN_SUBFLOW', { node: call.node }, call.node.flow)))),
    ...circles.map((call) => here(call, flowProblem('SUBFLOW_CIRCLE', { node: call.node }, call.node.flow))),
  ]);
}

/** A problem of a step that was put in is the calling step's on the canvas; `at` says where it is mended. */
export function relocated(problem: Problem, origins: ReadonlyMap<string, Origin>): Problem {
  const origin = problem.node === undefined ? undefined : origins.get(problem.node);
  if (!origin) return problem;
  const { edge: _edge, ...rest } = problem;
  return { ...rest, node: origin.call, at: `subflows.${origin.flow}.${origin.node}` };
}

const place =
  (flow: Flow) =>
  (call: Call, problem: Problem): Problem =>
    call.flow === flow.id ? problem : inside({ id: call.flow }, problem);

/** A problem found in a called drawing by itself: the canvas has no such step. */
function inside({ id }: { id: string }, { node, edge, ...rest }: Problem): Problem {
  const part = node ?? edge;
  return { ...rest, at: part === undefined ? `subflows.${id}` : `subflows.${id}.${part}` };
}

function unlike(problems: readonly Problem[]): Problem[] {
  const keyOf = ({ code, node, edge, at, message }: Problem): string => [code, node, edge, at, message.en].join('\n');
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}

/** What a called drawing gets wrong by itself, whoever calls it. */
const drawn = (flow: Flow): Problem[] =>
  [...checkShape(flow), ...checkReach(graphOf(flow))].map((problem) => inside(flow, problem));

/** All drawings of a release are told apart by their ids and reckon by one policy. */
function named(one: Flow, flow: Flow, subflows: readonly Flow[]): Problem[] {
  const at = `subflows.${one.id}`;
  const twin = [flow, ...subflows].filter(({ id }) => id === one.id).length > 1;
  return [
    ...(twin ? [flowProblem('DUPLICATE_ID', { at }, one.id)] : []),
    ...(one.policy === flow.policy ? [] : [flowProblem('UNKNOWN_POLICY', { at }, one.policy)]),
  ];
}

function ownCalls(flow: Flow, byId: ReadonlyMap<string, Flow>): Problem[] {
  const calling = new Set(flow.nodes.flatMap((node) => (node.kind === 'call' && node.flow !== undefined ? [node.id] : [])));
  const ways = checkWays(graphOf(flow), readFault).filter((problem) => calling.has(problem.node ?? ''));
  return [...flow.nodes.flatMap((node) => [...incomplete(node), ...desksOwn(node), ...endsDiffer(node, byId)]), ...ways];
}

function incomplete(node: FlowNode): Problem[] {
  if (node.kind !== 'call') return [];
  const outside = node.endpoint !== undefined && node.window !== undefined;
  const halves = node.endpoint !== undefined || node.window !== undefined;
  return outside === (node.flow === undefined) && halves === outside ? [] : [flowProblem('CALL_INCOMPLETE', { node })];
}

const desksOwn = (node: FlowNode): Problem[] =>
  takenAt(node)
    .filter((fact) => deskFacts.includes(fact))
    .map((fact) => flowProblem('MESSAGE_SETS_DESK_FACT', { node }, fact));

function endsDiffer(node: FlowNode, byId: ReadonlyMap<string, Flow>): Problem[] {
  const called = node.kind === 'call' && node.flow !== undefined ? byId.get(node.flow) : undefined;
  if (!called || node.kind !== 'call') return [];
  const ends = called.nodes.filter(({ kind }) => kind === 'end').map(({ id }) => id);
  const same = [...ends].sort().join('\n') === [...(node.ends ?? [])].sort().join('\n');
  return same ? [] : [flowProblem('SUBFLOW_ENDS_DIFFER', { node }, ends.join(', '))];
}
