import { type CommandName, type IssueState, nextWake } from '../../../workflows/domain/issue';
import { foldFacts, type IssueFacts } from '../../../workflows/domain/kpi';
import { baseSetting, commandInput, opened, take } from '../issue/drive';

/** A plain issue of the base city, step by step, with the row that must be left of it. Local times are eight hours later. */
const setting = baseSetting();
const local = (text: string): string => new Date(`${text}:00+08:00`).toISOString();

type Life = { state: IssueState; row: IssueFacts };

function begin(at: string, facts: IssueState['facts']): Life {
  const { state, record } = opened(setting, local(at), facts);
  return { state, row: foldFacts(null, { state, events: record.events }) };
}

function step(life: Life, input: Parameters<typeof take>[2], at: string): void {
  const before = life.state;
  const turn = take(setting, before, input, at);
  if (!turn.ok) throw new Error(turn.refusal.message);
  life.state = turn.state;
  if (turn.record) life.row = foldFacts(life.row, { state: turn.state, events: turn.record.events, before });
}

/** What falls due before an act happens first. */
function wait(life: Life, until: string): void {
  for (let wake = nextWake(life.state); wake && wake.fireAt < until; wake = nextWake(life.state))
    step(life, { kind: 'tick', now: wake.fireAt }, wake.fireAt);
}

let acts = 0;
function act(life: Life, at: string, who: string, name: CommandName, data: Record<string, unknown> = {}): void {
  wait(life, local(at));
  step(life, commandInput(setting, `k${acts++}`, who, name, local(at), data), local(at));
}
const form = { did: 'a', when: 'b', evidence: 'c', contact: 'd', legalBasis: 'e', longTermMeasure: 'f' };

function plain(): Life {
  // Monday 23 November 2026
  const life = begin('2026-11-23T09:00', { units: ['L'] });
  act(life, '2026-11-23T10:00', 'verifier1', 'verify');
  act(life, '2026-11-23T10:30', 'reviewer1', 'review');
  act(life, '2026-11-23T11:00', 'L.liaison', 'sign');
  act(life, '2026-11-23T13:00', 'L.liaison', 'contact', { reached: true });
  act(life, '2026-11-25T10:00', 'L.head', 'reply', form);
  act(life, '2026-11-25T11:00', 'reviewer2', 'reviewReply', { approve: true });
  return life;
}

describe('the row of an issue', () => {
  it('holds what was owed and when it was done', () => {
    const { row } = plain();
    expect(row).toMatchObject({ acceptedAt: local('2026-11-23T10:30'), grade: 'C', mergedAt: null, stage: 'CALLBACK' });
    // four working hours from 09:00
    expect(row.verified).toEqual({ at: local('2026-11-23T10:00'), due: local('2026-11-23T13:00') });
    expect(row.duties).toHaveLength(1);
    // one working day to contact, five to reply: Tuesday and the Monday after, at the close
    expect(row.duties[0]).toMatchObject({
      ...{ unit: 'L', cycle: 1, role: 'lead', first: true, from: local('2026-11-23T10:30') },
      ...{ contactDue: local('2026-11-24T17:00'), contactedAt: local('2026-11-23T13:00') },
      ...{ due: local('2026-11-30T17:00'), originalDue: local('2026-11-30T17:00'), repliedAt: local('2026-11-25T10:00') },
      ...{ ended: null, asked: null, extensions: 0, extendedDays: 0, signedBySystem: false },
    });
  });

  it('says who had it in hand, stage by stage', () => {
    const life = plain();
    act(life, '2026-11-26T09:30', 'callback1', 'callBack', { answer: 'solved', satisfaction: 'satisfied' });
    const at = (time: string) => local(`2026-11-${time}`);
    expect(life.row.hops).toEqual([
      { stage: 'VERIFYING', holder: 'centre', from: at('23T09:00'), to: at('23T10:00') },
      { stage: 'FIRST_REVIEW', holder: 'centre', from: at('23T10:00'), to: at('23T10:30') },
      { stage: 'HANDLING', holder: 'unit1', from: at('23T10:30'), to: at('25T10:00') },
      { stage: 'REPLY_REVIEW', holder: 'centre', from: at('25T10:00'), to: at('25T11:00') },
      { stage: 'CALLBACK', holder: 'centre', from: at('25T11:00'), to: at('26T09:30') },
    ]);
    expect(life.row.callbacks).toEqual([{ at: at('26T09:30'), answer: 'solved', satisfaction: 'satisfied' }]);
    expect(life.row.closings).toEqual([{ at: at('26T09:30'), result: 'RESOLVED' }]);
  });

  it('keeps the first duty when a rework makes another', () => {
    const life = plain();
    act(life, '2026-11-26T09:30', 'callback1', 'callBack', { answer: 'not', satisfaction: 'dissatisfied' });
    act(life, '2026-11-26T10:00', 'district.sup', 'startRework');
    expect(life.row.duties.map(({ cycle, first, repliedAt, due }) => ({ cycle, first, repliedAt, due }))).toEqual([
      { cycle: 1, first: true, repliedAt: local('2026-11-25T10:00'), due: local('2026-11-30T17:00') },
      // three working days from the callback on Thursday: Friday, Monday, Tuesday
      { cycle: 2, first: false, repliedAt: null, due: local('2026-12-01T17:00') },
    ]);
    expect(life.row).toMatchObject({ reworks: 1, closings: [] });
  });

  it('tells the due after an extension from the one before', () => {
    const life = begin('2026-11-23T09:00', { units: ['L'] });
    act(life, '2026-11-23T10:00', 'verifier1', 'verify');
    act(life, '2026-11-23T10:30', 'reviewer1', 'review');
    act(life, '2026-11-24T10:00', 'L.liaison', 'requestExtension', { length: { n: 2, unit: 'wd' }, reason: 'r' });
    act(life, '2026-11-24T11:00', 'district.sup', 'decideExtension', { approve: true });
    expect(life.row.duties[0]).toMatchObject({
      ...{ extensions: 1, extendedDays: 2, originalDue: local('2026-11-30T17:00'), due: local('2026-12-02T17:00') },
    });
  });

  it('knows cards, whistles, returns and how late the engine was', () => {
    const life = begin('2026-11-23T09:00', { units: ['L'] });
    act(life, '2026-11-23T10:00', 'verifier1', 'verify');
    act(life, '2026-11-23T10:30', 'reviewer1', 'review');
    act(life, '2026-11-23T11:00', 'L.liaison', 'requestReturn', { reason: 'r', basis: 'b' });
    act(life, '2026-11-23T14:00', 'dispatcher1', 'decideReturn', { accept: false });
    // nobody signed, so the system did on Tuesday evening; yellow at the due, red two working days later, the whistle at nine on the third
    wait(life, local('2026-12-03T10:00'));
    expect(life.row.duties[0]).toMatchObject({ asked: 'refused', repliedAt: null, signedBySystem: true });
    expect(life.row.cards).toEqual([
      {
        colour: 'yellow',
        unit: 'L',
        at: local('2026-11-30T17:00').replace(':00.', ':01.'),
        state: 'ISSUED',
        points: -1,
        appealed: false,
      },
      { colour: 'red', unit: 'L', at: local('2026-12-02T17:00'), state: 'ISSUED', points: -2, appealed: false },
    ]);
    expect(life.row.whistles).toMatchObject([{ kind: 'hard', at: local('2026-12-03T09:00'), onTime: 0, endedAt: null }]);
    expect(life.row.fired).toMatchObject({ worstMs: 1000 });
  });

  it('is folded forward only: a step it knows changes nothing', () => {
    const { row, state } = plain();
    expect(foldFacts(row, { state, events: [{ type: 'reopened', at: state.at, by: 'x' }] })).toBe(row);
  });
});
