import { type Policy, checkPolicy, instantOf, previewEntry } from '#domain';
import { addRung, patchRung, removeRung, usesOf, withAt } from '../../designer/deadlines/edit';
import { entryAt, groupsOf, keyOf, ladderOf } from '../../designer/deadlines/entries';
import { marksOf, toneOf } from '../../designer/deadlines/marks';
import { apart, kindFor, scaleOf } from '../../designer/deadlines/scale';
import { breakOf } from '../../designer/calendar/week-bars';
import { instantOfLocal, localOf } from '../../designer/play/local-time';
import { calendar, policy } from '../domain/deadline/guiyang';

describe('the scale of a time line', () => {
  const instants = [0, 10, 1000];

  it('is true to time where instants can be told apart, else evenly spaced', () => {
    // 10 of 1000 is less than 1.2 %.
    expect(kindFor(instants)).toBe('even');
    expect(kindFor([0, 100, 1000])).toBe('true');
  });

  it.each([
    ['true', 10, 101],
    ['true', 500, 150],
    ['even', 10, 150],
    ['even', 5, 125],
    // Half way between the second and the third: 150 + 50 / 2.
    ['even', 505, 175],
    ['even', 1000, 200],
    ['even', -7, 100],
  ] as const)('%s: %d stands at %d', (kind, at, place) => {
    expect(scaleOf(instants, kind, [100, 200]).x(at)).toBeCloseTo(place);
  });

  it('one instant alone stands at the left', () => expect(scaleOf([5, 5], 'even', [10, 20]).x(5)).toBe(10));

  it('marks give way to each other, and stay on the line', () => {
    expect(apart([0, 5, 50], 20, 100)).toEqual([0, 20, 50]);
    expect(apart([90, 95, 100], 20, 100)).toEqual([60, 80, 100]);
  });
});

describe('marks', () => {
  const at = instantOf('Asia/Shanghai', '2026-09-18', '16:00');
  const marks = marksOf(previewEntry(policy, calendar, { is: 'grade', grade: 'C' }, { at }), { at });

  it('are numbered in the order of time, a due before what follows from it', () => {
    expect(marks.map(({ n, id }) => `${n} ${id}`)).toEqual([
      '1 start',
      // Sun 20 Sept 17:00
      '2 sign due',
      '3 contact due',
      '4 sign autoSign',
      '5 contact tellHead',
      // Wed 23 Sept 09:00
      '6 reply remind',
      // Thu 24 Sept 17:00
      '7 reply due',
      '8 promise due',
      '9 reply yellow',
      '10 promise supervise',
      '11 reply red',
      '12 reply whistle',
    ]);
    expect(marks.map(toneOf).slice(8)).toEqual(['yellow', 'supervise', 'red', 'whistle']);
  });

  it('leave out what is cancelled', () => {
    // A reply due on Sun 20 Sept would remind on the Friday, 09:00, before it arrived.
    const short = withAt<Policy>(policy, ['grades', 'C', 'clocks', 'reply', 'length'], { n: 1, unit: 'wd' });
    const previews = previewEntry(short, calendar, { is: 'grade', grade: 'C' }, { at });
    expect(marksOf(previews, { at }).map(({ id }) => id)).not.toContain('reply remind');
  });
});

describe('entries', () => {
  it('each has an address of its own, and is found by it', () => {
    const all = groupsOf(policy, 'C').flatMap(({ entries }) => entries);
    const keys = all.map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.map((key) => entryAt(policy, key, 'C'))).toEqual(all);
  });

  it('an address that leads nowhere is the usual grade', () => {
    expect(entryAt(policy, 'stage.nowhere', 'A')).toEqual({ is: 'grade', grade: 'C' });
  });

  it("a promise without a ladder of its own hangs on the policy's", () => {
    expect(ladderOf(policy, { is: 'grade', grade: 'C' }, 'promise')).toBe('promise');
    expect(ladderOf(policy, { is: 'rework', grade: 'A' }, 'reply')).toBe('replyA');
    expect(ladderOf(policy, { is: 'window', window: 'needInfo' }, 'needInfo')).toBeUndefined();
  });
});

describe('edits', () => {
  it('change one place and nothing else', () => {
    const next = withAt<Policy>(policy, ['grades', 'C', 'clocks', 'reply', 'length'], { n: 3, unit: 'wd' });
    expect(next.grades.C?.clocks['reply']?.length).toEqual({ n: 3, unit: 'wd' });
    expect(next.grades.C?.clocks['sign']).toBe(policy.grades.C?.clocks['sign']);
    expect(policy.grades.C?.clocks['reply']?.length).toEqual({ n: 5, unit: 'wd' });
    const { A: _a, ...others } = policy.stages['verify']!.grades;
    expect(withAt<Policy>(policy, ['stages', 'verify', 'grades', 'A'], undefined).stages['verify']!.grades).toEqual(others);
  });

  it('a new rung is one that the check lets pass, with a key of its own', () => {
    const first = addRung(policy, 'reply', { zh: '新', en: 'new' });
    const second = addRung(first.policy, 'reply', { zh: '新', en: 'new' });
    // Four rungs stand there already.
    expect([first.key, second.key]).toEqual(['rung5', 'rung6']);
    const errors = checkPolicy(second.policy, { calendars: [policy.calendar] }).filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });

  it('a rung loses what is set to nothing, and goes when it is taken out', () => {
    const red = (of: Policy) => of.ladders['reply']!.rungs.find(({ key }) => key === 'red');
    expect(red(patchRung(policy, 'reply', 'red', { time: undefined }))).not.toHaveProperty('time');
    expect(red(removeRung(policy, 'reply', 'red'))).toBeUndefined();
  });

  it('names everything that hangs on a ladder', () => {
    // Replies of C, D, Q and X.
    expect(usesOf(policy, 'reply')).toEqual(['C', 'D', 'Q', 'X'].map((grade) => ['grade', grade, 'reply']));
    expect(usesOf(policy, 'reportIn')).toEqual([['reportIn']]);
  });
});

describe('times in fields', () => {
  it('are of the zone that the calendar names', () => {
    // Shanghai is UTC+8, Urumqi UTC+6.
    expect(instantOfLocal('Asia/Shanghai', '2026-09-18T16:00')).toBe('2026-09-18T08:00:00.000Z');
    expect(instantOfLocal('Asia/Urumqi', '2026-09-18T16:00')).toBe('2026-09-18T10:00:00.000Z');
    expect(localOf('Asia/Urumqi', '2026-09-18T10:00:00.000Z')).toBe('2026-09-18T16:00');
    for (const typed of ['2026-09-', '2026-13-45T16:00', '2026-09-18T25:00', '2026-09-18 16:00']) {
      expect(instantOfLocal('Asia/Shanghai', typed)).toBeNull();
    }
  });

  it('a noon break is what lies between two spans', () => {
    expect(breakOf([['09:00', '12:00'], ['14:00', '17:00']])).toEqual(['12:00', '14:00']); // prettier-ignore
    expect(breakOf([['09:00', '17:00']])).toBeNull();
  });
});
