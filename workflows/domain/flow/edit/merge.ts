import { type Conflict, type Merged, mergeDocuments, takeTheirs } from '../../draft';
import type { Flow } from '../document';

/** Joins what two people drew; a line that one kept and whose step the other took away goes with it. */
export function mergeFlows(base: Flow, mine: Flow, theirs: Flow): Merged<Flow> {
  const { document, conflicts } = mergeDocuments(base, mine, theirs, ['nodes', 'edges', 'notes']);
  return { document: withoutLoose(document), conflicts };
}

export const takeFlowOfTheirs = (flow: Flow, conflict: Conflict): Flow => withoutLoose(takeTheirs(flow, conflict));

function withoutLoose(flow: Flow): Flow {
  const ids = new Set(flow.nodes.map(({ id }) => id));
  return { ...flow, edges: flow.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}
