import { type LengthUnit, compileCalendar, dueOf, formatDue, workingOf } from '#domain';
import { at, calendar, edition, hours } from './guiyang';

const show = (instant: string): string => formatDue('Asia/Shanghai', instant);

const parse = (text: string): { n: number; unit: LengthUnit } => {
  const [n, unit] = text.split(' ');
  return { n: Number(n), unit: unit as LengthUnit };
};

describe('working days (R1)', () => {
  it.each([
    // 2026: 12 Feb is a Thursday; 14 Feb (Sat) works; 15-23 Feb are off; 28 Feb (Sat) works.
    // Fri 13 (1), Sat 14 (2), Tue 24 (3), Wed 25 (4), Thu 26 (5)
    ['across Spring Festival', '2026-02-12 10:00', '5 wd', '2026-02-26 17:00'],
    ['arriving at 23:59, the same', '2026-02-12 23:59', '5 wd', '2026-02-26 17:00'],
    ['arriving at 00:00, the same', '2026-02-12 00:00', '5 wd', '2026-02-26 17:00'],
    // ... Fri 27 (6), Sat 28 (7), Mon 2 March (8), 3-6 (9-12), 9-11 (13-15)
    ['fifteen across two make-up Saturdays', '2026-02-12 10:00', '15 wd', '2026-03-11 17:00'],
    ['arriving on a holiday', '2026-02-18 11:00', '1 wd', '2026-02-24 17:00'],
    ['arriving at 17:00 sharp on Friday before a make-up Saturday', '2026-02-27 17:00', '1 wd', '2026-02-28 17:00'],
    ['arriving on a Sunday: Monday is the first day', '2026-03-08 10:00', '1 wd', '2026-03-09 17:00'],
    // 18 Sept is a Friday, Sun 20 Sept works
    ['to a make-up Sunday', '2026-09-18 16:00', '1 wd', '2026-09-20 17:00'],
    // 30 Sept is a Wednesday; 1-7 Oct off; Thu 8 (1), Fri 9 (2), Sat 10 (3, make-up), Mon 12 (4), Tue 13 (5)
    ['across National Day', '2026-09-30 09:00', '2 wd', '2026-10-09 17:00'],
    ['across National Day to the make-up Saturday', '2026-09-30 09:00', '3 wd', '2026-10-10 17:00'],
    ['across National Day and past the make-up Saturday', '2026-09-30 09:00', '5 wd', '2026-10-13 17:00'],
    // Thu 31 December is the first working day after Wed the 30th: 2027 is not touched
    ['to the last day of the year', '2026-12-30 10:00', '1 wd', '2026-12-31 17:00'],
  ])('%s: %s + %s = %s', (_what, from, length, due) => {
    const answer = dueOf(calendar, parse(length), at(from), { rolled: false });
    expect(show(answer.dueAt)).toBe(due);
    expect(answer.provisional).toBeNull();
  });

  it.each([
    // Thu 31 Dec (1), Fri 1 Jan (2), Sat and Sun off, Mon 4 Jan (3)
    ['2026-12-30 10:00', '3 wd', '2027-01-04 17:00'],
    // Sunday 22 Nov 2026: 23-27 Nov (5), 30 Nov-4 Dec (10), 7-11 (15), 14-18 (20), 21-25 (25), 28-31 Dec (29), Fri 1 Jan (30)
    ['2026-11-22 09:00', '30 wd', '2027-01-01 17:00'],
  ])('into an unannounced year: %s + %s = %s, provisional', (from, length, due) => {
    const answer = dueOf(calendar, parse(length), at(from), { rolled: false });
    expect(show(answer.dueAt)).toBe(due);
    expect(answer.provisional).toBe('2027 not announced');
  });
});

describe('hours (R2)', () => {
  it.each([
    ['wall hours run through the holiday', '2026-02-14 22:30', '24 h', '2026-02-15 22:30'],
    ['minutes run at night', '2026-02-14 23:55', '10 min', '2026-02-15 00:05'],
    ['ending at midnight, shown as 24:00', '2026-03-04 22:00', '2 h', '2026-03-04 24:00'],
    // Fri 13 Feb 15:00-17:00 (2), make-up Sat 14 Feb 09:00-11:00 (2)
    ['working hours go on into a make-up Saturday', '2026-02-13 15:00', '4 wh', '2026-02-14 11:00'],
    ['working hours used up at the close end there', '2026-03-04 13:00', '4 wh', '2026-03-04 17:00'],
    ['arriving exactly at 17:00, they begin the next morning', '2026-03-04 17:00', '4 wh', '2026-03-05 13:00'],
    ['arriving at 23:59 likewise', '2026-03-04 23:59', '4 wh', '2026-03-05 13:00'],
    ['arriving before hours', '2026-03-04 06:00', '4 wh', '2026-03-04 13:00'],
    // Sat 14 Feb 16:00-17:00 (1), Tue 24 Feb 09:00-12:00 (3)
    ['working hours rest over the holiday', '2026-02-14 16:00', '4 wh', '2026-02-24 12:00'],
    ['twenty working hours', '2026-03-04 09:00', '20 wh', '2026-03-06 13:00'],
  ])('%s: %s + %s = %s', (_what, from, length, due) => {
    expect(show(dueOf(calendar, parse(length), at(from), { rolled: false }).dueAt)).toBe(due);
  });

  it('keeps seconds and milliseconds', () => {
    // 16:00:30.250 local leaves 59 min 29.75 s on Wednesday; the other 3 h 0 min 30.25 s run from Thursday 09:00
    const answer = dueOf(calendar, { n: 4, unit: 'wh' }, '2026-03-04T08:00:30.250Z', { rolled: false });
    expect(answer.dueAt).toBe('2026-03-05T04:00:30.250Z');
  });

  it('by the wall consults no calendar, so it is never provisional; working hours are', () => {
    const from = at('2026-12-31 16:00');
    expect(dueOf(calendar, { n: 24, unit: 'h' }, from, { rolled: false }).provisional).toBeNull();
    expect(dueOf(calendar, { n: 1, unit: 'wh' }, from, { rolled: false }).provisional).toBeNull();
    // 1 h on Thu 31 Dec, 1 h on Fri 1 Jan 2027
    expect(dueOf(calendar, { n: 2, unit: 'wh' }, from, { rolled: false })).toEqual({
      dueAt: at('2027-01-01 10:00'),
      provisional: '2027 not announced',
    });
  });
});

describe('natural days (R3)', () => {
  it.each([
    // 1 Feb + 15 = 16 Feb, a holiday: rolls over 16-23 Feb to Tue 24 Feb
    ['2026-02-01 10:00', '15 nd', '2026-02-16 24:00', '2026-02-24 24:00'],
    // 30 Jan + 15 = Sat 14 Feb, which works: no rolling
    ['2026-01-30 10:00', '15 nd', '2026-02-14 24:00', '2026-02-14 24:00'],
    // 8 Aug + 60: 31 Aug is day 23, 30 Sept day 53, 7 Oct day 60; rolls to 8 Oct
    ['2026-08-08 23:59', '60 nd', '2026-10-07 24:00', '2026-10-08 24:00'],
    // Fri 27 Feb + 2 = Sun 1 March, rolls to Monday
    ['2026-02-27 00:00', '2 nd', '2026-03-01 24:00', '2026-03-02 24:00'],
  ])('%s + %s ends %s, as a duty %s', (from, length, window, duty) => {
    const unrolled = dueOf(calendar, parse(length), at(from), { rolled: false });
    const rolled = dueOf(calendar, parse(length), at(from), { rolled: true });
    expect(show(unrolled.dueAt)).toBe(window);
    expect(unrolled.unrolledDueAt).toBeUndefined();
    expect(show(rolled.dueAt)).toBe(duty);
    expect(show(rolled.unrolledDueAt!)).toBe(window);
  });

  it('is provisional only as a duty: a window ends on its day whatever is announced', () => {
    // 20 Dec + 15 = 4 Jan 2027, a Monday
    const from = at('2026-12-20 10:00');
    expect(dueOf(calendar, { n: 15, unit: 'nd' }, from, { rolled: false }).provisional).toBeNull();
    expect(dueOf(calendar, { n: 15, unit: 'nd' }, from, { rolled: true })).toMatchObject({
      dueAt: at('2027-01-04 24:00'),
      provisional: '2027 not announced',
    });
  });
});

describe('a noon break', () => {
  const day: [string, string][] = [
    ['09:00', '12:00'],
    ['14:00', '18:00'],
  ];
  const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };
  const broken = compileCalendar({ ...hours, id: 'noon', week, makeUp: [['10:00', '16:00']] }, edition);
  it.each([
    // 11:00-12:00 (1), 14:00-17:00 (3)
    ['2026-03-04 11:00', '4 wh', '2026-03-04 17:00'],
    ['2026-03-04 12:30', '4 wh', '2026-03-04 18:00'],
    // 17:00-18:00 (1), Thu 09:00-12:00 (3): used up when the break begins
    ['2026-03-04 17:00', '4 wh', '2026-03-05 12:00'],
    ['2026-03-04 12:30', '1 wd', '2026-03-05 18:00'],
    ['2026-02-13 12:30', '1 wd', '2026-02-14 16:00'],
  ])('%s + %s = %s', (from, length, due) => {
    expect(show(dueOf(broken, parse(length), at(from), { rolled: false }).dueAt)).toBe(due);
  });
});

describe('the working', () => {
  it('lists each day counted and each passed over with its reason', () => {
    const working = workingOf(calendar, { n: 3, unit: 'wd' }, at('2026-02-12 10:00'), { rolled: false });
    const [step] = working.steps;
    expect(step!.days.map((day) => [day.date.slice(5), day.n ?? null, day.reason.code])).toEqual([
      ['02-12', null, 'eventDay'],
      ['02-13', 1, 'workday'],
      ['02-14', 2, 'makeUpDay'],
      ...['15', '16', '17', '18', '19', '20', '21', '22', '23'].map((day) => [`02-${day}`, null, 'holiday']),
      ['02-24', 3, 'workday'],
    ]);
    expect(step!.text).toEqual({ zh: '自2026-02-12 10:00起3个工作日', en: '3 working days from 2026-02-12 10:00' });
    expect(step!.days[2]!.reason.zh).toBe('调休上班（春节）');
    expect(working.dueAt).toBe(at('2026-02-24 17:00'));
  });

  it('shows the spans that working hours used', () => {
    const working = workingOf(calendar, { n: 4, unit: 'wh' }, at('2026-02-14 16:00'), { rolled: false });
    expect(working.steps[0]!.spans).toEqual([
      { from: at('2026-02-14 16:00'), to: at('2026-02-14 17:00') },
      { from: at('2026-02-24 09:00'), to: at('2026-02-24 12:00') },
    ]);
    const passed = working.steps[0]!.days.filter((day) => !day.counted);
    expect(passed.map((day) => day.date.slice(8))).toEqual(['15', '16', '17', '18', '19', '20', '21', '22', '23']);
  });

  it('shows how a natural-day duty rolled', () => {
    const working = workingOf(calendar, { n: 2, unit: 'nd' }, at('2026-02-27 10:00'), { rolled: true });
    expect(working.steps[0]!.days.map((day) => [day.date, day.n ?? null, day.reason.code])).toEqual([
      ['2026-02-27', null, 'eventDay'],
      ['2026-02-28', 1, 'makeUpDay'],
      ['2026-03-01', 2, 'weekend'],
      ['2026-03-02', null, 'rolledTo'],
    ]);
  });

  it('marks days that no notice settles', () => {
    const working = workingOf(calendar, { n: 2, unit: 'wd' }, at('2026-12-30 10:00'), { rolled: false });
    expect(working.steps[0]!.days.map((day) => [day.date, day.covered])).toEqual([
      ['2026-12-30', true],
      ['2026-12-31', true],
      ['2027-01-01', false],
    ]);
    expect(working.provisional).toBe('2027 not announced');
  });
});
