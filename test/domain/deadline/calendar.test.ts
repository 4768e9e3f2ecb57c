import { getHolidaysInRange, isHoliday, isWorkday } from 'chinese-days';
import {
  compileCalendar,
  dayEditionSchema,
  dayOf,
  dueOf,
  formatDue,
  formatInstant,
  importYear,
  instantOf,
  localDateOf,
  provisionalText,
  seedEdition,
  weeklyHoursSchema,
} from '#domain';
import { calendar, edition, hours } from './guiyang';

const datesOf = (kind: string): string[] => {
  const year = edition.years.find((one) => one.year === 2026);
  return (year?.days ?? []).filter((day) => day.kind === kind).map((day) => day.date);
};

const span = (month: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `2026-${month}-${String(from + i).padStart(2, '0')}`);

describe('the seeded edition', () => {
  it('holds the days off of 2026 as the State Council announced them', () => {
    // DOMAIN 7: 1/1-1/3, 2/15-2/23, 4/4-4/6, 5/1-5/5, 6/19-6/21, 9/25-9/27, 10/1-10/7: 3+9+3+5+3+3+7 = 33 days
    const off = [
      ...span('01', 1, 3),
      ...span('02', 15, 23),
      ...span('04', 4, 6),
      ...span('05', 1, 5),
      ...span('06', 19, 21),
      ...span('09', 25, 27),
      ...span('10', 1, 7),
    ];
    expect(datesOf('holiday')).toEqual(off);
    expect(off).toHaveLength(33);
  });

  it('holds the six make-up working days of 2026', () => {
    expect(datesOf('workday')).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']);
  });

  it('covers 2004 to 2026 and leaves 2027 out, where the package has no holiday', () => {
    expect(edition.years.map((year) => year.year)).toEqual(Array.from({ length: 23 }, (_, i) => 2004 + i));
    expect(getHolidaysInRange('2027-01-01', '2027-12-31', false)).toHaveLength(0);
  });

  it('agrees with the code of the package on every day of the covered years', () => {
    const differing: string[] = [];
    for (let ms = Date.UTC(2004, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 86_400_000) {
      const date = new Date(ms).toISOString().slice(0, 10);
      if (dayOf(calendar, date).working !== isWorkday(date) || isHoliday(date) === isWorkday(date)) differing.push(date);
    }
    expect(differing).toEqual([]);
  });

  it('is a valid document', () => {
    expect(dayEditionSchema.parse(edition)).toEqual(edition);
  });
});

describe('a day', () => {
  it.each([
    ['2026-02-14', true, 'makeUpDay', '调休上班（春节）', 'make-up working day (Spring Festival)'],
    ['2026-02-15', false, 'holiday', '春节放假', 'Spring Festival holiday'],
    ['2026-02-24', true, 'workday', '周二', 'Tuesday'],
    ['2026-03-07', false, 'weekend', '周六', 'Saturday'],
  ])('%s works: %s, because of %s', (date, working, code, zh, en) => {
    expect(dayOf(calendar, date)).toEqual({ date, working, covered: true, reason: { code, zh, en }, provisional: null });
  });

  it('of an unannounced year follows the week, 1 January too, and says so', () => {
    // 1 January 2027 is a Friday, the 2nd a Saturday
    expect(dayOf(calendar, '2027-01-01')).toMatchObject({ working: true, covered: false, provisional: '2027 not announced' });
    expect(dayOf(calendar, '2027-01-02')).toMatchObject({ working: false, covered: false });
    expect(provisionalText('2027 not announced')).toEqual({ zh: '2027年安排未公布', en: '2027 not announced' });
  });

  it('of a partly announced year is covered inside its ranges, and the year stays provisional', () => {
    const partial = importYear(edition, {
      year: 2027,
      status: 'partial',
      notice: { zh: '元旦通知', en: 'New Year notice' },
      source: 'hand',
      covered: [['2027-01-01', '2027-01-10']],
      days: [{ date: '2027-01-01', kind: 'holiday', name: { zh: '元旦', en: "New Year's Day" } }],
    });
    const known = compileCalendar(hours, partial);
    expect(partial.edition).toBe(2);
    expect(dayOf(known, '2027-01-01')).toMatchObject({ working: false, covered: true, provisional: '2027 partly announced' });
    expect(dayOf(known, '2027-01-05')).toMatchObject({ working: true, covered: true });
    expect(dayOf(known, '2027-02-08')).toMatchObject({ working: true, covered: false });
  });

  it('obeys a local decision before the notice', () => {
    const closed = { date: '2026-03-04', kind: 'closed' as const, name: { zh: '停电闭厅', en: 'closed, power cut' } };
    const open = { ...closed, date: '2026-03-07', kind: 'open' as const, hours: [['10:00', '12:00'] as [string, string]] };
    const local = compileCalendar(hours, { ...edition, overrides: [closed, open] });
    // Tue 3 March + 1 wd: Wed is closed, so Thu 5 March; Fri 6 March + 1 wd: Saturday's own hours end at 12:00
    expect(due(local, '2026-03-03 10:00')).toBe('2026-03-05 17:00');
    expect(due(local, '2026-03-06 10:00')).toBe('2026-03-07 12:00');
  });
});

function due(known: typeof calendar, from: string): string {
  const instant = instantOf('Asia/Shanghai', from.slice(0, 10), from.slice(11));
  return formatDue('Asia/Shanghai', dueOf(known, { n: 1, unit: 'wd' }, instant, { rolled: false }).dueAt);
}

describe('documents', () => {
  it('refuse a week without a working day, spans out of order and an unknown zone', () => {
    const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    expect(weeklyHoursSchema.safeParse({ ...hours, week: none }).success).toBe(false);
    const tangled = [
      ['14:00', '18:00'],
      ['09:00', '12:00'],
    ];
    expect(weeklyHoursSchema.safeParse({ ...hours, week: { ...hours.week, mon: tangled } }).success).toBe(false);
    expect(weeklyHoursSchema.safeParse({ ...hours, zone: 'Asia/Guiyang' }).success).toBe(false);
  });

  it('refuse a day outside its year and a date given twice', () => {
    const [year] = seedEdition('guiyang', 2026, 2026).years;
    const [first] = year!.days;
    const withDays = (days: unknown[]) => dayEditionSchema.safeParse({ ...edition, years: [{ ...year, days }] }).success;
    expect(withDays([first])).toBe(true);
    expect(withDays([first, first])).toBe(false);
    expect(withDays([{ ...first, date: '2025-12-31' }])).toBe(false);
  });
});

describe('local time', () => {
  it('stores 24:00 as 00:00 of the next day and shows it as 24:00', () => {
    // 24:00 of 22 November in Guiyang is 16:00 UTC of that day
    const midnight = instantOf('Asia/Shanghai', '2026-11-22', '24:00');
    expect(midnight).toBe('2026-11-22T16:00:00.000Z');
    expect(formatDue('Asia/Shanghai', midnight)).toBe('2026-11-22 24:00');
    expect(formatInstant('Asia/Shanghai', midnight)).toBe('2026-11-23 00:00');
    expect(localDateOf('Asia/Shanghai', midnight)).toBe('2026-11-23');
  });

  it.each([
    // New York: UTC-5 in winter, UTC-4 in summer; on 8 March 2026 02:00 becomes 03:00, on 1 November 02:00 becomes 01:00
    ['2026-03-08', '01:59', '2026-03-08T06:59:00.000Z'],
    ['2026-03-08', '03:00', '2026-03-08T07:00:00.000Z'],
    ['2026-11-01', '00:59', '2026-11-01T04:59:00.000Z'],
    ['2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['2026-11-01', '02:00', '2026-11-01T07:00:00.000Z'],
  ])('in New York %s %s is %s', (date, time, utc) => {
    expect(instantOf('America/New_York', date, time)).toBe(utc);
  });

  it('knows that Shanghai kept summer time in 1990', () => {
    // UTC+9 from 15 April to 16 September 1990
    expect(instantOf('Asia/Shanghai', '1990-07-01', '09:00')).toBe('1990-07-01T00:00:00.000Z');
    expect(instantOf('Asia/Shanghai', '1990-12-01', '09:00')).toBe('1990-12-01T01:00:00.000Z');
  });
});
