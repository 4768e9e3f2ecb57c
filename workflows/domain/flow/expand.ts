import type { Flow, FlowEdge, FlowNode, NodeOf } from './document';

/**
 * A drawing with the drawings that its `call` steps enter put in their place (DESIGN 5, 子流程): what is checked and what issues live
 * by is one graph. The steps of a called drawing bear the calling step's id in front (`check.verify`), so that one drawing may be
 * called from several places.
 */
export type Expanded = {
  flow: Flow;
  /** Where each step that was put in comes from. */
  origins: ReadonlyMap<string, Origin>;
  /** Calls of drawings that are not there, or that would enter themselves; they are left as they are. */
  unknown: Call[];
  circles: Call[];
};
/** A step that calls, in the drawing it stands in. */
export type Call = { flow: string; node: CallNode };
export type Origin = { call: string; flow: string; node: string };
type CallNode = NodeOf<'call'>;

/** The id that a step of a called drawing has in the plan. */
export const insideOf = (call: string, node: string): string => `${call}.${node}`;

/** The step on the canvas where a token at `node` is seen: its own, or the call that it runs in; null for none. */
export function placeOnDrawing(flow: Pick<Flow, 'nodes'>, node: string): string | null {
  const parts = node.split('.');
  for (let n = parts.length; n > 0; n -= 1) {
    const id = parts.slice(0, n).join('.');
    if (flow.nodes.some((one) => one.id === id)) return id;
  }
  return null;
}

/** The drawings that a drawing's own steps enter, as often as they do. */
export const flowsCalled = ({ nodes }: Pick<Flow, 'nodes'>): string[] =>
  nodes.flatMap((node) => (node.kind === 'call' && node.flow !== undefined ? [node.flow] : []));

/** Of many drawings those that one enters, and those that these enter. */
export function calledBy(flow: Flow, all: readonly Flow[]): Flow[] {
  const found = [flow];
  for (const one of found) {
    const ids = flowsCalled(one);
    found.push(...all.filter(({ id }) => ids.includes(id) && !found.some((known) => known.id === id)));
  }
  return found.slice(1);
}

/** Puts called drawings in; those that are not given are left as steps that are left by the ends they name. */
export function expandFlow(flow: Flow, subflows: readonly Flow[]): Expanded {
  const calls = flowsCalled(flow).length > 0;
  const found: Found = { byId: new Map(subflows.map((one) => [one.id, one])), origins: new Map(), unknown: [], circles: [] };
  const { origins, unknown, circles } = found;
  return { flow: calls ? put(found, flow, [flow.id]) : flow, origins, unknown, circles };
}

type Found = {
  byId: ReadonlyMap<string, Flow>;
  origins: Map<string, Origin>;
  unknown: Call[];
  circles: Call[];
};

/** `line` are the drawings that are being entered, outermost first: one that stands in it already would be entered for ever. */
function put(found: Found, flow: Flow, line: readonly string[]): Flow {
  let { nodes, edges, facts } = flow;
  for (const call of flow.nodes) {
    if (call.kind !== 'call' || call.flow === undefined) continue;
    const called = found.byId.get(call.flow);
    if (!called) found.unknown.push({ flow: flow.id, node: call });
    else if (line.includes(called.id)) found.circles.push({ flow: flow.id, node: call });
    else {
      const inner = put(found, called, [...line, called.id]);
      const taken = takeIn(found, call, called, inner);
      nodes = [...nodes, ...taken.nodes];
      edges = [...edges.filter((edge) => edge.from !== call.id), ...taken.edges, ...waysOut(call, called, edges)];
      facts = [...(facts ?? []), ...(inner.facts ?? [])];
    }
  }
  return { ...flow, nodes, edges, ...(facts ? { facts } : {}) };
}

/** The called drawing's steps and lines under the calling step's name, with the line that leads in. */
function takeIn(found: Found, call: CallNode, called: Flow, inner: Flow): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const own = new Set(inner.nodes.map(({ id }) => id));
  const under = (id: string): string => (own.has(id) ? insideOf(call.id, id) : id);
  for (const { id } of called.nodes) found.origins.set(insideOf(call.id, id), { call: call.id, flow: called.id, node: id });
  for (const [id, origin] of [...found.origins]) if (own.has(id)) found.origins.set(under(id), { ...origin, call: call.id });
  const start = inner.nodes.find((node) => node.kind === 'start');
  const lines = inner.edges.map((edge) => ({
    ...edge,
    id: insideOf(call.id, edge.id),
    from: under(edge.from),
    to: under(edge.to),
  }));
  const lead = start ? [{ id: insideOf(call.id, 'in'), from: call.id, to: under(start.id), isDefault: true }] : [];
  return { nodes: inner.nodes.map((node) => named(node, under)), edges: [...lead, ...lines] };
}

/** Start and ends of a called drawing are passed through: stage and result are the caller's to say. */
function named(node: FlowNode, under: (id: string) => string): FlowNode {
  const { id, name, position } = node;
  if (node.kind === 'start' || node.kind === 'end') return { kind: 'start', id: under(id), name, position };
  return node.kind === 'task' || node.kind === 'ask'
    ? { ...node, id: under(id), notSameAs: node.notSameAs.map(under) }
    : { ...node, id: under(id) };
}

/** Each end goes on by the calling step's line of its name, else by that step's conditions and default. */
function waysOut(call: CallNode, called: Flow, edges: readonly FlowEdge[]): FlowEdge[] {
  const out = edges.filter((edge) => edge.from === call.id);
  return called.nodes
    .filter((node) => node.kind === 'end')
    .flatMap((end) => {
      const own = out.filter((edge) => edge.outcome === end.id);
      const ways = own.length > 0 ? own : out.filter((edge) => edge.outcome === undefined);
      return ways.map(({ outcome: _taken, ...edge }) => ({
        ...edge,
        id: insideOf(end.id, edge.id),
        from: insideOf(call.id, end.id),
      }));
    });
}
