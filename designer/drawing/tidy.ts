import dagre from '@dagrejs/dagre';
import type { Flow, Point } from '#domain';
import { NODE } from './to-canvas';

/**
 * New places for the steps (all, or those chosen) in columns from left to right, and the way of each line round the steps between.
 * A chosen part keeps its upper left corner. Layout by dagre (MIT).
 */
export function tidy(flow: Flow, chosen: ReadonlySet<string> = new Set()): Flow {
  const isPart = chosen.size > 1;
  const steps = flow.nodes.filter(({ id }) => !isPart || chosen.has(id));
  const inside = new Set(steps.map(({ id }) => id));
  const lines = flow.edges.filter(({ from, to }) => inside.has(from) && inside.has(to));
  if (steps.length === 0) return flow;
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 46, edgesep: 22, ranksep: 96 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of steps) graph.setNode(id, { ...NODE });
  for (const { id, from, to } of lines) if (from !== to) graph.setEdge(from, to, { width: 60, height: 18, labelpos: 'c' }, id);
  dagre.layout(graph);
  const places = new Map(
    steps.map(({ id }) => {
      const { x, y } = graph.node(id) as Point;
      return [id, { x: x - NODE.width / 2, y: y - NODE.height / 2 }];
    }),
  );
  const shift = shiftOf(steps, places, isPart);
  const at = ({ x, y }: Point): Point => ({ x: Math.round(x + shift.x), y: Math.round(y + shift.y) });
  return {
    ...flow,
    nodes: flow.nodes.map((node) => {
      const place = places.get(node.id);
      return place ? { ...node, position: at(place) } : node;
    }),
    edges: flow.edges.map((edge) => {
      const { bends: _bends, ...straight } = edge;
      if (!inside.has(edge.from) && !inside.has(edge.to)) return edge;
      if (!inside.has(edge.from) || !inside.has(edge.to) || edge.from === edge.to) return straight;
      const points = (graph.edge(edge.from, edge.to, edge.id) as { points?: Point[] } | undefined)?.points ?? [];
      const bends = bendsOf(points.map(at));
      return bends.length === 0 ? straight : { ...straight, bends };
    }),
  };
}

/** Between the steps a line bends where dagre led it round something; its first and last point lie on the steps' borders. */
function bendsOf(points: readonly Point[]): Point[] {
  const inner = points.slice(1, -1);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const isStraight = inner.every(
    ({ x, y }) => Math.abs((last.x - first.x) * (y - first.y) - (last.y - first.y) * (x - first.x)) < 900,
  );
  return isStraight ? [] : inner;
}

function shiftOf(steps: Flow['nodes'], places: ReadonlyMap<string, Point>, isPart: boolean): Point {
  if (!isPart) return { x: 80, y: 80 };
  const corner = (points: readonly Point[]): Point => ({
    x: Math.min(...points.map(({ x }) => x)),
    y: Math.min(...points.map(({ y }) => y)),
  });
  const was = corner(steps.map(({ position }) => position));
  const is = corner([...places.values()]);
  return { x: was.x - is.x, y: was.y - is.y };
}
