import type { FlowEdge, FlowNode } from './document';
import { reachableFrom, stepsOf, type Graph } from './graph';
import { flowProblem, type Problem } from './problem';

/**
 * A story leaves for the public only behind a first review, and where units have replied only behind the approval of their
 * reply (DOMAIN 2.5, 2.9). What may not be passed round is taken out of the drawing: nothing may then still reach `publish`.
 */
export function checkPublication(graph: Graph): Problem[] {
  const published = [...graph.nodes.values()].filter((node) => node.kind === 'publish');
  if (published.length === 0 || !graph.start) return [];
  const unreviewed = reachableFrom(
    [graph.start.id],
    stepsOf(graph, (edge) => !isFirstReview(graph.nodes.get(edge.from))),
  );
  const unapproved = reachableFrom(
    repliedAt(graph),
    stepsOf(graph, (edge) => !isApproval(graph, edge)),
  );
  return published.flatMap((node) => [
    ...(unreviewed.has(node.id) ? [flowProblem('PUBLISH_WITHOUT_REVIEW', { node })] : []),
    ...(unapproved.has(node.id) ? [flowProblem('PUBLISH_WITHOUT_APPROVAL', { node })] : []),
  ]);
}

const isFirstReview = (node: FlowNode | undefined): boolean => node?.kind === 'task' && node.roles.includes('firstReviewer');

/** Where government units' replies leave their assignment: media, volunteers and merchants owe no reply to review. */
const repliedAt = (graph: Graph): string[] =>
  [...graph.nodes.values()].flatMap((node) =>
    node.kind === 'assign' && node.lane === 'government'
      ? graph
          .out(node.id)
          .filter((edge) => edge.outcome !== 'returned')
          .map((edge) => edge.to)
      : [],
  );

function isApproval(graph: Graph, edge: FlowEdge): boolean {
  const node = graph.nodes.get(edge.from);
  if (node?.kind !== 'task') return false;
  const approving = node.outcomes.filter((row) => row.marks.some((mark) => mark.do === 'acceptReplies')).map((row) => row.id);
  return edge.outcome === undefined ? node.outcomes.every((row) => approving.includes(row.id)) : approving.includes(edge.outcome);
}
