import type { FlowEdge, FlowNode, NodeOf } from './document';
import type { Graph } from './graph';
import { flowProblem, type Problem } from './problem';

/** A branch that a token runs in: its fork, its way out of it, and whether an end inside it would lose work of the other branches. */
type Branch = { fork: string; way: string; loses: boolean };
type Place = { id: string; stack: readonly Branch[] };

/** How many ways through the forks are followed before the check says that it could not finish; no policy number. */
const MOST_PLACES = 20_000;

/**
 * Follows one token through every way of the drawing with the branches it is in, innermost last. A fork adds a branch and
 * a join takes one away, so that each place can be asked: is the join its fork's, does an end lose the other branches?
 */
export function checkBranches(graph: Graph): Problem[] {
  if (!graph.start) return [];
  const walk = followTokens(graph, graph.start.id);
  return [...walk.problems, ...meetings(graph, walk.places), ...crossings(graph, walk.places), ...endings(graph, walk.places)];
}

type Walk = { places: Place[]; problems: Problem[] };

function followTokens(graph: Graph, start: string): Walk {
  const places: Place[] = [{ id: start, stack: [] }];
  const seen = new Set([keyOf({ id: start, stack: [] })]);
  const problems = new Map<string, Problem>();
  for (const place of places) {
    if (places.length > MOST_PLACES) return { places: [], problems: [flowProblem('BRANCHES_NOT_ANALYSED', {})] };
    const node = graph.nodes.get(place.id);
    if (!node) continue;
    const fault = faultAt(node, place);
    if (fault) {
      problems.set(`${fault.code} ${node.id}`, fault);
      continue;
    }
    for (const edge of graph.out(node.id)) {
      const next = { id: edge.to, stack: stackAfter(graph, node, place.stack, edge) };
      if (seen.size !== seen.add(keyOf(next)).size) places.push(next);
    }
  }
  return { places, problems: [...problems.values()] };
}

const keyOf = ({ id, stack }: Place): string => [id, ...stack.map((branch) => `${branch.fork} ${branch.way}`)].join(' ');

function faultAt(node: FlowNode, { stack }: Place): Problem | null {
  if (node.kind === 'join' && stack.length === 0) return flowProblem('JOIN_WITHOUT_FORK', { node });
  if (node.kind === 'fork' && stack.some((branch) => branch.fork === node.id)) return flowProblem('FORK_IN_LOOP', { node });
  return null;
}

function stackAfter(graph: Graph, node: FlowNode, stack: readonly Branch[], edge: FlowEdge): readonly Branch[] {
  if (node.kind === 'fork') return [...stack, { fork: node.id, way: edge.id, loses: losesWork(graph, edge) }];
  return node.kind === 'join' ? stack.slice(0, -1) : stack;
}

/** Optional work must not end the case, and required work must not while other required work goes on beside it. */
function losesWork(graph: Graph, branch: FlowEdge): boolean {
  const others = graph.out(branch.from).filter((edge) => edge.id !== branch.id);
  return branch.optional === true || others.some((edge) => edge.optional !== true);
}

/** All branches of a fork must come to one join, and no join may wait for more than come. */
function meetings(graph: Graph, places: readonly Place[]): Problem[] {
  return forksOf(graph).flatMap((fork) => {
    const joins = joinsOf(graph, places, fork.id);
    if (joins.length > 1)
      return [flowProblem('BRANCHES_MISS_EACH_OTHER', { node: fork }, joins.map((join) => join.id).join(', '))];
    const branches = graph.out(fork.id).length;
    return joins
      .filter((join) => typeof join.wait === 'number' && join.wait > branches)
      .map((join) => flowProblem('JOIN_WAITS_FOR_MORE', { node: join }, `${join.wait} > ${branches}`));
  });
}

/** The joins at which the branches of a fork come together. */
function joinsOf(graph: Graph, places: readonly Place[], fork: string): NodeOf<'join'>[] {
  const here = places.filter(({ stack }) => stack.at(-1)?.fork === fork).map(({ id }) => graph.nodes.get(id));
  return [...new Set(here.filter((node) => node?.kind === 'join'))];
}

/** Two branches of a fork meet at a join alone: at any other step both their tokens would stand, and it would be done twice. */
function crossings(graph: Graph, places: readonly Place[]): Problem[] {
  const ways = new Map<string, string>();
  const crossed = new Map<string, Problem>();
  for (const { id, stack } of places) {
    const node = graph.nodes.get(id);
    if (!node || node.kind === 'end') continue;
    for (const { fork, way } of node.kind === 'join' ? stack.slice(0, -1) : stack) {
      const known = ways.get(`${id} ${fork}`) ?? way;
      ways.set(`${id} ${fork}`, known);
      if (known !== way) crossed.set(id, flowProblem('BRANCHES_CROSS', { node }, graph.nodes.get(fork)?.name));
    }
  }
  return [...crossed.values()];
}

/**
 * An end closes the case: in a branch it may stand only where nothing but optional work is left beside it, and where the join
 * does not go on before this branch has come.
 */
function endings(graph: Graph, places: readonly Place[]): Problem[] {
  const hasty = new Set(
    forksOf(graph)
      .filter((fork) => joinsOf(graph, places, fork.id).some(isHasty))
      .map((fork) => fork.id),
  );
  const problems = places.flatMap(({ id, stack }) => {
    const node = graph.nodes.get(id);
    const broken = stack.find((branch) => branch.loses || hasty.has(branch.fork));
    if (node?.kind !== 'end' || !broken) return [];
    return [flowProblem('END_IN_BRANCH', { node }, graph.nodes.get(broken.fork)?.name)];
  });
  return [...new Map(problems.map((problem) => [`${problem.node ?? ''} ${problem.message.zh}`, problem])).values()];
}

const isHasty = (join: NodeOf<'join'>): boolean => join.wait !== 'all' && join.wait !== 'required';

const forksOf = (graph: Graph): NodeOf<'fork'>[] => [...graph.nodes.values()].filter((node) => node.kind === 'fork');
