import {
  type Clock,
  clockSchema,
  clockSpecOf,
  expireClock,
  explainClock,
  extendClock,
  extensionRefusal,
  formatDue,
  isInTime,
  markFired,
  moveDue,
  nextPlanned,
  pauseClock,
  restartClock,
  resumeClock,
  startClock,
  stopClock,
} from '#domain';
import { at, calendar, policy } from './guiyang';

const show = (instant: string): string => formatDue('Asia/Shanghai', instant);
const start = (grade: 'A' | 'B' | 'C' | 'X' | 'Q', kind: string, from: string): Clock =>
  startClock(calendar, clockSpecOf(policy, grade, kind)!, { id: 'k1', cycle: 1, at: at(from), owner: 'U1' });
const why = { reason: '等待补充材料', approver: 'dispatcher1' };
const pausedFor = (clock: Clock, from: string, to: string): Clock =>
  resumeClock(calendar, pauseClock(clock, { at: at(from), ...why }), { at: at(to) });
const planned = (clock: Clock): string[] =>
  clock.rungs.filter((rung) => rung.status === 'planned').map((rung) => `${rung.key} ${show(rung.plannedAt)}`);

// Mon 2 March 2026 10:00 + 5 wd: 3, 4, 5, 6, 9 March
const general = start('C', 'reply', '2026-03-02 10:00');

describe('a new clock', () => {
  it('has its due and its ladder, as plain JSON', () => {
    expect(show(general.dueAt)).toBe('2026-03-09 17:00');
    // -1 wd of Mon 9 = Fri 6; +2 wd = Wed 11; +3 wd = Thu 12
    expect(planned(general)).toEqual([
      'remind 2026-03-06 09:00',
      'yellow 2026-03-09 17:00',
      'red 2026-03-11 17:00',
      'whistle 2026-03-12 09:00',
    ]);
    expect(clockSchema.parse(JSON.parse(JSON.stringify(general)))).toEqual(general);
  });

  it('cancels a reminder that would lie before its start', () => {
    const spec = { ...clockSpecOf(policy, 'C', 'reply')!, length: { n: 1, unit: 'wd' as const } };
    const short = startClock(calendar, spec, { id: 'k', cycle: 1, at: at('2026-03-02 10:00') });
    expect(short.rungs.map((rung) => rung.status)).toEqual(['cancelled', 'planned', 'planned', 'planned']);
  });
});

describe('a pause (R5)', () => {
  it('moves a wd clock by the paused working time, rounded up to the close of hours', () => {
    // Wed 10:00-17:00 = 7, Thu 09:00-12:00 = 3; Mon 9 17:00 + 10 wh = Wed 11 11:00, rounded up to 17:00
    const clock = pausedFor(general, '2026-03-04 10:00', '2026-03-05 12:00');
    expect(show(clock.dueAt)).toBe('2026-03-11 17:00');
    expect(planned(clock)).toEqual([
      'remind 2026-03-10 09:00',
      'yellow 2026-03-11 17:00',
      'red 2026-03-13 17:00',
      'whistle 2026-03-16 09:00',
    ]);
    expect(clock.rungs.filter((rung) => rung.status === 'moved')).toHaveLength(4);
  });

  it('of exactly one day of hours needs no rounding', () => {
    expect(show(pausedFor(general, '2026-03-04 09:00', '2026-03-04 17:00').dueAt)).toBe('2026-03-10 17:00');
  });

  it('outside hours moves nothing', () => {
    const clock = pausedFor(general, '2026-03-06 17:00', '2026-03-09 09:00');
    expect(clock.dueAt).toBe(general.dueAt);
    expect(clock.rungs).toEqual(general.rungs);
  });

  it('over Spring Festival counts the make-up Saturday alone', () => {
    // Thu 12 Feb + 5 wd = Thu 26 Feb; paused Fri 13 17:00 to Tue 24 09:00: Sat 14 Feb, 8 h; so Fri 27 Feb
    const clock = pausedFor(start('C', 'reply', '2026-02-12 10:00'), '2026-02-13 17:00', '2026-02-24 09:00');
    expect(show(clock.dueAt)).toBe('2026-02-27 17:00');
  });

  it('moves an hour clock by wall time', () => {
    // B: 24 h from 10:00; paused 3 h 20 min
    const clock = pausedFor(start('B', 'reply', '2026-03-02 10:00'), '2026-03-02 18:00', '2026-03-02 21:20');
    expect(show(clock.dueAt)).toBe('2026-03-03 13:20');
  });

  it('moves a working-hour clock by paused working time, not rounded', () => {
    // Q sign: 4 wh from 10:00 = 14:00; paused 11:00-12:30 = 1.5 h, so 15:30
    const clock = pausedFor(start('Q', 'sign', '2026-03-02 10:00'), '2026-03-02 11:00', '2026-03-02 12:30');
    expect(show(clock.dueAt)).toBe('2026-03-02 15:30');
    // paused from 12:00 over the night to 10:00: 5 + 1 = 6 h; 14:00 + 6 h = 3 h today, 3 h on Tuesday = 12:00
    const night = pausedFor(start('Q', 'sign', '2026-03-02 10:00'), '2026-03-02 12:00', '2026-03-03 10:00');
    expect(show(night.dueAt)).toBe('2026-03-03 12:00');
  });

  it('moves a natural-day clock by whole paused days on its unrolled date', () => {
    // X accept: 1 Feb + 15 = 16 Feb, rolled to 24 Feb. Paused 3 Feb 10:00 to 6 Feb 09:00: 2 whole days, so 18 Feb, rolled to 24 Feb
    const clock = start('X', 'accept', '2026-02-01 10:00');
    const two = pausedFor(clock, '2026-02-03 10:00', '2026-02-06 09:00');
    expect([show(two.unrolledDueAt!), show(two.dueAt)]).toEqual(['2026-02-18 24:00', '2026-02-24 24:00']);
    // eight whole days later is 24 Feb itself; nine is 25 Feb
    const nine = pausedFor(clock, '2026-02-03 10:00', '2026-02-12 10:00');
    expect([show(nine.unrolledDueAt!), show(nine.dueAt)]).toEqual(['2026-02-25 24:00', '2026-02-25 24:00']);
    expect(pausedFor(clock, '2026-02-03 10:00', '2026-02-04 09:59').dueAt).toBe(clock.dueAt);
  });

  it('of a paused clock and a resume of a running one change nothing', () => {
    const once = pauseClock(general, { at: at('2026-03-04 10:00'), ...why });
    expect(pauseClock(once, { at: at('2026-03-04 11:00'), ...why })).toEqual(once);
    expect(resumeClock(calendar, general, { at: at('2026-03-04 11:00') })).toEqual(general);
  });

  it('keeps rungs and expiry from firing while it lasts', () => {
    const paused = pauseClock(general, { at: at('2026-03-04 10:00'), ...why });
    expect(nextPlanned(general)).toMatchObject({ kind: 'rung', key: 'remind' });
    expect(nextPlanned(paused)).toBeNull();
  });

  it('after the due moves the rungs to come and leaves the due missed', () => {
    const missed = markFired(expireClock(general, { at: at('2026-03-09 17:00') }), 'yellow', at('2026-03-09 17:00'));
    // paused Tue 10 09:00 to Wed 11 12:00 = 11 wh; the base Mon 17:00 + 11 wh = Wed 12:00, rounded to 17:00; red +2 wd = Fri 13
    const clock = pausedFor(missed, '2026-03-10 09:00', '2026-03-11 12:00');
    expect(clock.status).toBe('expired');
    expect(clock.dueAt).toBe(general.dueAt);
    expect(planned(clock)).toContain('red 2026-03-13 17:00');
  });
});

describe('an extension (R6)', () => {
  it('in working days counts from the due', () => {
    // Thu 26 Feb + 5 wd: 27, Sat 28 (make-up), 2, 3, 4 March
    const clock = extendClock(calendar, start('C', 'reply', '2026-02-12 10:00'), {
      length: { n: 5, unit: 'wd' },
      at: at('2026-02-25 10:00'),
      approver: 'district.sup',
    });
    expect(show(clock.dueAt)).toBe('2026-03-04 17:00');
    expect(planned(clock)[0]).toBe('remind 2026-03-03 09:00');
  });

  it('in natural days is added to the unrolled date, then rolled', () => {
    // X reply: 8 Aug + 60 = 7 Oct (rolled to 8 Oct); 7 Oct + 30 = 6 Nov, a Friday. From 8 Oct it would be 7 Nov
    const clock = start('X', 'reply', '2026-08-08 10:00');
    const more = extendClock(calendar, clock, { length: { n: 30, unit: 'nd' }, at: at('2026-10-01 10:00'), approver: 's' });
    expect(show(clock.dueAt)).toBe('2026-10-08 24:00');
    expect(show(more.dueAt)).toBe('2026-11-06 24:00');
  });

  it('is refused after the due, beyond two, beyond five days and for urgent grades', () => {
    const ask = (clock: Clock, n: number, when: string, grade: 'A' | 'C' = 'C') =>
      extensionRefusal(policy, grade, clock, { at: when, length: { n, unit: 'wd' } });
    const grant = (clock: Clock) =>
      extendClock(calendar, clock, { length: { n: 5, unit: 'wd' }, at: at('2026-03-05 10:00'), approver: 's' });
    expect(ask(general, 5, general.dueAt)).toBeNull();
    expect(ask(general, 5, '2026-03-09T09:00:00.001Z')).toBe('EXTENSION_AFTER_DUE');
    expect(ask(general, 6, at('2026-03-05 10:00'))).toBe('EXTENSION_LIMIT');
    expect(ask(grant(general), 5, at('2026-03-05 11:00'))).toBeNull();
    expect(ask(grant(grant(general)), 5, at('2026-03-05 11:00'))).toBe('EXTENSION_LIMIT');
    expect(ask(general, 1, at('2026-03-05 11:00'), 'A')).toBe('EXTENSION_LIMIT');
  });
});

describe('a replacing unit (R4)', () => {
  const floor = policy.replacement.floor;
  const replace = (dispatched: string): Clock =>
    startClock(calendar, clockSpecOf(policy, 'C', 'reply')!, {
      id: 'k2',
      cycle: 1,
      at: at(dispatched),
      cap: { promiseDueAt: general.dueAt, floor },
    });

  it('takes over the due of the promise while that leaves two working days', () => {
    expect(replace('2026-03-04 10:00').dueAt).toBe(general.dueAt);
  });

  it('has two working days from its dispatch, and the promise follows once', () => {
    // dispatched Fri 6 March: Mon 9 (1), Tue 10 (2)
    const clock = replace('2026-03-06 10:00');
    const move = { cause: 'routeCorrection' as const, at: at('2026-03-06 10:00') };
    const promise = moveDue(calendar, start('C', 'promise', '2026-03-02 10:00'), { floor }, move);
    expect(show(clock.dueAt)).toBe('2026-03-10 17:00');
    expect(promise.dueAt).toBe(clock.dueAt);
    expect(promise.moves.map((row) => row.cause)).toEqual(['routeCorrection']);
  });
});

describe('a due that is set', () => {
  it('earlier, as by a merge, fires no reminder in the past', () => {
    // at Tue 3 March 10:00 to Wed 4 17:00: the reminder would have been Tue 3 09:00
    const clock = moveDue(calendar, general, { to: at('2026-03-04 17:00') }, { cause: 'merge', at: at('2026-03-03 10:00') });
    expect(clock.rungs[0]).toMatchObject({ key: 'remind', status: 'cancelled' });
    expect(planned(clock)).toEqual(['yellow 2026-03-04 17:00', 'red 2026-03-06 17:00', 'whistle 2026-03-09 09:00']);
  });

  it('to at least a length that it has already does not move', () => {
    const move = { floor: { n: 1, unit: 'wd' as const } };
    expect(moveDue(calendar, general, move, { cause: 'routeCorrection', at: at('2026-03-03 10:00') })).toBe(general);
  });
});

describe('the next thing', () => {
  it('goes from reminder to due to cards, each once; the expiry one second after the due', () => {
    const seen: string[] = [];
    let clock = general;
    for (let next = nextPlanned(clock); next; next = nextPlanned(clock)) {
      seen.push(`${next.kind === 'rung' ? next.key : 'expiry'} ${next.fireAt}`);
      clock = next.kind === 'rung' ? markFired(clock, next.key, next.fireAt) : expireClock(clock, { at: next.fireAt });
    }
    // Guiyang is UTC+8: 09:00 is 01:00Z, 17:00 is 09:00Z
    expect(seen).toEqual([
      'remind 2026-03-06T01:00:00.000Z',
      'expiry 2026-03-09T09:00:01.000Z',
      'yellow 2026-03-09T09:00:01.000Z',
      'red 2026-03-11T09:00:00.000Z',
      'whistle 2026-03-12T01:00:00.000Z',
    ]);
    expect(markFired(clock, 'red', at('2026-04-01 09:00'))).toEqual(clock);
  });

  it('is nothing once the clock is stopped', () => {
    const stopped = stopClock(general, { at: at('2026-03-05 10:00') });
    expect(nextPlanned(stopped)).toBeNull();
    expect(stopped.rungs.every((rung) => rung.status === 'cancelled')).toBe(true);
  });

  it('counts an act at the due as in time, and one a millisecond later not (R10)', () => {
    expect(isInTime(general, '2026-03-09T09:00:00.000Z')).toBe(true);
    expect(isInTime(general, '2026-03-09T09:00:00.001Z')).toBe(false);
  });
});

describe('a stopped clock that runs again', () => {
  const stopped = stopClock(general, { at: at('2026-03-05 09:00') });

  it('is given the time since the stop when that is credited', () => {
    // stopped Thu 5 09:00, again Fri 6 13:00: 8 + 4 = 12 wh; Mon 9 17:00 + 12 wh = Wed 11 13:00, rounded to 17:00
    const clock = restartClock(calendar, stopped, {
      at: at('2026-03-06 13:00'),
      credit: { reason: '答复退回', approver: 'reviewer1' },
    });
    expect(show(clock.dueAt)).toBe('2026-03-11 17:00');
    expect(planned(clock)).toEqual([
      'remind 2026-03-10 09:00',
      'yellow 2026-03-11 17:00',
      'red 2026-03-13 17:00',
      'whistle 2026-03-16 09:00',
    ]);
    expect(explainClock(calendar, clock).dueAt).toBe(clock.dueAt);
  });

  it('keeps its due when it is not, and rungs missed meanwhile come at once', () => {
    const clock = restartClock(calendar, stopped, { at: at('2026-03-10 10:00'), credit: null });
    expect(clock.dueAt).toBe(general.dueAt);
    expect(clock.status).toBe('running');
    expect(nextPlanned(clock)).toMatchObject({ key: 'remind', plannedAt: at('2026-03-06 09:00') });
  });
});

describe('the explanation of a clock', () => {
  it('credits a pause when it ends, after an extension granted meanwhile', () => {
    // B: Mon 10:00 + 24 h = Tue 10:00; extended 1 wd: Wed 17:00; the pause of 3 h 20 min ends after that: Wed 20:20
    const paused = pauseClock(start('B', 'reply', '2026-03-02 10:00'), { at: at('2026-03-02 18:00'), ...why });
    const extended = extendClock(calendar, paused, { length: { n: 1, unit: 'wd' }, at: at('2026-03-02 19:00'), approver: 's' });
    const clock = resumeClock(calendar, extended, { at: at('2026-03-02 21:20') });
    expect(show(clock.dueAt)).toBe('2026-03-04 20:20');
    expect(explainClock(calendar, clock).steps.map((step) => step.act)).toEqual(['start', 'extend', 'pause']);
    expect(explainClock(calendar, clock).dueAt).toBe(clock.dueAt);
  });

  it('tells start, pause and extension in the order in which they took effect', () => {
    const paused = pausedFor(general, '2026-03-04 10:00', '2026-03-05 12:00');
    const clock = extendClock(calendar, paused, { length: { n: 2, unit: 'wd' }, at: at('2026-03-06 10:00'), approver: 's' });
    const working = explainClock(calendar, clock);
    // Wed 11 March + 2 wd = Fri 13 March
    expect(working.steps.map((step) => [step.act, show(step.dueAt)])).toEqual([
      ['start', '2026-03-09 17:00'],
      ['pause', '2026-03-11 17:00'],
      ['extend', '2026-03-13 17:00'],
    ]);
    expect(working.steps[1]!.spans).toEqual([
      { from: at('2026-03-04 10:00'), to: at('2026-03-04 17:00') },
      { from: at('2026-03-05 09:00'), to: at('2026-03-05 12:00') },
    ]);
    expect(working.steps[1]!.text.en).toBe(
      'paused 2026-03-04 10:00 to 2026-03-05 12:00 (等待补充材料), due moved by the paused working time, rounded up to the close of hours',
    );
    expect(working.dueAt).toBe(clock.dueAt);
  });
});
