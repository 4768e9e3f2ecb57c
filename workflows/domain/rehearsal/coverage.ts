import type { Flow, FlowEdge } from '../flow';
import { isOtherwise } from '../flow/ways';
import type { Move, Taken } from '../issue';
import type { Difference } from './judge';
import { playScenario } from './play';
import { type ScenarioFault, readScenario } from './scenario';
import type { City } from './setting';

/** What came of one scenario on a draft: it holds, it does not, or it cannot be played; and which steps and ways it reached. */
export type ScenarioRun = {
  id: string;
  outcome: 'green' | 'red' | 'unplayable';
  differences: Difference[];
  faults: ScenarioFault[];
  reached: Reached;
};

/** Steps and ways of a drawing by their ids. */
export type Reached = { nodes: string[]; edges: string[] };

/**
 * Plays a stored scenario on a draft. What stands in the document is said, not thrown, and what the engine itself trips over is that
 * scenario's result, not the others'; the city's documents are taken as frozen.
 */
export function runScenario(id: string, document: unknown, city: City, flow: Flow): ScenarioRun {
  try {
    return runOf(id, document, city, flow);
  } catch (error) {
    return unplayable(id, [{ path: '', message: error instanceof Error ? error.message : String(error) }]);
  }
}

const unplayable = (id: string, faults: ScenarioFault[]): ScenarioRun => ({
  ...{ id, outcome: 'unplayable', differences: [], faults },
  reached: { nodes: [], edges: [] },
});

function runOf(id: string, document: unknown, city: City, flow: Flow): ScenarioRun {
  const read = readScenario(document);
  if (!read.ok) return unplayable(id, read.faults);
  const moves: Move[] = [];
  const played = playScenario(read.scenario, city, { onMoves: (_no, taken) => moves.push(...taken) });
  if (!played.ok) return unplayable(id, played.faults);
  const { differences } = played;
  return { id, outcome: differences.length > 0 ? 'red' : 'green', differences, faults: [], reached: reachedBy(flow, moves) };
}

/** The steps that tokens came to and the lines that they took. */
export function reachedBy(flow: Flow, moves: readonly Move[]): Reached {
  const nodes = new Set(moves.map(({ to }) => to));
  const edges = new Set(moves.flatMap((move) => (move.way ? (edgeOf(flow, move.to, move.way)?.id ?? []) : [])));
  return { nodes: [...nodes], edges: [...edges] };
}

const edgeOf = (flow: Flow, to: string, way: Taken): FlowEdge | undefined =>
  flow.edges.find((edge) => edge.from === way.from && edge.to === to && isTakenBy(edge, way));

function isTakenBy(edge: FlowEdge, { by, name }: Taken): boolean {
  switch (by) {
    case 'outcome':
      return edge.outcome === name;
    case 'condition':
      return edge.id === name;
    case 'otherwise':
      return isOtherwise(edge);
    case 'branch':
      return true;
  }
}

/** How often each step and way was reached, by scenario, and what none of them reaches, in the drawing's order. */
export type Coverage = {
  nodes: ReadonlyMap<string, readonly string[]>;
  edges: ReadonlyMap<string, readonly string[]>;
  missed: { nodes: string[]; edges: string[] };
  /** From 0 to 1, over steps and ways together; an empty drawing is covered. */
  share: number;
};

/** Which scenarios reach what of a drawing. A scenario that cannot be played reaches nothing. */
export function coverageOf(flow: Flow, runs: readonly Pick<ScenarioRun, 'id' | 'reached'>[]): Coverage {
  const by = (part: 'nodes' | 'edges', ids: readonly string[]) =>
    new Map(ids.map((id) => [id, runs.filter(({ reached }) => reached[part].includes(id)).map((run) => run.id)]));
  const nodes = by(
    'nodes',
    flow.nodes.map(({ id }) => id),
  );
  const edges = by(
    'edges',
    flow.edges.map(({ id }) => id),
  );
  const missedIn = (found: ReadonlyMap<string, readonly string[]>) =>
    [...found].flatMap(([id, reaching]) => (reaching.length === 0 ? [id] : []));
  const missed = { nodes: missedIn(nodes), edges: missedIn(edges) };
  const all = nodes.size + edges.size;
  const share = all === 0 ? 1 : (all - missed.nodes.length - missed.edges.length) / all;
  return { nodes, edges, missed, share };
}
