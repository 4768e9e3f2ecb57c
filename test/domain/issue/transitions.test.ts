import type { CommandName, IssueState } from '../../../workflows/domain/issue';
import { baseSetting, commandInput, opened, take } from './drive';

const setting = baseSetting();
const at = '2026-11-23T01:00:00.000Z';
const form = { did: 'a', when: 'b', evidence: 'c', contact: 'd', legalBasis: 'e', longTermMeasure: 'f' };
let count = 0;

const run = (state: IssueState, who: string, name: CommandName, data: Record<string, unknown> = {}) =>
  take(setting, state, commandInput(setting, `t${count++}`, who, name, at, data), at);

function after(state: IssueState, who: string, name: CommandName, data: Record<string, unknown> = {}): IssueState {
  const turn = run(state, who, name, data);
  if (!turn.ok) throw new Error(`${name}: ${turn.refusal.code}`);
  return turn.state;
}

const verifying = opened(setting, at, { unit: 'U1' }).state;
const needInfo = after(verifying, 'verifier1', 'requestInfo', { question: '?' });
const firstReview = after(verifying, 'verifier1', 'verify');
const handling = after(firstReview, 'reviewer1', 'review');
const replyReview = after(handling, 'U1.head', 'reply', form);
const callback = after(replyReview, 'reviewer2', 'reviewReply', { approve: true });
const rework = after(callback, 'callback1', 'callBack', { answer: 'not' });
const closed = after(callback, 'callback1', 'callBack', { answer: 'solved' });
const routing = after(after(opened(setting, at, {}).state, 'verifier1', 'verify'), 'reviewer1', 'review');
const stages = { verifying, needInfo, firstReview, routing, handling, replyReview, callback, rework, closed };
type Stage = keyof typeof stages;

/** Where each command leads from the stages that await it (DOMAIN 2.3); from every other it is NOT_ALLOWED_IN_STATE. */
const table: [CommandName, string, Record<string, unknown>, Partial<Record<Stage, string>>][] = [
  ['verify', 'verifier1', {}, { verifying: 'FIRST_REVIEW' }],
  ['requestInfo', 'verifier1', { question: '?' }, { verifying: 'NEED_INFO' }],
  ['referOut', 'verifier1', { to: 'court', reason: 'r' }, { verifying: 'REFERRED_OUT' }],
  ['giveInfo', 'citizen', { text: 't' }, { needInfo: 'VERIFYING' }],
  ['review', 'reviewer1', {}, { firstReview: 'HANDLING' }],
  ['reject', 'reviewer1', { reasonCode: 'test' }, { firstReview: 'REJECTED' }],
  ['dispatch', 'dispatcher1', { units: ['U1'] }, { routing: 'HANDLING' }],
  ['reviewReply', 'reviewer2', { approve: true }, { replyReview: 'CALLBACK' }],
  ['reviewReply', 'reviewer2', { approve: false, defects: 'd' }, { replyReview: 'HANDLING' }],
  ['callBack', 'callback1', { answer: 'solved' }, { callback: 'CLOSED' }],
  ['callBack', 'callback1', { answer: 'not' }, { callback: 'REWORK' }],
  ['rate', 'citizen', { answer: 'partly', satisfaction: 'fair' }, { callback: 'CLOSED' }],
  ['startRework', 'city.sup', {}, { rework: 'HANDLING' }],
  ['reopen', 'citizen', { reason: 'r' }, { closed: 'HANDLING' }],
];

const cases = table.flatMap(([name, who, data, leads]) =>
  (Object.keys(stages) as Stage[]).map(
    (stage) => [name, JSON.stringify(data), stage, leads[stage] ?? 'NOT_ALLOWED_IN_STATE', who, data] as const,
  ),
);

describe('the transitions of DOMAIN 2.3', () => {
  it('start from the stages that they are named after', () => {
    expect(Object.values(stages).map((state) => state.stage)).toEqual([
      'VERIFYING',
      'NEED_INFO',
      'FIRST_REVIEW',
      'ROUTING',
      'HANDLING',
      'REPLY_REVIEW',
      'CALLBACK',
      'REWORK',
      'CLOSED',
    ]);
  });

  it.each(cases)('%s %s from %s: %s', (name, _text, stage, wanted, who, data) => {
    const turn = run(stages[stage], who, name, data);
    expect(turn.ok ? turn.state.stage : turn.refusal.code).toBe(wanted);
  });

  it.each([
    ['verify', 'U1.head', 'verifying'],
    ['review', 'verifier1', 'firstReview'],
    ['reply', 'U1.liaison', 'handling'],
    ['startRework', 'callback1', 'rework'],
    ['blowWhistle', 'dispatcher1', 'handling'],
  ] as const)('%s is FORBIDDEN to %s', (name, who, stage) => {
    const turn = run(stages[stage], who, name, { ...form, kind: 'daily', units: ['U1'], reason: 'r' });
    expect(turn.ok ? 'accepted' : turn.refusal.code).toBe('FORBIDDEN');
  });

  it('a unit without a share is FORBIDDEN_UNIT', () => {
    const turn = run(handling, 'U2.head', 'reply', form);
    expect(turn.ok ? 'accepted' : turn.refusal.code).toBe('FORBIDDEN_UNIT');
  });
});
