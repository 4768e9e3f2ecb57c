import {
  advance,
  type Answered,
  type Ask,
  compileCalendar,
  deciderOf,
  type Desk,
  type Input,
  type IssueState,
  nextWake,
  personSchema,
  planOf,
  seedEdition,
  sliceOf,
  turnNow,
  unitSchema,
} from '#domain';
import { cityContent, cityDocument } from '../support/cities';
import { watchNoise } from './machine';
import { actorOf, plainActs, plainPlace } from './plain-issue';
import type { PureBench } from './run';
import { spreadOf } from './stats';

/** How often the reducer is applied in a second by one thread, over a mix of what happens to issues. */

type Taken = { state: IssueState | null; input: Input };

const city = 'gy-base';
const rounds = 5;
const begin = '2026-03-02T01:00:00.000Z';
const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();

export const advanceRate: PureBench = ({ quick }) => {
  const room = roomOf();
  const turns = [...plainStory(room), ...lateStory(room)];
  const applied = turns.flatMap((turn) => applicationsIn(room, turn));
  const seconds = quick ? 0.3 : 1;
  const heard = watchNoise([]);
  const rateOf = (work: () => number): number[] => Array.from({ length: rounds + 1 }, () => perSecond(work, seconds)).slice(1);
  const ofAdvance = rateOf(() => {
    for (const { state, input } of applied) advance(room.desk, state, input);
    return applied.length;
  });
  const ofTurns = rateOf(() => {
    for (const { state, input } of turns) turnNow(room.desk, state, input, room.answer);
    return turns.length;
  });
  return Promise.resolve({
    title: 'The reducer alone, one thread',
    lines: [
      { what: 'advance', unit: 'calls/s', product: spreadOf(ofAdvance) },
      { what: 'turn: advance, its questions answered, hash and view', unit: 'calls/s', product: spreadOf(ofTurns) },
    ],
    noise: [heard()],
    notes: [`${turns.length} turns of ${applied.length} applications: a plain issue to its archive, and one that nobody handles`],
  });
};

function perSecond(work: () => number, seconds: number): number {
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < seconds * 1000) done += work();
  return done / ((performance.now() - began) / 1000);
}

type Room = { desk: Desk; answer: (ask: Ask) => Answered; people: ReturnType<typeof personSchema.array>['_output'] };

function roomOf(): Room {
  const content = cityContent(city);
  const [hours] = content.hours;
  if (!hours) throw new Error('the city has no hours');
  const calendar = compileCalendar(hours, seedEdition(hours.id, 2024, 2026));
  const people = personSchema.array().parse(cityDocument(city, 'people'));
  const directory = { units: unitSchema.array().parse(cityDocument(city, 'units')), people };
  const decider = deciderOf(content);
  const answer = (ask: Ask): Answered => {
    if (ask.kind === 'decide') return { at: begin, answer: decider.decide(ask, begin) };
    if (ask.kind === 'conditions') return { at: begin, answer: decider.conditions(ask, begin) };
    if (ask.kind === 'absorb') return { at: begin, answer: { kind: 'absorb', ok: true, promiseDue: null } };
    if (ask.kind === 'giveBack') return { at: begin, answer: { kind: 'giveBack', ok: true, withdrawn: [] } };
    return { at: begin, answer: { kind: 'lookUp', ok: true, slice: sliceOf(directory, ask.units, ask.district) } };
  };
  return { desk: { plan: planOf(content), calendar: () => calendar }, answer, people };
}

function opening(room: Room, no: string): Input {
  const intake = {
    ...{ no, source: 'media', externalId: no, receivedAt: begin, acceptedAt: null, ...plainPlace, point: null },
    ...{ anonymous: false, channel: 'sms' as const, reporter: { name: 'sealed', phone: 'sealed' }, text: 'sealed', photos: [] },
  };
  const editions = { [room.desk.plan.policy.calendar]: 1 };
  return {
    kind: 'open',
    at: begin,
    no,
    release: room.desk.plan.hash,
    editions,
    intake,
    facts: { keywords: [] },
    relapseOf: null,
  };
}

/** Takes inputs one after another and keeps each with the state it met. */
function play(room: Room, state: IssueState | null, inputs: readonly Input[], taken: Taken[]): IssueState {
  for (const input of inputs) {
    taken.push({ state, input });
    const result = turnNow(room.desk, state, input, room.answer);
    if (!result.ok) throw new Error(result.refusal.message);
    state = result.state;
  }
  if (!state) throw new Error('nothing was played');
  return state;
}

const actsOf = (room: Room, from: number, to: number): Input[] =>
  plainActs.slice(from, to).map(({ by, name, data }, n) => {
    const command = { id: `${name}-${n}`, name, at: later(begin, 10 * (from + n + 1)), actor: actorOf(room.people, by), data };
    return { kind: 'command', command };
  });

function plainStory(room: Room): Taken[] {
  const taken: Taken[] = [];
  const state = play(room, null, [opening(room, 'N-1'), ...actsOf(room, 0, plainActs.length)], taken);
  waitOut(room, state, taken, 3);
  return taken;
}

/** The unit does nothing: reminder, signature by the system, cards, whistle. */
function lateStory(room: Room): Taken[] {
  const taken: Taken[] = [];
  const state = play(room, null, [opening(room, 'N-2'), ...actsOf(room, 0, 2)], taken);
  waitOut(room, state, taken, 12);
  return taken;
}

function waitOut(room: Room, state: IssueState, taken: Taken[], most: number): void {
  for (let n = 0; n < most; n += 1) {
    const wake = nextWake(state);
    if (!wake) return;
    state = play(room, state, [{ kind: 'tick', now: wake.fireAt, before: null }], taken);
  }
}

/** Every single application of the reducer within a turn: the input, then each answer to what it asked. */
function applicationsIn(room: Room, { state, input }: Taken): Taken[] {
  const found: Taken[] = [{ state, input }];
  for (const { state: before, input: given } of found) {
    const result = advance(room.desk, before, given);
    if (!result.ok) continue;
    const ask = result.effects.flatMap((effect) => (effect.kind === 'ask' ? [effect.ask] : []))[0];
    if (ask) found.push({ state: result.state, input: { kind: 'answered', ask: ask.id, ...room.answer(ask) } });
  }
  return found;
}
