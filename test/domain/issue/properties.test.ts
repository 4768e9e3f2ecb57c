import fc from 'fast-check';
import { canonicalJson } from '../../../workflows/domain/canonical';
import { plusMillis } from '../../../workflows/domain/deadline';
import {
  hashOf,
  nextWake,
  viewOf,
  type CommandName,
  type IssueEvent,
  type IssueState,
  type StepRecord,
} from '../../../workflows/domain/issue';
import { baseSetting, commandInput, frozen, opened, take } from './drive';

const setting = baseSetting();
const start = '2026-11-23T01:00:00.000Z';
const form = { did: 'a', when: 'b', evidence: 'c', contact: 'd', legalBasis: 'e', longTermMeasure: 'f' };

/** Commands with the people who mostly may; now and then one who may not. */
const acts: [CommandName, string[], Record<string, unknown>[]][] = [
  ['verify', ['verifier1'], [{}]],
  ['requestInfo', ['verifier1'], [{ question: '?' }]],
  ['giveInfo', ['citizen'], [{ text: '!' }]],
  ['review', ['reviewer1', 'verifier1'], [{}, { grade: 'B' }, { grade: 'A' }]],
  ['reject', ['reviewer1'], [{ reasonCode: 'outOfScope' }]],
  ['sendBack', ['reviewer1', 'reviewer2'], [{ remark: 'r' }]],
  ['dispatch', ['dispatcher1'], [{ units: ['U2'] }, { units: ['U3', 'U2'], lead: 'U2' }]],
  ['sign', ['L.liaison', 'J1.liaison', 'U2.liaison'], [{}]],
  ['contact', ['L.liaison', 'J1.liaison', 'verifier1'], [{ reached: true }, { reached: false }]],
  ['requestReturn', ['L.liaison', 'J1.head', 'U2.liaison'], [{ reason: 'r', basis: 'b', suggestedUnit: 'U2' }]],
  ['decideReturn', ['dispatcher1'], [{ accept: true }, { accept: true, unit: 'U3' }, { accept: false }]],
  ['requestExtension', ['L.head', 'J1.liaison', 'U2.head'], [{ length: { n: 2, unit: 'wd' }, reason: 'r' }]],
  ['decideExtension', ['district.sup'], [{ approve: true }, { approve: false }]],
  ['reply', ['L.head', 'J1.head', 'U2.head', 'U3.head'], [form]],
  ['overrideJoint', ['L.head'], [{ reason: 'r' }]],
  ['reviewReply', ['reviewer2'], [{ approve: true }, { approve: false, defects: 'd' }]],
  ['callBack', ['callback1'], [{ answer: 'solved' }, { answer: 'not' }, { answer: 'none' }]],
  ['startRework', ['city.sup'], [{}]],
  ['finalReply', ['city.sup'], [{ evidence: 'e', headSignature: 'h' }]],
  [
    'grade',
    ['city.sup'],
    [
      { grade: 'B', reason: 'r' },
      { grade: 'A', reason: 'r' },
    ],
  ],
  ['reassign', ['city.sup'], [{ unit: 'U3', reason: 'r' }]],
  [
    'pause',
    ['dispatcher1'],
    [
      { reason: 'r', clock: 'both' },
      { reason: 'r', clock: 'reply', question: '?' },
    ],
  ],
  ['resume', ['dispatcher1'], [{}]],
  ['blowWhistle', ['chief'], [{ kind: 'daily', units: ['U1', 'L'], reason: 'r' }]],
  ['reportIn', ['L.liaison', 'U1.liaison'], [{ place: 'p' }]],
  ['endWhistle', ['chief'], [{}]],
  ['withdraw', ['citizen'], [{}]],
  ['reopen', ['citizen'], [{ reason: 'r' }]],
  ['forceClose', ['city.sup', 'chief'], [{ reason: 'r', result: 'EXPLAINED' }]],
];

const moves = fc.array(
  fc.record({ act: fc.nat(acts.length - 1), who: fc.nat(5), data: fc.nat(5), minutes: fc.integer({ min: 0, max: 3000 }) }),
  {
    minLength: 10,
    maxLength: 60,
  },
);
type Move = { act: number; who: number; data: number; minutes: number };

type Story = { state: IssueState; records: StepRecord[]; events: IssueEvent[]; dues: string[] };

/** Plays random acts, letting planned instants happen between them. */
function play(list: Move[]): Story {
  const first = opened(setting, start);
  const story: Story = { state: first.state, records: [first.record], events: [...first.record.events], dues: [] };
  let now = start;
  list.forEach((move, i) => {
    now = plusMillis(now, move.minutes * 60_000);
    tickTo(story, now);
    const [name, people, data] = acts[move.act] as (typeof acts)[number];
    const who = people[move.who % people.length] as string;
    step(story, commandInput(setting, `c${i}`, who, name, now, data[move.data % data.length] as Record<string, unknown>), now);
  });
  tickTo(story, plusMillis(now, 1));
  return story;
}

function tickTo(story: Story, until: string): void {
  for (let wake = nextWake(story.state), n = 0; wake && wake.fireAt <= until; wake = nextWake(story.state), n++) {
    if (n > 500) throw new Error(`the instant ${wake.plannedAt} comes for ever`);
    step(story, { kind: 'tick', now: wake.fireAt }, wake.fireAt);
  }
}

function step(story: Story, input: Parameters<typeof take>[2], at: string): void {
  const before = frozen(story.state);
  const turn = take(setting, before, input, at);
  if (!turn.ok) return;
  const events = turn.record?.events ?? [];
  story.dues.push(...earlierWithoutCause(before, turn.state, events));
  story.events.push(...events);
  if (turn.record) story.records.push(turn.record);
  story.state = turn.state;
}

/** Clocks whose due came earlier in a step that says no `dueChanged` with a cause for them. A new cycle starts a clock anew. */
function earlierWithoutCause(before: IssueState, after: IssueState, events: readonly IssueEvent[]): string[] {
  return after.clocks.flatMap((clock) => {
    const old = before.clocks.find(
      (one) => one.id === clock.id && one.startedAt === clock.startedAt && one.cycle === clock.cycle,
    );
    if (!old || clock.dueAt >= old.dueAt) return [];
    const told = events.some(
      (e) => e.type === 'dueChanged' && e.data?.['clock'] === clock.id && typeof e.data['cause'] === 'string',
    );
    return told ? [] : [`${clock.id}: ${old.dueAt} -> ${clock.dueAt}`];
  });
}

const many = { numRuns: 150 };

describe('random commands at random times', () => {
  it('never throw, leave the given state alone, and wait for a person or an instant', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const { state } = play(list);
        const view = viewOf(setting.desk.plan, state);
        expect(state.final || nextWake(state) !== null || view.waiting.length > 0).toBe(true);
      }),
      many,
    );
  });

  it('fire no rung twice and give no card twice', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const { state, events } = play(list);
        const keys = state.cards.map((c) => [c.unit, c.clock, c.cycle, c.rung].join());
        expect(new Set(keys).size).toBe(keys.length);
        const reminders = events
          .filter((e) => e.type === 'reminded' && e.plannedAt)
          .map((e) => canonicalJson([e.plannedAt ?? null, e.data?.['clock'] ?? null]));
        expect(new Set(reminders).size).toBe(reminders.length);
      }),
      many,
    );
  });

  it('move no due earlier without a cause', () => {
    fc.assert(
      fc.property(moves, (list) => expect(play(list).dues).toEqual([])),
      many,
    );
  });

  it('keep a state that survives JSON and a chain that verifies and repeats', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const { state, records } = play(list);
        expect(canonicalJson(JSON.parse(JSON.stringify(state)))).toBe(canonicalJson(state));
        records.forEach((record, i) => {
          expect(record.hash).toBe(hashOf(record));
          expect(record.prevHash).toBe(i === 0 ? '0'.repeat(64) : records[i - 1]?.hash);
        });
        expect(play(list).records.map((record) => record.hash)).toEqual(records.map((record) => record.hash));
      }),
      { numRuns: 60 },
    );
  });
});
