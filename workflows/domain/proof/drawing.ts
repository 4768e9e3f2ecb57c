import { type Flow, type FlowEdge, type FlowNode, expandFlow, type ReleaseContent } from '../flow';
import { compileFlow } from '../flow/compile';
import { graphOf, reachableFrom, stepsOf, type Graph } from '../flow/graph';
import type { Plan } from '../flow/plan';
import type { Decision } from '../rules';

/** A release as the proof walks it: the drawings it calls in their place, its decisions by name. */
export type Drawing = {
  readonly content: ReleaseContent;
  readonly flow: Flow;
  readonly graph: Graph;
  readonly next: Plan['flow']['next'];
  readonly decisions: readonly Decision[];
  readonly byId: ReadonlyMap<string, Decision>;
};

export function drawingOf(content: ReleaseContent): Drawing {
  const { flow } = expandFlow(content.flow, content.subflows ?? []);
  const used = new Set(flow.nodes.flatMap((node) => (node.kind === 'decide' ? [node.decision] : [])));
  const decisions = content.decisions.filter(({ id }) => used.has(id));
  return {
    ...{ content, flow, decisions },
    graph: graphOf(flow),
    next: compileFlow(flow).next,
    byId: new Map(decisions.map((one) => [one.id, one])),
  };
}

export const nodeOf = ({ graph }: Drawing, id: string): FlowNode => {
  const node = graph.nodes.get(id);
  if (!node) throw new RangeError(`the flow has no step ${id}`);
  return node;
};

/** The steps of a branch, up to the joins where branches of its fork meet. */
export function branchSteps({ graph }: Drawing, fork: string): ReadonlyMap<FlowEdge, ReadonlySet<string>> {
  const reached = new Map(graph.out(fork).map((edge) => [edge, reachableFrom([edge.to], stepsOf(graph))]));
  const isMeeting = (id: string): boolean =>
    graph.nodes.get(id)?.kind === 'join' && [...reached.values()].filter((steps) => steps.has(id)).length > 1;
  const within = (id: string): readonly string[] => (isMeeting(id) ? [] : stepsOf(graph)(id));
  return new Map(graph.out(fork).map((edge) => [edge, reachableFrom([edge.to], within)]));
}
