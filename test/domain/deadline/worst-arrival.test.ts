import { type Length, compileCalendar, dueOf, formatDue, formatInstant, instantAt, millisOf, worstArrivals } from '#domain';
import { at, calendar, edition, hours } from './guiyang';

const zone = 'Asia/Shanghai';
const year = { from: '2026-01-01', to: '2026-12-31', top: 3, budget: 100_000 };
const search = (length: Length, ask: Partial<typeof year> = {}, rolled = false) =>
  worstArrivals(calendar, { length, rolled }, { ...year, ...ask });
const said = (waits: ReturnType<typeof search>['longest']) =>
  waits.map((one) => `${formatInstant(zone, one.at)} → ${formatDue(zone, one.dueAt)}`);
const DAY = 24 * 60;

describe('the worst arrival of a year', () => {
  it('five working days: just before Mid-Autumn and National Day, then before Spring Festival', () => {
    const { longest, shortest, complete } = search({ n: 5, unit: 'wd' });
    // Off 25-27 Sept and 1-7 Oct; Sat 10 Oct works.
    // Wed 23 Sept: Thu 24 (1), Mon 28 (2), Tue 29 (3), Wed 30 (4), Thu 8 Oct (5).
    // Thu 24 Sept: 28 (1), 29 (2), 30 (3), 8 Oct (4), 9 Oct (5): also 15 days and 17 hours.
    // Then 14 days and 17 hours; first Tue 10 Feb: 11 (1), 12 (2), 13 (3), make-up Sat 14 (4), Tue 24 Feb (5).
    expect(said(longest)).toEqual([
      '2026-09-23 00:00 → 2026-10-08 17:00',
      '2026-09-24 00:00 → 2026-10-09 17:00',
      '2026-02-10 00:00 → 2026-02-24 17:00',
    ]);
    expect(longest.map(({ minutes }) => minutes)).toEqual([15 * DAY + 17 * 60, 15 * DAY + 17 * 60, 14 * DAY + 17 * 60]);
    // The shortest is the last minute before five working days in a row: Sat 3 Jan is off, make-up Sun 4 Jan (1), 5-8 Jan (5).
    expect(said(shortest)[0]).toBe('2026-01-03 23:59 → 2026-01-08 17:00');
    expect(shortest[0]?.minutes).toBe(4 * DAY + 17 * 60 + 1);
    expect(complete).toBe(true);
  });

  it('names the days whose due may still move', () => {
    // Thu 24 Dec: 25, 28, 29, 30, 31 (5). Fri 25 Dec: 28-31 (4), Fri 1 Jan 2027 (5), of which no notice speaks.
    const { provisional } = search({ n: 5, unit: 'wd' });
    expect(provisional).toEqual([{ from: '2026-12-25', to: '2026-12-31', why: '2027 not announced' }]);
  });

  it('four working hours: a minute too late on the last day before Spring Festival', () => {
    const { longest, shortest } = search({ n: 4, unit: 'wh' });
    // Make-up Sat 14 Feb, 13:00: used up at 17:00. At 13:01 one minute is left for Tue 24 Feb, 09:01: 9 days and 20 hours.
    // On the holiday itself all four hours run on the 24th, to 13:00; the earlier the arrival, the longer.
    expect(said(longest)).toEqual([
      '2026-02-14 13:01 → 2026-02-24 09:01',
      '2026-02-15 00:00 → 2026-02-24 13:00',
      '2026-02-16 00:00 → 2026-02-24 13:00',
    ]);
    // Nothing is shorter than the four hours themselves; Sun 4 Jan is the first working day of the year.
    expect(said(shortest)[0]).toBe('2026-01-04 09:00 → 2026-01-04 13:00');
    expect(shortest[0]?.minutes).toBe(240);
  });

  it('with a noon break: a minute too late before it', () => {
    const noon = compileCalendar(
      { ...hours, week: { ...hours.week, mon: [['09:00', '12:00'], ['14:00', '17:00']] } }, // prettier-ignore
      edition,
    );
    const monday = { from: '2026-03-02', to: '2026-03-02', top: 1, budget: 100 };
    // Two hours from 10:00 end at 12:00; from 10:01 one minute is left for 14:01, four hours later: as long as it gets by day.
    // But from 15:01 one minute is left for Tuesday 09:01, 18 hours later.
    const { longest, shortest } = worstArrivals(noon, { length: { n: 2, unit: 'wh' }, rolled: false }, monday);
    expect(said(longest)).toEqual(['2026-03-02 15:01 → 2026-03-03 09:01']);
    expect(said(shortest)).toEqual(['2026-03-02 09:00 → 2026-03-02 11:00']);
  });

  it('rolled natural days: what rolls furthest', () => {
    // 15 nd: Sat 31 Jan + 15 = Sun 15 Feb, off until the 23rd: rolled to Tue 24 Feb, 24:00: 25 days.
    const { longest } = search({ n: 15, unit: 'nd' }, { top: 1 }, true);
    expect(said(longest)).toEqual(['2026-01-31 00:00 → 2026-02-24 24:00']);
    expect(longest[0]?.minutes).toBe(25 * DAY);
  });

  it('hours by the wall are always the same', () => {
    const { longest, shortest, provisional } = search({ n: 2, unit: 'h' });
    expect(longest[0]?.minutes).toBe(120);
    expect(shortest[0]?.minutes).toBe(120);
    expect(provisional).toEqual([]);
  });

  it('ends with its budget, and says how far it came', () => {
    // Two arrivals a day for a length in days.
    const found = search({ n: 5, unit: 'wd' }, { budget: 61 });
    expect(found).toMatchObject({ complete: false, looked: 60, until: '2026-01-30' });
  });

  it.each([
    { n: 3, unit: 'wh' },
    { n: 11, unit: 'wh' },
    { n: 2, unit: 'wd' },
  ] as const)('finds what looking at every minute finds: $n $unit', (length) => {
    const ask = { from: '2026-02-10', to: '2026-02-27', top: 1, budget: 10_000 };
    const { longest, shortest } = search(length, ask);
    let [most, least] = [0, Infinity];
    for (let ms = millisOf(at('2026-02-10 00:00')); ms < millisOf(at('2026-02-28 00:00')); ms += 60_000) {
      const minutes = (millisOf(dueOf(calendar, length, instantAt(ms), { rolled: false }).dueAt) - ms) / 60_000;
      [most, least] = [Math.max(most, minutes), Math.min(least, minutes)];
    }
    expect([longest[0]?.minutes, shortest[0]?.minutes]).toEqual([most, least]);
  });
});
