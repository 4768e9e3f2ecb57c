import type { Instant } from '../deadline';
import type { FlowEdge } from '../flow';
import type { AssignmentState, IssueState } from '../issue';
import { type Choice, choicesAt, tryTimer } from './choices';
import { createHeap } from './heap';
import type { Setting } from './setting';

/** One thing on the way to a step: somebody acts, or time passes. */
export type WayStep = { is: 'act'; choice: Choice; at: Instant } | { is: 'time'; until: Instant };

type Place = { state: IssueState; now: Instant; steps: readonly WayStep[]; spent: number };

/** So many places are looked at before it is said that no way was found; a way is mostly found within a few dozen. */
const LOOKS = 260;
/** Makes ranks texts of one length, which the heap orders. */
const BASE = 1_000_000;

/**
 * A short way from here to a step of the drawing: by what people may do, and by letting time pass where nobody can. The nearest by
 * the drawing's lines is tried first, and what is awaited before what supervision may always do. Null when none was found.
 */
export function wayTo(
  setting: Setting,
  edges: readonly FlowEdge[],
  from: { state: IssueState; now: Instant },
  node: string,
): WayStep[] | null {
  if (!setting.desk.plan.flow.nodes[node]) return null;
  const distance = distancesTo(edges, node);
  const arrivals = visits(from.state, node);
  const seen = new Set<string>();
  const queue = createHeap<Place>();
  const isThere = ({ state }: Place): boolean => visits(state, node) > arrivals;
  const put = (place: Place): void => {
    const rank = costOf(place, distance, isThere(place));
    if (rank !== null) queue.push(String(BASE + Math.round(rank * 10)), place);
  };
  put({ ...from, steps: [], spent: 0 });
  for (let look = 0; look < LOOKS; look += 1) {
    const next = queue.pop()?.thing;
    if (!next) return null;
    if (isThere(next)) return [...next.steps];
    const key = keyOf(next.state);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const place of placesAfter(setting, next)) put(place);
  }
  return null;
}

const visits = ({ counters }: IssueState, node: string): number => counters[`visit.${node}`] ?? 0;

function placesAfter(setting: Setting, { state, now, steps, spent }: Place): Place[] {
  const acts = choicesAt(setting, state, now).map((choice): Place => ({
    ...{ state: choice.after, now, steps: [...steps, { is: 'act', choice, at: now }] },
    spent: spent + weightOf(state, choice.after, choice.awaited ? 'awaited' : 'anyhow'),
  }));
  const passed = tryTimer(setting, state);
  if (!passed) return acts;
  const { at, after } = passed;
  const later: Place = {
    state: after,
    now: at,
    steps: [...steps, { is: 'time', until: at }],
    spent: spent + weightOf(state, after, 'time'),
  };
  return [...acts, later];
}

/**
 * Steps taken and lines still to go, with the shares that the nearest step still waits for. What moves no token, time that only passes
 * and acts that nobody awaits weigh more. Null where nothing can follow.
 */
function costOf({ state, spent }: Place, distance: ReadonlyMap<string, number>, isThere: boolean): number | null {
  if (isThere) return spent;
  if (state.final) return null;
  const [ahead, nearest] = state.tokens
    .map(({ node }): [number, string] => [Math.min(distance.get(node) ?? FAR, FAR), node])
    .reduce((best, one) => (one[0] < best[0] ? one : best), [FAR, '']);
  const open = state.assignments.filter(({ node, state: stands }) => node === nearest && atWork.has(stands)).length;
  return spent + 1.5 * ahead + 1.2 * open;
}

/** A step that no line leads to from here may still be come to by sending back or reopening. */
const FAR = 12;
const atWork: ReadonlySet<AssignmentState> = new Set(['DISPATCHED', 'SIGNED', 'CONTACTED', 'IN_PROGRESS', 'RETURN_REQUESTED']);

const visitsIn = ({ tokens }: IssueState): string => tokens.map(({ id, node, visit }) => `${id}.${node}.${visit}`).join();

function weightOf(before: IssueState, after: IssueState, kind: 'awaited' | 'anyhow' | 'time'): number {
  const moves = visitsIn(before) !== visitsIn(after);
  if (kind === 'time') return moves ? 1.6 : 2;
  return (moves ? 1 : 2.5) + (kind === 'anyhow' ? 3 : 0);
}

/** How many lines it is from each step to one, breadth first. */
function distancesTo(edges: readonly FlowEdge[], node: string): Map<string, number> {
  const distance = new Map([[node, 0]]);
  for (let ring = [node]; ring.length > 0;) {
    const before = edges.filter((edge) => ring.includes(edge.to) && !distance.has(edge.from));
    for (const edge of before) distance.set(edge.from, (distance.get(edge.to) ?? 0) + 1);
    ring = [...new Set(before.map(({ from }) => from))];
  }
  return distance;
}

/** Two places are one where the same is open in the same way; the time of day does not matter. */
function keyOf(state: IssueState): string {
  return JSON.stringify([
    state.tokens.map(({ node, returnTo }) => [node, returnTo ?? '']),
    state.assignments.map((share) => [share.unit, share.state, share.signedAt !== null, share.contactedAt !== null]),
    state.orders.map((order) => [order.state, order.posting, order.holder]),
    state.whistles.map(({ state: stands }) => stands),
    [state.stage, state.cycle, state.unsolved, state.answer, state.cards.length, Object.keys(state.signatures)],
    state.questions.filter(({ answeredAt }) => answeredAt === null).length,
  ]);
}
