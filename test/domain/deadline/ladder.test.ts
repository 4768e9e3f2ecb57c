import { clockSpecOf, dueBefore, formatDue, plannedOf, startClock } from '#domain';
import { at, calendar, policy } from './guiyang';

const show = (instant: string): string => formatDue('Asia/Shanghai', instant);

describe('the reply ladder (R8)', () => {
  const ladder = policy.ladders['reply']!.rungs;
  const plan = (due: string): string[] => ladder.map((rung) => show(plannedOf(calendar, rung, at(due))));

  it.each([
    // Thu 26 Feb: -1 wd Wed 25; +2 wd Fri 27, Sat 28 (make-up); +3 wd Mon 2 March
    ['2026-02-26 17:00', ['2026-02-25 09:00', '2026-02-26 17:00', '2026-02-28 17:00', '2026-03-02 09:00']],
    // Tue 24 Feb, first day after the holiday: -1 wd is the make-up Sat 14 Feb
    ['2026-02-24 17:00', ['2026-02-14 09:00', '2026-02-24 17:00', '2026-02-26 17:00', '2026-02-27 09:00']],
    // 24:00 of Tue 24 Feb closes the 24th, not the 25th: the same days
    ['2026-02-24 24:00', ['2026-02-14 09:00', '2026-02-24 24:00', '2026-02-26 17:00', '2026-02-27 09:00']],
    // 24:00 of Sun 8 March, unrolled: -1 wd Fri 6; +2 wd Mon 9, Tue 10; +3 wd Wed 11
    ['2026-03-08 24:00', ['2026-03-06 09:00', '2026-03-08 24:00', '2026-03-10 17:00', '2026-03-11 09:00']],
  ])('for a due %s is %j', (due, rungs) => {
    expect(plan(due)).toEqual(rungs);
  });

  it('of grades A and B runs by hours, day and night, without a reminder', () => {
    const rungs = (grade: 'A' | 'B') =>
      startClock(calendar, clockSpecOf(policy, grade, 'reply')!, { id: 'k', cycle: 1, at: at('2026-02-15 21:30') }).rungs.map(
        (rung) => `${rung.key} ${show(rung.plannedAt)}`,
      );
    // A: 2 h = 23:30, red 2 h later; B: 24 h, red 8 h later; both: whistle +3 wd 09:00, 15-23 off, so 24, 25, 26
    expect(rungs('A')).toEqual(['yellow 2026-02-15 23:30', 'red 2026-02-16 01:30', 'whistle 2026-02-26 09:00']);
    expect(rungs('B')).toEqual(['yellow 2026-02-16 21:30', 'red 2026-02-17 05:30', 'whistle 2026-02-26 09:00']);
  });

  it('is the only one with cards, but for a missed report-in', () => {
    const carded = Object.entries(policy.ladders).filter(([, one]) => one.rungs.some((rung) => rung.act.kind === 'card'));
    expect(carded.map(([key]) => key).sort()).toEqual(['replyA', 'replyB', 'reply', 'reportIn'].sort());
  });
});

describe('an offset', () => {
  it.each([
    // 4 wh before Mon 9 March 11:00: 2 h that morning, 2 h on Fri 6 from 15:00
    ['-4 wh', '2026-03-09 11:00', '2026-03-06 15:00'],
    ['4 wh', '2026-03-06 15:00', '2026-03-09 11:00'],
    // a whole day of hours back from its close is its opening, not the close before
    ['-8 wh', '2026-03-09 17:00', '2026-03-09 09:00'],
    ['-30 min', '2026-03-09 00:10', '2026-03-08 23:40'],
    ['-2 nd', '2026-03-09 17:00', '2026-03-07 24:00'],
    ['0 wd', '2026-03-09 17:00', '2026-03-09 17:00'],
  ])('of %s from %s is %s', (text, due, expected) => {
    const [n, unit] = text.split(' ');
    const offset = { n: Number(n), unit: unit as 'wh' };
    expect(show(plannedOf(calendar, { offset }, at(due)))).toBe(expected);
  });

  it('gives a second-level unit its due before the first-level unit’s (T06)', () => {
    // 17:00 - 4 wh = 13:00 the same day
    const { n, unit } = policy.subDispatch.before;
    expect(show(dueBefore(calendar, at('2026-03-09 17:00'), { n: -n, unit }))).toBe('2026-03-09 13:00');
  });

  it('may name the opening of hours', () => {
    const rule = { offset: { n: 1, unit: 'wd' as const }, time: 'open' as const };
    expect(show(plannedOf(calendar, rule, at('2026-02-14 17:00')))).toBe('2026-02-24 09:00');
  });
});
