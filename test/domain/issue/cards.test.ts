import { seedEdition } from '../../../workflows/domain/deadline';
import { compileCalendar, type Calendar } from '../../../workflows/domain/deadline';
import {
  appealableUntil,
  cardPointsAt,
  cardStateAt,
  nextWake,
  talkItems,
  type CommandName,
  type IssueState,
  type ListedCard,
} from '../../../workflows/domain/issue';
import { baseSetting, commandInput, opened, take } from './drive';

const setting = baseSetting();
const { policy } = setting.desk.plan;
const week = setting.desk.plan.hours[setting.calendarId]!;
const calendar: Calendar = compileCalendar(week, seedEdition(setting.calendarId, 2026, 2026));
const form = { did: 'a', when: 'b', evidence: 'c', contact: 'd', legalBasis: 'e', longTermMeasure: 'f' };
let count = 0;

function after(state: IssueState, at: string, who: string, name: CommandName, data: Record<string, unknown> = {}): IssueState {
  const turn = take(setting, state, commandInput(setting, `c${count++}`, who, name, at, data), at);
  if (!turn.ok) throw new Error(`${name}: ${turn.refusal.code}`);
  return turn.state;
}

/** Lets every instant up to `now` happen. */
function passTime(state: IssueState, now: string): IssueState {
  const wake = nextWake(state);
  if (!wake || wake.fireAt > now) return state;
  const turn = take(setting, state, { kind: 'tick', now, before: null }, now);
  if (!turn.ok) throw new Error(turn.refusal.code);
  return turn.state;
}

/** Closed on Tue 1 Dec 2026 with a yellow card of Mon 30 Nov 17:00 (09:00 UTC). */
function closedWithCard(): IssueState {
  const monday = '2026-11-23T01:00:00.000Z';
  const handling = after(
    after(opened(setting, monday, { unit: 'U1' }).state, monday, 'verifier1', 'verify'),
    monday,
    'reviewer1',
    'review',
  );
  const late = passTime(handling, '2026-11-30T09:00:01.000Z');
  const replied = after(late, '2026-12-01T02:00:00.000Z', 'U1.head', 'reply', form);
  const approved = after(replied, '2026-12-01T02:10:00.000Z', 'reviewer2', 'reviewReply', { approve: true });
  return after(approved, '2026-12-01T03:00:00.000Z', 'callback1', 'callBack', { answer: 'solved' });
}

describe('an open appeal', () => {
  it('keeps the issue from the archive until it is decided (C26)', () => {
    const closed = closedWithCard();
    expect(closed.cards.map((card) => [card.colour, card.state])).toEqual([['yellow', 'ISSUED']]);
    const appealed = after(closed, '2026-12-03T02:00:00.000Z', 'U1.head', 'appealCard', { reason: 'r' });
    // the shipped decision is 3 wd; a city that allows 20 still decides when the archive's 15 nd (16 Dec 24:00) are over
    const slow = { ...appealed, clocks: appealed.clocks.filter((clock) => clock.kind !== 'appeal') };
    const held = passTime(slow, '2026-12-17T02:00:00.000Z');
    expect([held.stage, held.archiveDue, held.final]).toEqual(['CLOSED', true, false]);
    const decided = after(held, '2026-12-18T02:00:00.000Z', 'city.sup', 'decideAppeal', { revoke: true });
    expect([decided.stage, decided.final, decided.cards[0]?.state]).toEqual(['ARCHIVED', true, 'REVOKED']);
  });

  it('goes on to be decided after the closing: its clock does not stop with the others', () => {
    const handling = passTime(
      after(
        after(
          opened(setting, '2026-11-23T01:00:00.000Z', { unit: 'U1' }).state,
          '2026-11-23T01:00:00.000Z',
          'verifier1',
          'verify',
        ),
        '2026-11-23T01:00:00.000Z',
        'reviewer1',
        'review',
      ),
      '2026-11-30T09:00:01.000Z',
    );
    const appealed = after(handling, '2026-12-01T01:00:00.000Z', 'U1.liaison', 'appealCard', { reason: 'r' });
    const signed = after(appealed, '2026-12-01T02:00:00.000Z', 'city.sup', 'forceClose', { reason: 'r', result: 'UNSOLVED' });
    const closed = after(signed, '2026-12-01T03:00:00.000Z', 'district.sup', 'forceClose', { reason: 'r', result: 'UNSOLVED' });
    // 3 wd from Tue 1 Dec: 2, 3, 4 Dec, 17:00
    const clock = closed.clocks.find((one) => one.kind === 'appeal');
    expect([clock?.status, clock?.dueAt]).toEqual(['running', '2026-12-04T09:00:00.000Z']);
    expect(passTime(closed, '2026-12-04T09:00:01.000Z').cards[0]?.state).toBe('UPHELD');
  });
});

describe('what a card counts', () => {
  const card = { issuedAt: '2026-03-02T09:00:01.000Z', colour: 'yellow', points: -1, state: 'ISSUED' } as const;

  it.each([
    // 365 nd from 2 Mar 2026: the 2nd of March 2027, 24:00 in Guiyang is 16:00 UTC
    ['ISSUED', 'ISSUED', '2027-03-02T16:00:00.000Z', -1],
    ['ISSUED', 'EXPIRED', '2027-03-02T16:00:00.001Z', 0],
    ['UPHELD', 'EXPIRED', '2027-03-03T00:00:00.000Z', 0],
    ['REVOKED', 'REVOKED', '2026-03-03T00:00:00.000Z', 0],
    ['REVOKED', 'REVOKED', '2028-03-03T00:00:00.000Z', 0],
  ] as const)('%s is %s at %s and counts', (state, then, at, points) => {
    expect(cardStateAt(calendar, policy.cards, { ...card, state }, at)).toBe(then);
    expect(cardPointsAt(calendar, policy.cards, { ...card, state }, at) + 0).toBe(points);
  });

  it('may be appealed until the third working day, past a holiday', () => {
    // Thu 30 Apr 2026 17:00: 1 to 5 May off; 6, 7, 8 May, 17:00
    expect(appealableUntil(calendar, policy.cards, { issuedAt: '2026-04-30T09:00:01.000Z' })).toBe('2026-05-08T09:00:00.000Z');
  });
});

describe('three red cards running', () => {
  const red = (issue: string, issuedAt: string, more: Partial<ListedCard> = {}): ListedCard => ({
    ...{ id: 'c2', issue, colour: 'red', unit: 'U1', table: 'U1', issuedAt, state: 'ISSUED' },
    ...more,
  });
  const talks = (cards: ListedCard[], now = '2026-06-15T02:00:00.000Z') =>
    talkItems(calendar, policy.cards, cards, now).map(({ unit, since, reds }) => [unit, since, reds.map((one) => one.issue)]);

  it('call for a talk when the first and the third lie within 90 days', () => {
    // 1 Mar 09:00 UTC + 90 nd: 30 May, 24:00 in Guiyang
    const cards = [red('A', '2026-03-01T09:00:00.000Z'), red('B', '2026-04-01T09:00:00.000Z')];
    expect(talks(cards)).toEqual([]);
    expect(talks([...cards, red('C', '2026-05-30T16:00:00.000Z')])).toEqual([
      ['U1', '2026-05-30T16:00:00.000Z', ['A', 'B', 'C']],
    ]);
    expect(talks([...cards, red('C', '2026-05-30T16:00:00.001Z')])).toEqual([]);
  });

  it('look at the last three, not at one that was revoked, and not at yellow ones', () => {
    const cards = [
      red('A', '2026-01-05T09:00:00.000Z'),
      red('B', '2026-05-01T09:00:00.000Z'),
      red('C', '2026-05-02T09:00:00.000Z', { state: 'REVOKED' }),
      red('D', '2026-05-03T09:00:00.000Z', { colour: 'yellow' }),
      red('E', '2026-05-04T09:00:00.000Z'),
    ];
    expect(talks(cards)).toEqual([]);
    expect(talks([...cards, red('F', '2026-05-05T09:00:00.000Z')])).toEqual([
      ['U1', '2026-05-05T09:00:00.000Z', ['B', 'E', 'F']],
    ]);
  });

  it('count a unit below in the table of the unit above', () => {
    const below = { unit: 'U1a', table: 'U1' };
    const cards = [
      red('A', '2026-05-01T09:00:00.000Z', below),
      red('B', '2026-05-02T09:00:00.000Z'),
      red('C', '2026-05-03T09:00:00.000Z', below),
      red('X', '2026-05-03T09:00:00.000Z', { unit: 'U2', table: 'U2' }),
    ];
    expect(talks(cards)).toEqual([['U1', '2026-05-03T09:00:00.000Z', ['A', 'B', 'C']]]);
    // 3 May + 90 nd: 1 Aug 24:00; after it the matter is past
    expect(talks(cards, '2026-08-01T16:00:00.001Z')).toEqual([]);
  });
});
