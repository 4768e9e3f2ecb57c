import type { Flow } from '../flow/document';
import { placeOnDrawing } from '../flow/expand';
import type { Instant } from '../deadline';
import type { Stand } from './stands';
import type { IssueEvent, IssueState } from './state';

/** How many running issues stand at a step of a drawing, how many of them are past a due there, and how long they have stood. */
export type Occupancy = {
  node: string;
  running: number;
  overdue: number;
  /** Half of them have stood there for at most so long, in milliseconds. */
  medianMs: number;
  longestMs: number;
};
export type Occupied = {
  nodes: Occupancy[];
  /** Issues, each counted once wherever its tokens stand. */
  running: number;
  overdue: number;
};

/**
 * Running issues laid over a drawing (DESIGN 11, live overlay). An issue counts once at a step however many tokens it has there; one
 * that is in a called drawing counts at the step that calls. `now` is desk time. Steps in the drawing's order, empty ones left out.
 */
export function occupancyOf(flow: Pick<Flow, 'nodes'>, issues: readonly Stand[][], now: Instant): Occupied {
  const at = new Map<string, { lengths: number[]; overdue: number }>();
  let overdue = 0;
  for (const stands of issues) {
    const places = new Map<string, { since: Instant; late: boolean }>();
    for (const { node, since, dueAt } of stands) {
      const place = placeOnDrawing(flow, node);
      if (place === null) continue;
      const known = places.get(place);
      const late = dueAt !== null && dueAt < now;
      places.set(place, {
        since: known && known.since < since ? known.since : since,
        late: late || known?.late === true,
      });
    }
    for (const [place, { since, late }] of places) {
      const here = at.get(place) ?? { lengths: [], overdue: 0 };
      here.lengths.push(Math.max(0, Date.parse(now) - Date.parse(since)));
      here.overdue += late ? 1 : 0;
      at.set(place, here);
    }
    if ([...places.values()].some(({ late }) => late)) overdue += 1;
  }
  const nodes = flow.nodes.flatMap(({ id }) => {
    const here = at.get(id);
    return here ? [occupancy(id, here)] : [];
  });
  return { nodes, running: issues.length, overdue };
}

function occupancy(node: string, { lengths, overdue }: { lengths: number[]; overdue: number }): Occupancy {
  const sorted = lengths.toSorted((a, b) => a - b);
  const middle = Math.ceil(sorted.length / 2) - 1;
  return { node, running: sorted.length, overdue, medianMs: sorted[middle] ?? 0, longestMs: sorted.at(-1) ?? 0 };
}

/** One issue's way over its drawing: how often it came to each step, where it stands, the lines it went, what was sent back. */
export type DrawnWay = {
  visits: { node: string; times: number }[];
  stands: string[];
  edges: string[];
  sentBack: { from: string; to: string; at: Instant }[];
};

/**
 * A line counts as gone when both its ends were visited, unless its step is known to have been left otherwise the last time. Visits
 * inside a called drawing count at the step that calls, which bears its own number of visits.
 */
export function wayOf(flow: Pick<Flow, 'nodes' | 'edges'>, state: IssueState, events: readonly IssueEvent[]): DrawnWay {
  const times = new Map(flow.nodes.map(({ id }) => [id, state.counters[`visit.${id}`] ?? 0]));
  const left = new Map(state.tokens.flatMap(({ trail }) => trail.map(({ node, outcome }) => [node, outcome] as const)));
  const been = (id: string): boolean => (times.get(id) ?? 0) > 0;
  const place = (node: string): string => placeOnDrawing(flow, node) ?? node;
  const sentBack = events.flatMap(({ type, node, at, data }) =>
    type === 'sentBack' && node !== undefined && typeof data?.['to'] === 'string'
      ? [{ from: place(node), to: place(data['to']), at }]
      : [],
  );
  return {
    visits: [...times].flatMap(([node, count]) => (count > 0 ? [{ node, times: count }] : [])),
    stands: [...new Set(state.tokens.map(({ node }) => place(node)))],
    edges: flow.edges
      .filter(({ from, to, outcome }) => been(from) && been(to) && (!outcome || (left.get(from) ?? outcome) === outcome))
      .map(({ id }) => id),
    sentBack,
  };
}
