import { canonicalJson } from '../../canonical';
import type { Flow } from '../document';

/** One thing that two people changed in different ways since they had the same drawing. `undefined` is: taken away. */
export type Conflict = {
  part: 'nodes' | 'edges' | 'notes' | 'flow';
  /** The step, line or note; the field's name for the flow itself. */
  id: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
};

export type Merged = {
  flow: Flow;
  conflicts: Conflict[];
};

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

/**
 * Joins what two people made of one drawing. What only one of them changed is taken; fields of one step that different people
 * changed are joined too; what both changed differently is a conflict, in which mine stands until somebody chooses.
 */
export function mergeFlows(base: Flow, mine: Flow, theirs: Flow): Merged {
  const conflicts: Conflict[] = [];
  const list = (part: 'nodes' | 'edges' | 'notes'): Item[] =>
    mergeList<Item>(part, { base: base[part], mine: mine[part], theirs: theirs[part] }, conflicts);
  const rest = (flow: Flow): Record<string, unknown> => {
    const { nodes: _n, edges: _e, notes: _t, ...fields } = flow;
    return fields;
  };
  const fields = mergeFields(rest(base), rest(mine), rest(theirs));
  for (const name of fields.both)
    conflicts.push({ part: 'flow', id: name, base: rest(base)[name], mine: rest(mine)[name], theirs: rest(theirs)[name] });
  const flow = { ...fields.merged, nodes: list('nodes'), edges: list('edges'), notes: list('notes') } as unknown as Flow;
  return { flow: withoutLoose(flow), conflicts };
}

type Item = { id: string };
type Three<T> = { base: readonly T[]; mine: readonly T[]; theirs: readonly T[] };

function mergeList<T extends Item>(part: Conflict['part'], { base, mine, theirs }: Three<T>, conflicts: Conflict[]): T[] {
  const maps = [base, mine, theirs].map((items) => new Map(items.map((item) => [item.id, item])));
  const [b, m, t] = maps as [Map<string, T>, Map<string, T>, Map<string, T>];
  const order = [...mine.map(({ id }) => id), ...theirs.map(({ id }) => id).filter((id) => !m.has(id))];
  return order.flatMap((id) => {
    const [was, my, their] = [b.get(id), m.get(id), t.get(id)];
    if (same(my, their) || same(was, their)) return my ? [my] : [];
    if (same(was, my)) return their ? [their] : [];
    const joined = was && my && their ? mergeFields(was, my, their) : null;
    if (joined?.both.length === 0) return [joined.merged as T];
    conflicts.push({ part, id, base: was, mine: my, theirs: their });
    const standing = joined ? (joined.merged as T) : (my ?? their);
    return standing ? [standing] : [];
  });
}

type Fields = Record<string, unknown>;

/** Field by field; `both` names those that were changed in two ways, where mine stands. */
function mergeFields(base: object, mine: object, theirs: object): { merged: Fields; both: string[] } {
  const [b, m, t] = [base, mine, theirs] as [Fields, Fields, Fields];
  const both: string[] = [];
  const merged: Fields = {};
  for (const name of new Set([...Object.keys(m), ...Object.keys(t), ...Object.keys(b)])) {
    const takesTheirs = same(b[name], m[name]);
    if (!takesTheirs && !same(b[name], t[name]) && !same(m[name], t[name])) both.push(name);
    const value = takesTheirs ? t[name] : m[name];
    if (value !== undefined) merged[name] = value;
  }
  return { merged, both };
}

/** A line that one kept and whose step the other took away leads nowhere. */
function withoutLoose(flow: Flow): Flow {
  const ids = new Set(flow.nodes.map(({ id }) => id));
  return { ...flow, edges: flow.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}

/** The flow with the other side's version of a conflict. */
export function takeTheirs(flow: Flow, { part, id, theirs }: Conflict): Flow {
  if (part === 'flow') return { ...flow, [id]: theirs };
  const items = flow[part] as readonly Item[];
  const others = items.filter((item) => item.id !== id);
  if (theirs === undefined) return withoutLoose({ ...flow, [part]: others });
  const stands = items.some((item) => item.id === id);
  return {
    ...flow,
    [part]: stands ? items.map((item) => (item.id === id ? (theirs as Item) : item)) : [...items, theirs as Item],
  };
}
