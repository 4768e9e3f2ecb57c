import type { Calendar, Instant } from '../../deadline';
import type { CommandInput, IntakeRecord } from '../../issue';
import type { Facts } from '../../text';
import { firstWayOut } from '../choices';
import { dataFor } from '../names';
import { type Setting, calendarNow } from '../setting';
import { createWorld, type Life, openIssue, runTo, submit, type World } from '../world';
import { type Anchor, type RecordedAct, type SharesSince, noteShares, sinceOf, takes } from './acts';
import { sameLength } from './lengths';
import { actorAgain, actorForShare, actorForStep } from './people';
import { type Way, type WayWatch, endWay, watchTurn, watchWay } from './way';

/** What an issue was, and what people did to it. */
export type Journey = {
  no: string;
  intake: IntakeRecord;
  facts: Facts;
  acts: readonly RecordedAct[];
  /** Whose shares there were, in their order. */
  shares: readonly string[];
};

export type Replayed = {
  way: Way;
  /** Steps of the drawing that nobody took then, and which were taken here by their first way out. */
  assumed: string[];
  /** Commands that this release refuses, by their codes. */
  refused: string[];
};

type Queue = { anchor: Anchor; acts: RecordedAct[] };
type Replay = {
  setting: Setting;
  calendar: Calendar;
  world: World;
  life: Life;
  watch: WayWatch;
  shares: SharesSince;
  queues: Queue[];
  /** Whose shares there were, which of these is which share now by their places, and how many now have theirs. */
  then: readonly string[];
  shareNow: Map<number, number>;
  matched: number;
  done: { assumed: string[]; refused: string[]; acts: number };
  /** Steps at which the issue stood to the end then: nobody took them, so nobody takes them now. */
  leftOpen: ReadonlySet<string>;
  /** As long as this issue's own steps took on average: what a step takes that nobody took then. */
  usual: { from: Instant; at: Instant } | null;
  until: Instant;
};

export type ReplayOptions = { until: Instant; leftOpen?: ReadonlySet<string> };

/** How many steps that nobody took then are taken for one issue before it is left where it stands. */
const mostAssumed = 12;

/**
 * Plays one issue again under a release: the same report, the same people doing the same after the same lengths, counted from
 * whenever the thing comes to them here. Whoever is given the issue instead of another unit takes as long as that one did.
 */
export function replay(setting: Setting, journey: Journey, { until, leftOpen = new Set() }: ReplayOptions): Replayed {
  const { no, intake, facts, acts } = journey;
  const world = createWorld(setting, intake.receivedAt, [], false);
  const watch = watchWay(intake.category);
  const shares: SharesSince = new Map();
  const { plan } = setting.desk;
  world.onTurn = (life) => {
    noteShares(shares, watch.before, life.state);
    watchTurn(watch, plan, life.state);
    life.events.length = life.notices.length = life.dispatches.length = 0;
  };
  const life = openIssue(world, { at: intake.receivedAt, no, intake, facts, relapseOf: null });
  const play: Replay = {
    ...{ setting, calendar: calendarNow(setting), world, life, watch, shares, until, leftOpen, usual: usualOf(acts) },
    ...{
      queues: queuesOf(acts),
      then: journey.shares,
      shareNow: new Map(),
      matched: 0,
      done: { assumed: [], refused: [], acts: 0 },
    },
  };
  run(play);
  const { assumed, refused } = play.done;
  return { way: endWay(watch, until), assumed, refused };
}

/** The acts that wait for each other: those at one step in their order, those on one share by their name. */
function queuesOf(acts: readonly RecordedAct[]): Queue[] {
  const queues = new Map<string, Queue>();
  for (const act of acts) {
    const key = keyOf(act);
    const queue = queues.get(key) ?? { anchor: act.anchor, acts: [] };
    queue.acts.push(act);
    queues.set(key, queue);
  }
  return [...queues.values()];
}

function keyOf({ anchor, name }: RecordedAct): string {
  if (anchor.on === 'step') return `step ${anchor.node} ${anchor.visit}`;
  if (anchor.on === 'share' || anchor.on === 'whistle') return `${anchor.on} ${anchor.n} ${name}`;
  return anchor.on;
}

function usualOf(acts: readonly RecordedAct[]): Replay['usual'] {
  const steps = acts.filter(({ anchor }) => anchor.on === 'step');
  const sorted = [...steps].sort((a, b) => Date.parse(a.at) - Date.parse(a.from) - (Date.parse(b.at) - Date.parse(b.from)));
  return sorted[sorted.length >> 1] ?? null;
}

function run(play: Replay): void {
  const { world, life } = play;
  while (!life.state.final) {
    matchShares(play);
    const next = nextAct(play);
    const { wake } = life;
    const isTimer = wake !== null && (next === null || (wake.fireAt <= next.at && wake.plannedAt < next.at));
    const at = isTimer ? wake.fireAt : next?.at;
    if (at === undefined || at > play.until) return;
    if (isTimer) runTo(world, at);
    else if (next) act(play, next);
  }
}

type Next = { at: Instant; act: RecordedAct; take: () => void; node: string | null; share: number | null };

/** What is done next: of all that can be done now, the earliest. */
function nextAct(play: Replay): Next | null {
  let best: Next | null = null;
  for (const queue of play.queues) {
    const next = nextOf(play, queue);
    if (next && (best === null || next.at < best.at)) best = next;
  }
  return best ?? assumedStep(play);
}

function nextOf(play: Replay, queue: Queue): Next | null {
  const [act] = queue.acts;
  if (!act) return null;
  const { state } = play.life;
  const place = act.anchor.on === 'share' ? (play.shareNow.get(act.anchor.n) ?? null) : null;
  const share = place === null ? undefined : state.assignments[place];
  const scene = { state, shares: play.shares, nodes: play.setting.desk.plan.flow.nodes };
  const moved = act.anchor.on === 'step' && scene.nodes[act.anchor.node] === undefined ? stepLike(play, act) : null;
  const since = moved ? moved.since : sinceOf(scene, act, share);
  if (since === null) return null;
  const at = later(sameLength(play.calendar, act, since), play.world.now);
  const node = moved?.node ?? (act.anchor.on === 'step' ? act.anchor.node : null);
  return { at, act, take: () => void queue.acts.shift(), node, share: place };
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** Where a step of then is not drawn any more: an open step that the same command leaves, and that was not drawn then. */
function stepLike({ setting, life, queues }: Replay, act: RecordedAct) {
  const { nodes } = setting.desk.plan.flow;
  const own = new Set(queues.map(({ anchor }) => (anchor.on === 'step' ? anchor.node : '')));
  return life.state.tokens.find(({ node }) => !own.has(node) && takes(nodes[node], act)) ?? null;
}

/** Each share of now is one of then: that of the same unit, else the one in its place, else it does as the first did. */
function matchShares(play: Replay): void {
  const { shareNow, then, life } = play;
  if (then.length === 0 || life.state.assignments.length === play.matched) return;
  const taken = new Set(shareNow.values());
  life.state.assignments.forEach(({ unit }, place) => {
    if (taken.has(place)) return;
    const free = then.flatMap((other, n) => (shareNow.has(n) ? [] : [{ n, other }]));
    const found = free.find(({ other }) => other === unit) ?? free.find(({ n }) => n === place) ?? free[0];
    if (found) shareNow.set(found.n, place);
    else copyShare(play, place);
  });
  play.matched = life.state.assignments.length;
}

/** A unit more than there were then: it works as the first one did. */
function copyShare(play: Replay, place: number): void {
  const n = play.then.length + place;
  const first = play.queues.find(({ anchor }) => anchor.on === 'share')?.anchor;
  if (first?.on !== 'share') return;
  const anchor = { on: 'share' as const, n, unit: first.unit };
  for (const queue of [...play.queues]) {
    if (queue.anchor.on !== 'share' || queue.anchor.n !== first.n) continue;
    play.queues.push({ anchor, acts: queue.acts.map((act) => ({ ...act, anchor })) });
  }
  play.shareNow.set(n, place);
  play.done.assumed.push(play.life.state.assignments[place]?.node ?? '');
}

function act(play: Replay, { at, act: recorded, take, node, share }: Next): void {
  take();
  const { setting, life } = play;
  const found = node === null ? undefined : setting.desk.plan.flow.nodes[node];
  const to = share === null ? undefined : life.state.assignments[share];
  const actor = found
    ? actorForStep(setting, recorded.actor, life.state, found)
    : to
      ? actorForShare(setting, recorded.actor, to)
      : actorAgain(setting, recorded.actor);
  const data = {
    ...recorded.data,
    ...(to && 'assignment' in recorded.data ? { assignment: to.id } : {}),
    ...whistleOf(play, recorded),
  };
  give(play, { id: `r${play.done.acts}`, name: recorded.name, at, actor, data });
}

const whistleOf = ({ life }: Replay, { anchor }: RecordedAct): Record<string, unknown> =>
  anchor.on === 'whistle' ? { whistle: life.state.whistles[anchor.n]?.id } : {};

function give(play: Replay, command: CommandInput): void {
  const { world, life, done } = play;
  done.acts += 1;
  world.now = later(command.at, world.now);
  submit(world, life, {
    command,
    done: (turn) => {
      if (!turn.ok) done.refused.push(`${command.name} ${turn.refusal.code}`);
    },
  });
}

/** A step that nobody took then, as it was not drawn or not reached: its first way out, after as long as this issue's steps took. */
function assumedStep(play: Replay): Next | null {
  const { life, setting, done, leftOpen, usual } = play;
  if (usual === null || done.assumed.length >= mostAssumed) return null;
  const { nodes } = setting.desk.plan.flow;
  const token = life.state.tokens.find(({ node }) => nodes[node]?.kind === 'task' && !leftOpen.has(node));
  if (!token) return null;
  const at = later(sameLength(play.calendar, usual, token.since), play.world.now);
  const choice = firstWayOut(setting, life.state, token.node, at);
  if (!choice) return null;
  const data = dataFor({ setting, aliases: { numberOf: (alias) => alias }, life }, choice.name, choice.data, true);
  const actor = { id: choice.by, roles: [], unit: null, district: null };
  const made: RecordedAct = {
    ...usual,
    at,
    from: token.since,
    anchor: { on: 'step', node: token.node, visit: token.visit },
    name: choice.name,
    actor,
    data,
  };
  return { at, act: made, take: () => void done.assumed.push(token.node), node: token.node, share: null };
}
