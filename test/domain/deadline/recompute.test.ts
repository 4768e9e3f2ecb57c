import {
  type CalendarYear,
  type Clock,
  clockSpecOf,
  compileCalendar,
  expireClock,
  explainClock,
  extendClock,
  formatDue,
  importYear,
  markFired,
  pauseClock,
  recompute,
  resumeClock,
  startClock,
} from '#domain';
import { at, calendar, edition, hours, policy } from './guiyang';

const show = (instant: string): string => formatDue('Asia/Shanghai', instant);
const name = { zh: '元旦', en: "New Year's Day" };
const floor = policy.recompute.floor;
const year = (days: [string, 'holiday' | 'workday'][], status: CalendarYear['status'] = 'announced'): CalendarYear => ({
  year: 2027,
  status,
  notice: { zh: '通知', en: 'notice' },
  source: 'hand',
  ...(status === 'partial' ? { covered: [['2027-01-01', '2027-01-03'] as [string, string]] } : {}),
  days: days.map(([date, kind]) => ({ date, kind, name })),
});
const known = (given: CalendarYear) => compileCalendar(hours, importYear(edition, given));
// 2027: 1 January is a Friday
const threeOff = known(
  year([
    ['2027-01-01', 'holiday'],
    ['2027-01-02', 'holiday'],
    ['2027-01-03', 'holiday'],
  ]),
);
const weekendWorks = known(
  year([
    ['2027-01-02', 'workday'],
    ['2027-01-03', 'workday'],
  ]),
);
const start = (length: number, from: string): Clock =>
  startClock(
    calendar,
    { ...clockSpecOf(policy, 'C', 'reply')!, length: { n: length, unit: 'wd' } },
    { id: 'k', cycle: 1, at: at(from) },
  );
const imported = (now: string) => ({ now: at(now), mode: 'all' as const, cause: 'calendarImport' as const, floor });
const planned = (clock: Clock): string[] =>
  clock.rungs.filter((rung) => rung.status === 'planned').map((rung) => `${rung.key} ${show(rung.plannedAt)}`);

// Wed 30 Dec + 3 wd: Thu 31, Fri 1 Jan, Mon 4 Jan (provisional)
const crossing = start(3, '2026-12-30 10:00');

describe('importing a year (R7, R9)', () => {
  it('moves a due later and its unfired rungs with it', () => {
    // 1-3 January off: Thu 31 (1), Mon 4 (2), Tue 5 (3)
    const result = recompute(threeOff, crossing, imported('2026-12-30 15:00'));
    expect(show(crossing.dueAt)).toBe('2027-01-04 17:00');
    expect(show(result.clock.dueAt)).toBe('2027-01-05 17:00');
    expect(result).toMatchObject({ dueChanged: true, changed: true, floored: false, review: [] });
    expect(result.clock.provisional).toBeNull();
    // -1 wd of Tue 5 = Mon 4; +2 wd = Thu 7; +3 wd = Fri 8
    expect(planned(result.clock)).toEqual([
      'remind 2027-01-04 09:00',
      'yellow 2027-01-05 17:00',
      'red 2027-01-07 17:00',
      'whistle 2027-01-08 09:00',
    ]);
  });

  it('moves rungs that lie in the year though the due does not', () => {
    // 2 wd from Tue 29 Dec = Thu 31 Dec; red +2 wd was Mon 4 Jan, now Tue 5; whistle was Tue 5, now Wed 6
    const clock = start(2, '2026-12-29 10:00');
    const result = recompute(threeOff, clock, imported('2026-12-30 15:00'));
    expect(result).toMatchObject({ dueChanged: false, changed: true });
    expect(planned(result.clock).slice(2)).toEqual(['red 2027-01-05 17:00', 'whistle 2027-01-06 09:00']);
  });

  it('leaves a due provisional when the notice is partial', () => {
    const partial = known(year([['2027-01-01', 'holiday']], 'partial'));
    const { clock } = recompute(partial, crossing, imported('2026-12-30 15:00'));
    expect(clock.provisional).toBe('2027 partly announced');
    expect(show(clock.dueAt)).toBe('2027-01-05 17:00');
  });

  it('moves a due earlier when the floor allows', () => {
    // the weekend works: Thu 31 (1), Fri 1 (2), Sat 2 (3); floor from Wed 30 is Thu 31
    const result = recompute(weekendWorks, crossing, imported('2026-12-30 15:00'));
    expect(show(result.clock.dueAt)).toBe('2027-01-02 17:00');
    expect(result.floored).toBe(false);
  });

  it('never moves a due nearer than one working day from now, and fires nothing in the past', () => {
    // now Sat 2 Jan 10:00: the due would be Sat 2; floor 1 wd = Sun 3 Jan 17:00. The reminder would have been Sat 2 09:00: cancelled
    const result = recompute(weekendWorks, crossing, imported('2027-01-02 10:00'));
    expect(show(result.clock.dueAt)).toBe('2027-01-03 17:00');
    expect(result.floored).toBe(true);
    expect(planned(result.clock)).toEqual(['yellow 2027-01-03 17:00', 'red 2027-01-05 17:00', 'whistle 2027-01-06 09:00']);
    expect(explainClock(weekendWorks, result.clock).dueAt).toBe(result.clock.dueAt);
    // asked again a day later, the due that the floor gave stays: repeating an import gives no more time
    const again = recompute(weekendWorks, result.clock, imported('2027-01-03 10:00'));
    expect(again).toMatchObject({ dueChanged: false, floored: false });
    expect(again.clock.moves).toHaveLength(1);
  });

  it('keeps the rungs that a pause after the due has moved', () => {
    // due Thu 31 Dec, missed; paused Fri 1 Jan 09:00 to Mon 4 Jan 09:00: 8 wh, so red goes from Mon 4 to Tue 5
    const missed = markFired(
      expireClock(start(2, '2026-12-29 10:00'), { at: at('2026-12-31 17:00') }),
      'yellow',
      at('2026-12-31 17:00'),
    );
    const paused = pauseClock(missed, { at: at('2027-01-01 09:00'), reason: 'r', approver: 'a' });
    const clock = resumeClock(calendar, paused, { at: at('2027-01-04 09:00') });
    expect(planned(clock)).toContain('red 2027-01-05 17:00');
    const result = recompute(calendar, clock, imported('2027-01-04 10:00'));
    expect(result.changed).toBe(false);
    expect(result.clock).toEqual(clock);
  });

  it('lets a replacing unit follow the recomputed promise', () => {
    const cap = { promiseDueAt: crossing.dueAt, floor: policy.replacement.floor };
    const spec = clockSpecOf(policy, 'C', 'reply')!;
    const clock = startClock(calendar, spec, { id: 'k2', cycle: 1, at: at('2026-12-30 12:00'), cap });
    // the promise goes from Mon 4 to Tue 5; the floor, Thu 31 and Mon 4, is earlier
    const promise = recompute(threeOff, crossing, imported('2026-12-30 15:00'));
    const result = recompute(threeOff, clock, { ...imported('2026-12-30 15:00'), promiseDueAt: promise.to });
    expect([show(clock.dueAt), show(result.to)]).toEqual(['2027-01-04 17:00', '2027-01-05 17:00']);
  });

  it('run twice changes nothing the second time', () => {
    const once = recompute(threeOff, crossing, imported('2026-12-30 15:00'));
    const twice = recompute(threeOff, once.clock, imported('2026-12-30 16:00'));
    expect(twice).toMatchObject({ dueChanged: false, changed: false });
    expect(twice.clock).toEqual(once.clock);
  });

  it('lets a clock run again whose due now lies ahead, and sends its card to review', () => {
    const at1 = '2027-01-04 17:00';
    const missed = markFired(expireClock(crossing, { at: at(at1) }), 'yellow', at(at1));
    const result = recompute(threeOff, missed, imported('2027-01-04 18:00'));
    expect(result.clock.status).toBe('running');
    expect(show(result.clock.dueAt)).toBe('2027-01-05 17:00');
    expect(result.review).toEqual(['yellow']);
    expect(result.clock.rungs.find((rung) => rung.key === 'yellow')).toMatchObject({ status: 'fired', plannedAt: at(at1) });
  });

  it('leaves a missed due missed when it would have been earlier', () => {
    const missed = expireClock(crossing, { at: at('2027-01-04 17:00') });
    const result = recompute(weekendWorks, missed, imported('2027-01-04 18:00'));
    expect(result.clock).toMatchObject({ status: 'expired', dueAt: crossing.dueAt });
  });

  it('credits pauses and extensions anew', () => {
    // paused Thu 31 Dec, 8 wh: Mon 4 becomes Tue 5; extended 1 wd: Wed 6
    const paused = resumeClock(calendar, pauseClock(crossing, { at: at('2026-12-31 09:00'), reason: 'r', approver: 'a' }), {
      at: at('2026-12-31 17:00'),
    });
    const clock = extendClock(calendar, paused, { length: { n: 1, unit: 'wd' }, at: at('2026-12-31 17:10'), approver: 's' });
    expect(show(clock.dueAt)).toBe('2027-01-06 17:00');
    // with 1-3 January off each step is a day later: Tue 5, Wed 6, Thu 7
    expect(show(recompute(threeOff, clock, imported('2026-12-31 18:00')).clock.dueAt)).toBe('2027-01-07 17:00');
  });
});

describe('another policy (R12)', () => {
  const shorter = { ...clockSpecOf(policy, 'C', 'reply')!, length: { n: 3, unit: 'wd' as const } };
  // Mon 2 March + 5 wd = Mon 9 March
  const clock = start(5, '2026-03-02 10:00');
  const migrate = (mode: 'keep' | 'forward' | 'all', now: string, from = clock) =>
    recompute(calendar, from, { now: at(now), mode, cause: 'migration', floor, spec: shorter });

  it('keep: the running clock keeps its due', () => {
    expect(migrate('keep', '2026-03-03 10:00').clock).toBe(clock);
  });

  it('forward: it is reckoned again from its own start', () => {
    // Mon 2 + 3 wd = Thu 5; floor from Tue 3 is Wed 4
    const result = migrate('forward', '2026-03-03 10:00');
    expect(show(result.clock.dueAt)).toBe('2026-03-05 17:00');
    expect(result.clock.length).toEqual({ n: 3, unit: 'wd' });
  });

  it('forward: not earlier than the floor', () => {
    // now Thu 5 12:00: floor Fri 6
    expect(show(migrate('forward', '2026-03-05 12:00').clock.dueAt)).toBe('2026-03-06 17:00');
  });

  it('all: fired rungs that would have been elsewhere go to review, under forward they do not', () => {
    // 7 wd from Mon 2 March = Wed 11, whose reminder belongs to Tue 10, not to Fri 6
    const longer = { ...shorter, length: { n: 7, unit: 'wd' as const } };
    const reminded = markFired(clock, 'remind', at('2026-03-06 09:00'));
    const review = (mode: 'forward' | 'all') =>
      recompute(calendar, reminded, { now: at('2026-03-06 10:00'), mode, cause: 'migration', floor, spec: longer }).review;
    expect(review('all')).toEqual(['remind']);
    expect(review('forward')).toEqual([]);
  });

  it('puts the new ladder under the clock: dropped rungs are cancelled, new ones planned if they lie ahead', () => {
    const [remind, yellow] = policy.ladders['reply']!.rungs;
    const early = { ...remind!, key: 'early', offset: { n: -4, unit: 'wd' as const } };
    const spec = { ...clockSpecOf(policy, 'C', 'reply')!, ladder: [early, yellow!] };
    const result = recompute(calendar, clock, { now: at('2026-03-04 10:00'), mode: 'forward', cause: 'migration', floor, spec });
    // early: 4 wd before Mon 9 = Tue 3 March, in the past: cancelled
    expect(result.clock.rungs.map((rung) => [rung.key, rung.status])).toEqual([
      ['yellow', 'planned'],
      ['early', 'cancelled'],
      ['remind', 'cancelled'],
      ['red', 'cancelled'],
      ['whistle', 'cancelled'],
    ]);
    const later = extendClock(calendar, result.clock, {
      length: { n: 5, unit: 'wd' },
      at: at('2026-03-04 11:00'),
      approver: 's',
    });
    // Mon 9 + 5 wd = Mon 16; early: 4 wd before = Tue 10, ahead again; what the ladder dropped stays away
    expect(planned(later)).toEqual(['yellow 2026-03-16 17:00', 'early 2026-03-10 09:00']);
  });
});
