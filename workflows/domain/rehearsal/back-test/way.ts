import type { Clock, Instant } from '../../deadline';
import type { FlowNode, Plan } from '../../flow';
import type { CaseState, Grade, IssueState } from '../../issue';
import type { Facts } from '../../text';

/** What one decision of a release said of an issue: the numbers of the rules that matched (from 1), and what they set. */
export type DecisionAnswer = { node: string; matched: number[]; outputs: Facts; error: string | null };

/** How one issue went under one release, in codes and instants only. */
export type Way = {
  /** Who was given it, in the order of the first dispatch. */
  units: string[];
  grade: Grade | null;
  category: string | null;
  /** Who found the units: the release's own tables, a dispatcher because they named nobody (C12), or nobody, as it never came so far. */
  routed: 'rules' | 'person' | 'none';
  /** The steps of the drawing that it stood at, in order. Empty where decisions alone were asked. */
  steps: string[];
  stage: CaseState | null;
  /** Every due as it was first set, by clock: `reply#1` is the reply clock of whoever was given it first. */
  dues: Record<string, Instant>;
  /** Which of these were missed (DOMAIN R10). */
  late: string[];
  /** The code of the first incident: the engine could not go on by itself. */
  incident: string | null;
  /** What was decided, where decisions alone were asked. */
  answers: DecisionAnswer[];
};

export const emptyWay = (category: string | null): Way => ({
  ...{
    units: [],
    grade: null,
    category,
    routed: 'none',
    steps: [],
    stage: null,
    dues: {},
    late: [],
    incident: null,
    answers: [],
  },
});

const none: never[] = [];

/** The same for decisions alone. What stays empty there is shared: a hundred thousand of these are made at once. */
export const decidedWay = (category: string | null): Way => ({
  units: none,
  grade: null,
  category,
  routed: 'none',
  steps: none,
  stage: null,
  dues: noDues,
  late: none,
  incident: null,
  answers: [],
});
const noDues: Way['dues'] = {};

/** Times in which somebody may do something: that they pass is nobody's failing. */
const windows: ReadonlySet<string> = new Set(['window', 'returnWindow', 'archive', 'question']);

/** A way being watched, turn by turn. */
export type WayWatch = {
  way: Way;
  before: IssueState | null;
  clocks: Map<string, string>;
  counts: Map<string, number>;
  visits: Set<string>;
};

export const watchWay = (category: string | null): WayWatch => ({
  ...{ way: emptyWay(category), before: null, clocks: new Map(), counts: new Map(), visits: new Set() },
});

/** One turn more. What did not change is not looked at again. */
export function watchTurn(watch: WayWatch, plan: Plan, state: IssueState): void {
  const { way, before } = watch;
  way.stage = state.stage;
  if (before?.facts !== state.facts) readFacts(way, state.facts);
  if (before?.tokens !== state.tokens) watchSteps(watch, plan.flow.nodes, state);
  if (before?.assignments !== state.assignments || before.orders !== state.orders) watchUnits(way, state);
  if (before?.clocks !== state.clocks) watchClocks(watch, state.clocks);
  way.incident ??= state.incidents[0]?.code ?? null;
  watch.before = state;
}

export function readFacts(way: Way, facts: Facts): void {
  if (typeof facts['grade'] === 'string') way.grade = facts['grade'] as Grade;
  if (typeof facts['category'] === 'string') way.category = facts['category'];
}

function watchSteps({ way, visits }: WayWatch, nodes: Readonly<Record<string, FlowNode>>, { tokens }: IssueState): void {
  for (const { id, node, visit } of tokens) {
    const key = `${id} ${node} ${visit}`;
    if (visits.has(key)) continue;
    visits.add(key);
    way.steps.push(node);
    const found = nodes[node];
    if (found?.kind === 'task' && found.outcomes.some(({ command }) => command === 'dispatch') && way.routed === 'none')
      way.routed = 'person';
  }
}

function watchUnits(way: Way, { assignments, orders }: IssueState): void {
  if (assignments.length + orders.length > 0 && way.routed === 'none') way.routed = 'rules';
  for (const { unit } of assignments) if (!way.units.includes(unit)) way.units.push(unit);
}

function watchClocks(watch: WayWatch, clocks: readonly Clock[]): void {
  const { way } = watch;
  for (const clock of clocks) {
    const key = nameOf(watch, clock);
    way.dues[key] ??= clock.dueAt;
    if (isMissed(clock) && !windows.has(clock.kind) && !way.late.includes(key)) way.late.push(key);
  }
}

/** At the end of what is played: what should have been done by now and still is not. */
export function endWay(watch: WayWatch, until: Instant): Way {
  for (const clock of watch.before?.clocks ?? []) {
    const name = nameOf(watch, clock);
    const isOwed = clock.status === 'running' && clock.dueAt < until && !windows.has(clock.kind);
    if (isOwed && !watch.way.late.includes(name)) watch.way.late.push(name);
  }
  return watch.way;
}

const isMissed = ({ expiredAt, stoppedAt, dueAt }: Clock): boolean =>
  expiredAt !== undefined || (stoppedAt !== undefined && stoppedAt > dueAt);

/** The n-th clock of its kind: whoever is given the issue otherwise has the same clock by another name. */
function nameOf({ clocks, counts }: WayWatch, { id, kind, cycle, startedAt }: Clock): string {
  const own = `${id} ${cycle} ${startedAt}`;
  const known = clocks.get(own);
  if (known !== undefined) return known;
  const n = (counts.get(kind) ?? 0) + 1;
  const name = `${kind}#${n}`;
  counts.set(kind, n);
  clocks.set(own, name);
  return name;
}

/** Whether two releases said the same of an issue at a step. */
export const sameAnswer = (a: DecisionAnswer, b: DecisionAnswer | undefined): boolean =>
  b !== undefined && a.error === b.error && sameFacts(a.outputs, b.outputs);

/** A hundred thousand pairs of small contexts, nearly all of plain values, are compared without writing them out. */
export function sameFacts(a: Facts, b: Facts): boolean {
  if (a === b) return true;
  let names = 0;
  for (const name in a) {
    names += 1;
    if (a[name] !== b[name] && (typeof a[name] !== 'object' || JSON.stringify(a[name]) !== JSON.stringify(b[name]))) return false;
  }
  return Object.keys(b).length === names;
}
