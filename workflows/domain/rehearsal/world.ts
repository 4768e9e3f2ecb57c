import type { Instant } from '../deadline';
import { sliceOf } from '../directory';
import type {
  Answer,
  Ask,
  CommandInput,
  Desk,
  Dispatch,
  Effect,
  Input,
  IssueEvent,
  IssueState,
  Move,
  Notice,
  Turn,
} from '../issue';
import { nextWake, playTurn, systemActor, turnNow, withdrawnAmong } from '../issue';
import { type Heap, createHeap } from './heap';
import { type Setting, livedIn, newestEdition } from './setting';

/** A command on its way: `taken` hears that its turn begins, `done` how it ended. */
export type Received = { command: CommandInput; taken?: () => void; done: (turn: Turn) => void };

/** One issue of the rehearsal, with all that was told about it. */
export type Life = {
  no: string;
  state: IssueState;
  events: IssueEvent[];
  notices: Notice[];
  dispatches: Dispatch[];
  /** Commands received while the worker was down, oldest first. */
  waiting: Received[];
  /** What it does next by itself, as of `state`. */
  wake: ReturnType<typeof nextWake>;
  /** When its entry in the queue stands; an entry of another instant is out of date. */
  wakeAt: Instant | null;
};

/** A time in which no worker runs: what falls due in it happens when it ends (DOMAIN 2.9). */
export type Outage = { from: Instant; to: Instant };

/** What reached the desk from outside, with the documents as they stood. */
export type OutsideInput =
  | { kind: 'open'; at: Instant; opening: Omit<Extract<Input, { kind: 'open' }>, 'kind'> }
  | { kind: 'command'; at: Instant; no: string; command: CommandInput };

/** A discrete-event simulation of a desk: issues, a clock that people and timers move, and a queue of planned instants. */
export type World = {
  readonly setting: Setting;
  readonly issues: Map<string, Life>;
  readonly bySource: Map<string, string>;
  readonly queue: Heap<string>;
  readonly outages: readonly Outage[];
  /** Whether turns leave records: without them there are no hashes and no views, which a whole year of a city can do without. */
  readonly records: boolean;
  now: Instant;
  /** Hears of everything that came from outside, in order: what a differential test gives to real Temporal as well. */
  onInput: ((input: OutsideInput) => void) | null;
  /** Called after every turn that did something: who acts by themselves reacts here. */
  onTurn: ((life: Life) => void) | null;
  /** Hears which ways the tokens of an issue took in a turn; of a turn that was refused it hears nothing. */
  onMoves: ((no: string, moves: readonly Move[]) => void) | null;
};

export function createWorld(setting: Setting, start: Instant, outages: readonly Outage[] = [], records = true): World {
  return {
    records,
    setting,
    issues: new Map(),
    bySource: new Map(),
    queue: createHeap(),
    outages,
    now: start,
    onInput: null,
    onTurn: null,
    onMoves: null,
  };
}

/** The end of the outage an instant lies in, or null. */
const downUntil = (world: World, at: Instant): Instant | null =>
  world.outages.find((outage) => outage.from <= at && at < outage.to)?.to ?? null;

/** C01: opens an issue, or gives the number that this source and external id already have. */
export function openIssue(world: World, input: Omit<Extract<Input, { kind: 'open' }>, 'kind' | 'release' | 'editions'>): Life {
  const key = `${input.intake.source}\n${input.intake.externalId}`;
  const known = world.issues.get(world.bySource.get(key) ?? '');
  if (known) return known;
  const { plan } = world.setting.desk;
  const editions = { [world.setting.calendarId]: newestEdition(world.setting) };
  const opening = { ...input, release: plan.hash, editions };
  world.onInput?.({ kind: 'open', at: input.at, opening });
  const done = take(world, null, { ...opening, kind: 'open' }, input.at);
  if (!done.turn.ok) throw new Error(`an intake cannot be refused: ${done.turn.refusal.code}`);
  const life: Life = {
    no: input.no,
    state: done.turn.state,
    events: [],
    notices: [],
    dispatches: [],
    waiting: [],
    wake: null,
    wakeAt: null,
  };
  world.issues.set(input.no, life);
  world.bySource.set(key, input.no);
  settle(world, life, done);
  return life;
}

/** A command reaches the desk and is carried out at once, or when the worker is back. */
export function submit(world: World, life: Life, received: Received): void {
  const { at } = received.command;
  world.onInput?.({ kind: 'command', at, no: life.no, command: received.command });
  const back = downUntil(world, at);
  life.waiting.push(received);
  if (back === null) workOff(world, life, at);
  else world.queue.push(back, life.no);
}

/** Lets time pass: every planned instant that has come by `until` happens, in order; what is planned at `before` or later waits. */
export function runTo(world: World, until: Instant, before: Instant | null = null): void {
  for (let next = world.queue.peek(); next && next.at <= until; next = world.queue.peek()) {
    const life = world.issues.get(next.thing);
    if (life && isNow(life, next.at) && before !== null && next.at >= before && (life.wake?.plannedAt ?? '') >= before) return;
    world.queue.pop();
    if (!life || !isNow(life, next.at)) continue;
    world.now = next.at;
    workOff(world, life, next.at);
  }
  if (until > world.now) world.now = until;
}

const isNow = (life: Life, at: Instant): boolean => life.wakeAt === at || life.waiting.length > 0;

/** Commands and planned instants in their order, as the workflow takes them: what was received by a due comes before it (R10). */
function workOff(world: World, life: Life, now: Instant): void {
  for (;;) {
    const { wake } = life;
    const next = life.waiting[0];
    const isDue = wake !== null && wake.fireAt <= now;
    if (next && !(isDue && wake.plannedAt < next.command.at)) {
      life.waiting.shift();
      next.taken?.();
      next.done(carryOut(world, life, { kind: 'command', command: next.command }, now));
    } else if (isDue) carryOut(world, life, { kind: 'tick', now, before: next?.command.at ?? null }, now);
    else break;
  }
  plan(world, life);
}

function carryOut(world: World, life: Life, input: Input, now: Instant): Turn {
  const done = take(world, life.state, input, now);
  settle(world, life, done);
  return done.turn;
}

type Done = { turn: Turn; told: Pick<Life, 'events' | 'notices' | 'dispatches'> | null };

function take(world: World, state: IssueState | null, input: Input, now: Instant): Done {
  const { onMoves } = world;
  const { desk } = livedIn(world.setting, state?.release);
  if (!onMoves) return takeOn(world, desk, state, input, now);
  const moves: Move[] = [];
  const done = takeOn(world, { ...desk, onMove: (move) => moves.push(move) }, state, input, now);
  if (done.turn.ok && moves.length > 0) onMoves(done.turn.state.no, moves);
  return done;
}

function takeOn(world: World, desk: Desk, state: IssueState | null, input: Input, now: Instant): Done {
  if (world.records) {
    const turn = turnNow(desk, state, input, answerOf(world, now, state?.release));
    return { turn, told: turn.ok ? turn.record : null };
  }
  const played = playTurn(desk, state, input, answerOf(world, now, state?.release));
  if (!played.ok) return { turn: played, told: null };
  const { state: after, effects } = played;
  const answer = {
    ok: true as const,
    status: 200 as const,
    code: 'OK' as const,
    seq: after.seq,
    hash: after.hash,
    stage: after.stage,
  };
  return { turn: { ok: true, state: after, record: null, answer }, told: after.seq === state?.seq ? null : toldBy(effects) };
}

function toldBy(effects: readonly Effect[]): NonNullable<Done['told']> {
  const told: NonNullable<Done['told']> = { events: [], notices: [], dispatches: [] };
  for (const effect of effects) {
    if (effect.kind === 'event') told.events.push(effect.event);
    else if (effect.kind === 'notice') told.notices.push(effect.notice);
    else if (effect.kind === 'dispatch') told.dispatches.push(effect.dispatch);
  }
  return told;
}

function settle(world: World, life: Life, { turn, told }: Done): void {
  if (!turn.ok) return;
  life.state = turn.state;
  life.wake = nextWake(turn.state);
  if (told) {
    life.events.push(...told.events);
    life.notices.push(...told.notices);
    life.dispatches.push(...told.dispatches);
  }
  plan(world, life);
  if (told) world.onTurn?.(life);
}

/** Puts the issue's next instant into the queue; an older entry is passed over when it comes. */
function plan(world: World, life: Life): void {
  const { wake } = life;
  const at = wake && (downUntil(world, wake.fireAt) ?? wake.fireAt);
  if (at === life.wakeAt) return;
  life.wakeAt = at;
  if (at !== null) world.queue.push(at, life.no);
}

// what a question is answered with: at once, from the world itself

export const answerOf =
  (world: World, at: Instant, release?: string) =>
  (ask: Ask): { at: Instant; answer: Answer } => ({ at, answer: answer(world, ask, at, release) });

function answer(world: World, ask: Ask, at: Instant, release: string | undefined): Answer {
  const { setting } = world;
  switch (ask.kind) {
    case 'decide':
      return livedIn(setting, release).decider.decide(ask, at);
    case 'conditions':
      return livedIn(setting, release).decider.conditions(ask, at);
    case 'lookUp':
      return { kind: 'lookUp', ok: true, slice: sliceOf(setting.directory, ask.units, ask.district) };
    case 'absorb':
      return absorb(world, ask, at);
    case 'giveBack':
      return giveBack(world, ask, at);
  }
}

/** C09: the target takes the reporters; its refusal is the merge's. */
function absorb(world: World, ask: Extract<Ask, { kind: 'absorb' }>, at: Instant): Answer {
  const target = world.issues.get(ask.target);
  if (!target) return { kind: 'absorb', ok: false, code: 'NOT_FOUND', message: `no issue ${ask.target}`, refusal: true };
  const data = { from: ask.from, intakes: ask.intakes, facts: ask.facts };
  const id = `absorb-${ask.from}-${ask.id}`;
  const turn = carryOut(world, target, { kind: 'command', command: { id, name: 'absorb', at, actor: systemActor, data } }, at);
  if (!turn.ok) return { kind: 'absorb', ok: false, code: turn.refusal.code, message: turn.refusal.message, refusal: true };
  return { kind: 'absorb', ok: true, promiseDue: turn.state.clocks.find((clock) => clock.id === 'promise')?.dueAt ?? null };
}

/** C25: the target gives the reporters back; one that is over has nothing to give, and keeps nobody. */
function giveBack(world: World, ask: Extract<Ask, { kind: 'giveBack' }>, at: Instant): Answer {
  const target = world.issues.get(ask.target);
  const withdrawn = withdrawnAmong(target?.state, ask.intakes);
  const data = { to: ask.to, intakes: ask.intakes };
  const command = { id: `giveBack-${ask.to}-${ask.id}`, name: 'giveBack' as const, at, actor: systemActor, data };
  if (target) carryOut(world, target, { kind: 'command', command }, at);
  return { kind: 'giveBack', ok: true, withdrawn };
}
