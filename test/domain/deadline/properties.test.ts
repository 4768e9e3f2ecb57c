import fc from 'fast-check';
import {
  type Clock,
  type Length,
  dayOf,
  dueOf,
  explainClock,
  extendClock,
  instantAt,
  localDateOf,
  nextPlanned,
  pauseClock,
  recompute,
  resumeClock,
  startClock,
  workingOf,
} from '#domain';
import { calendar, policy } from './guiyang';

const zone = 'Asia/Shanghai';
const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 6, 1) }).map(instantAt);
const minutes = fc.integer({ min: 0, max: 40 * 24 * 60 });
const length = (...units: Length['unit'][]) => fc.record({ n: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom(...units) });
const anyLength = length('min', 'h', 'wh', 'wd', 'nd');
const ladder = policy.ladders['reply']!.rungs;
const clockOf = (given: Length, from: string, rolled: boolean): Clock =>
  startClock(calendar, { kind: 'reply', length: given, rolled, ladder }, { id: 'k', cycle: 1, at: from });
const later = (from: string, by: number): string => instantAt(Date.parse(from) + by * 60_000);
const pauseBy = (clock: Clock, from: string, to: string): Clock =>
  resumeClock(calendar, pauseClock(clock, { at: from, reason: 'r', approver: 'a' }), { at: to });

/** A counting of working days that knows nothing of the code under test but `dayOf`. */
function slowWorkingDays(from: string, n: number): string {
  const day = new Date(`${localDateOf(zone, from)}T00:00:00Z`);
  for (let left = n; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (dayOf(calendar, day.toISOString().slice(0, 10)).working) left--;
  }
  return `${day.toISOString().slice(0, 10)}T09:00:00.000Z`;
}

/** Minute by minute: working hours are 01:00 to 09:00 UTC of working days. */
function slowWorkingMinutes(from: string, n: number): string {
  let ms = Date.parse(from);
  for (let left = n; left > 0; ms += 60_000) {
    const inHours = ms % 86_400_000 >= 3_600_000 && ms % 86_400_000 < 9 * 3_600_000;
    if (inHours && dayOf(calendar, localDateOf(zone, instantAt(ms))).working) left--;
  }
  return instantAt(ms);
}

describe('dues', () => {
  it('in working days are 17:00 of the n-th working day, counted naively', () => {
    fc.assert(
      fc.property(instant, length('wd'), (from, given) => {
        expect(dueOf(calendar, given, from, { rolled: false }).dueAt).toBe(slowWorkingDays(from, given.n));
      }),
    );
  });

  it('in working hours are what running minute by minute gives', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 20 }), (from, n) => {
        const minute = `${from.slice(0, 16)}:00.000Z`;
        expect(dueOf(calendar, { n, unit: 'wh' }, minute, { rolled: false }).dueAt).toBe(slowWorkingMinutes(minute, n * 60));
      }),
      { numRuns: 40 },
    );
  });

  it('are later than the event, and never earlier for a later event or a longer length', () => {
    fc.assert(
      fc.property(instant, minutes, anyLength, fc.boolean(), (from, by, given, rolled) => {
        const due = dueOf(calendar, given, from, { rolled }).dueAt;
        expect(due > from).toBe(true);
        expect(dueOf(calendar, given, later(from, by), { rolled }).dueAt >= due).toBe(true);
        expect(dueOf(calendar, { ...given, n: given.n + 1 }, from, { rolled }).dueAt >= due).toBe(true);
      }),
    );
  });

  it('of a rolled duty close a working day, at or after the unrolled date', () => {
    fc.assert(
      fc.property(instant, length('nd'), (from, given) => {
        const due = dueOf(calendar, given, from, { rolled: true });
        expect(due.dueAt >= due.unrolledDueAt!).toBe(true);
        expect(dayOf(calendar, localDateOf(zone, later(due.dueAt, -1))).working).toBe(true);
      }),
    );
  });

  it('have a working that counts exactly n days and ends where the due is', () => {
    fc.assert(
      fc.property(instant, length('wd', 'nd'), fc.boolean(), (from, given, rolled) => {
        const working = workingOf(calendar, given, from, { rolled });
        const counted = working.steps[0]!.days.filter((day) => day.counted);
        expect(counted).toHaveLength(given.n);
        expect(working.steps[0]!.days.at(-1)!.date).toBe(localDateOf(zone, later(working.dueAt, -1)));
        if (given.unit === 'wd') expect(counted.every((day) => dayOf(calendar, day.date).working)).toBe(true);
      }),
    );
  });

  it('have a working whose spans add up to the working hours', () => {
    fc.assert(
      fc.property(instant, length('wh'), (from, given) => {
        const { steps, dueAt } = workingOf(calendar, given, from, { rolled: false });
        const used = steps[0]!.spans.reduce((sum, span) => sum + Date.parse(span.to) - Date.parse(span.from), 0);
        expect(used).toBe(given.n * 3_600_000);
        expect(steps[0]!.spans.at(-1)!.to).toBe(dueAt);
      }),
    );
  });
});

describe('clocks', () => {
  it('paused and resumed at once keep due and rungs', () => {
    fc.assert(
      fc.property(instant, anyLength, minutes, fc.boolean(), (from, given, by, rolled) => {
        const clock = clockOf(given, from, rolled);
        const moment = later(from, by);
        const { dueAt, rungs } = pauseBy(clock, moment, moment);
        expect({ dueAt, rungs }).toEqual({ dueAt: clock.dueAt, rungs: clock.rungs });
      }),
    );
  });

  it('never come due earlier by a pause or an extension', () => {
    fc.assert(
      fc.property(instant, anyLength, minutes, minutes, anyLength, fc.boolean(), (from, given, a, b, more, rolled) => {
        const clock = clockOf(given, from, rolled);
        const paused = pauseBy(clock, later(from, a), later(from, a + b));
        expect(paused.dueAt >= clock.dueAt).toBe(true);
        const extended = extendClock(calendar, paused, { length: more, at: later(from, a + b), approver: 's' });
        expect(extended.dueAt >= paused.dueAt).toBe(true);
      }),
    );
  });

  it('of working days keep closing a working day whatever happens to them', () => {
    fc.assert(
      fc.property(instant, length('wd'), minutes, minutes, length('wd'), (from, given, a, b, more) => {
        const paused = pauseBy(clockOf(given, from, false), later(from, a), later(from, a + b));
        const { dueAt } = extendClock(calendar, paused, { length: more, at: later(from, a + b), approver: 's' });
        expect(dueAt.slice(11)).toBe('09:00:00.000Z');
        expect(dayOf(calendar, localDateOf(zone, dueAt)).working).toBe(true);
      }),
    );
  });

  it('are explained to exactly their due, and recomputed on the same calendar to themselves', () => {
    fc.assert(
      fc.property(
        instant,
        anyLength,
        fc.array(minutes, { maxLength: 4 }),
        anyLength,
        fc.boolean(),
        (from, given, gaps, more, rolled) => {
          let clock = clockOf(given, from, rolled);
          let now = from;
          for (const gap of gaps) {
            clock = pauseBy(clock, now, later(now, gap));
            now = later(now, gap + 1);
            clock = extendClock(calendar, clock, { length: more, at: now, approver: 's' });
          }
          const { dueAt, provisional, unrolledDueAt } = clock;
          expect(explainClock(calendar, clock)).toMatchObject({ dueAt, provisional });
          expect(explainClock(calendar, clock).unrolledDueAt).toBe(unrolledDueAt);
          const floor = policy.recompute.floor;
          const again = recompute(calendar, clock, { now, mode: 'all', cause: 'calendarImport', floor });
          expect(again).toMatchObject({ dueChanged: false, floored: false, to: dueAt });
        },
      ),
    );
  });

  it('plan each rung once, and their next thing is never before the start', () => {
    fc.assert(
      fc.property(instant, anyLength, minutes, minutes, (from, given, a, b) => {
        const clock = pauseBy(clockOf(given, from, false), later(from, a), later(from, a + b));
        const live = clock.rungs.filter((rung) => rung.status !== 'moved').map((rung) => rung.key);
        expect(live.sort()).toEqual(ladder.map((rung) => rung.key).sort());
        expect(nextPlanned(clock)!.plannedAt >= from).toBe(true);
      }),
    );
  });
});
