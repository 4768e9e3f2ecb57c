import {
  type CalendarChange,
  type DayEdition,
  type NoticeRow,
  calendarOfClock,
  changeCalendar,
  changeFaultCodes,
  changeFaultText,
  compileCalendar,
  dayEditionSchema,
  dayOf,
  dueOf,
  formatDue,
  startClock,
} from '#domain';
import { at, edition, hours } from './guiyang';

const name = { zh: '元旦', en: "New Year's Day" };
const row = (line: number, from: string, to: string, kind: NoticeRow['kind'] = 'holiday'): NoticeRow => ({
  ...{ line, from, to, kind, name },
});
const notice = (rows: NoticeRow[], more: object = {}): CalendarChange => ({
  ...{ kind: 'notice', year: 2027, complete: true, source: 'hand', rows },
  notice: { zh: '2027年安排', en: 'the holidays of 2027' },
  ...more,
});
const change = (given: CalendarChange, from: DayEdition = edition): DayEdition => {
  const changed = changeCalendar(from, hours.week, given);
  if (!changed.ok) throw new Error(JSON.stringify(changed.faults));
  return dayEditionSchema.parse(changed.edition);
};
const faults = (given: CalendarChange, from: DayEdition = edition) => {
  const changed = changeCalendar(from, hours.week, given);
  return changed.ok ? [] : changed.faults.map(({ code, line }) => [code, line]);
};
const show = (instant: string) => formatDue('Asia/Shanghai', instant);
const five = (days: DayEdition, from: string) =>
  dueOf(compileCalendar(hours, days), { n: 5, unit: 'wd' }, at(from), { rolled: false });

describe('a notice', () => {
  // 1 January 2027 is a Friday; Sunday 3 January and Saturday 9 January are days off without a notice
  const whole = notice([row(1, '2027-01-01', '2027-01-03'), row(2, '2027-01-09', '2027-01-09', 'workday')]);

  it('settles its year: dues are reckoned by it and are no longer provisional', () => {
    // from Tue 29 Dec 2026: Wed 30, Thu 31, Mon 4, Tue 5, Wed 6; without the notice Fri 1 January counts too
    expect(show(five(edition, '2026-12-29 10:00').dueAt)).toBe('2027-01-05 17:00');
    const due = five(change(whole), '2026-12-29 10:00');
    expect([show(due.dueAt), due.provisional]).toEqual(['2027-01-06 17:00', null]);
    // from Tue 5 January: Wed 6, Thu 7, Fri 8, Sat 9 (make-up), Mon 11
    expect(show(five(change(whole), '2027-01-05 10:00').dueAt)).toBe('2027-01-11 17:00');
  });

  it('that settles a part leaves the rest uncovered, and a second part adds to the first', () => {
    const first = change(notice([row(1, '2027-01-01', '2027-01-03')], { complete: false }));
    expect(first.years.at(-1)).toMatchObject({ status: 'partial', covered: [['2027-01-01', '2027-01-03']] });
    const due = five(first, '2026-12-29 10:00');
    expect([show(due.dueAt), due.provisional]).toEqual(['2027-01-06 17:00', '2027 partly announced']);
    const both = change(notice([row(1, '2027-02-06', '2027-02-12')], { complete: false }), first);
    expect(both.years.at(-1)?.covered).toEqual([
      ['2027-01-01', '2027-01-03'],
      ['2027-02-06', '2027-02-12'],
    ]);
    const known = compileCalendar(hours, both);
    expect(dayOf(known, '2027-01-01').working).toBe(false);
    expect(dayOf(known, '2027-02-08')).toMatchObject({ working: false, covered: true });
    expect(dayOf(known, '2027-03-08')).toMatchObject({ working: true, covered: false });
  });

  it('may begin on the last days of the year before', () => {
    const across = change(notice([row(1, '2026-12-31', '2027-01-02')]));
    expect(dayOf(compileCalendar(hours, across), '2026-12-31').working).toBe(false);
    expect(across.years.find(({ year }) => year === 2026)?.notice).toEqual(edition.years.at(-1)?.notice);
  });

  it.each<[string, CalendarChange, [string, number | null][]]>([
    [
      'a range that ends before it begins',
      notice([row(3, '2027-05-05', '2027-05-01')]),
      [
        ['REVERSED', 3],
        ['NO_DAY_OFF', null],
      ],
    ],
    ['another year', notice([row(1, '2027-01-01', '2027-01-03'), row(4, '2028-05-01', '2028-05-03')]), [['OUTSIDE_YEAR', 4]]],
    [
      'a slip that makes a month of a week',
      notice([row(2, '2027-01-01', '2027-02-05')]),
      [
        ['TOO_LONG', 2],
        ['NO_DAY_OFF', null],
      ],
    ],
    [
      'a date given twice',
      notice([row(1, '2027-01-01', '2027-01-03'), row(2, '2027-01-03', '2027-01-03', 'workday')]),
      [['DATE_TWICE', 2]],
    ],
    [
      'a make-up day on a Wednesday',
      notice([row(1, '2027-01-01', '2027-01-03'), row(2, '2027-01-06', '2027-01-06', 'workday')]),
      [['MAKE_UP_NOT_NEEDED', 2]],
    ],
    ['no day off', notice([]), [['NO_DAY_OFF', null]]],
    [
      'a day outside the ranges it settles',
      notice([row(1, '2027-01-01', '2027-01-03')], { complete: false, covered: [['2027-01-01', '2027-01-02']] }),
      [['NOT_COVERED', 1]],
    ],
    [
      'a part of a year that is whole',
      notice([row(1, '2026-10-09', '2026-10-09')], { complete: false, year: 2026 }),
      [['ALREADY_ANNOUNCED', null]],
    ],
    [
      'a neighbour nobody knows',
      notice([row(1, '2027-12-31', '2028-01-02')]),
      [
        ['NEIGHBOUR_UNKNOWN', 1],
        ['NEIGHBOUR_UNKNOWN', 1],
      ],
    ],
  ])('is refused whole for %s', (_why, given, said) => {
    expect(faults(given)).toEqual(said);
  });

  it('that says what is known changes nothing, and says so', () => {
    expect(faults(whole, change(whole))).toEqual([['NOTHING_CHANGES', null]]);
  });
});

it('every fault has its sentence and its mend in both languages', () => {
  for (const code of changeFaultCodes) {
    const { what, mend } = changeFaultText({ code, line: 1, dates: ['2027-01-01'] });
    expect([what.zh, what.en].every((text) => text.startsWith('2027-01-01'))).toBe(true);
    expect([mend.zh, mend.en].every((text) => text.length > 0)).toBe(true);
  }
});

describe('a sudden closure', () => {
  const closed = { date: '2026-12-02', kind: 'closed' as const, name: { zh: '凝冻停业', en: 'closed by ice' } };

  it('moves what counted the day, and can be taken back', () => {
    // from Mon 30 Nov: Tue 1, (Wed 2 closed), Thu 3, Fri 4, Mon 7, Tue 8
    const shut = change({ kind: 'days', put: [closed], drop: [] });
    expect([show(five(edition, '2026-11-30 10:00').dueAt), show(five(shut, '2026-11-30 10:00').dueAt)]).toEqual([
      '2026-12-07 17:00',
      '2026-12-08 17:00',
    ]);
    const open = change({ kind: 'days', put: [], drop: ['2026-12-02'] }, shut);
    expect([open.edition, open.overrides]).toEqual([3, []]);
  });
});

describe('a unit of its own hours', () => {
  const day: [string, string][] = [
    ['08:30', '12:00'],
    ['13:00', '16:30'],
  ];
  const own = {
    name: { zh: '服务大厅', en: 'the service hall' },
    week: { mon: [], tue: day, wed: day, thu: day, fri: day, sat: day, sun: [] },
    overrides: [{ date: '2026-12-03', kind: 'closed' as const, name: { zh: '搬迁', en: 'moving house' } }],
  };
  const known = compileCalendar(hours, change({ kind: 'unit', unit: 'U1', own }));
  const start = (kind: string, length: string, from: string) => {
    const [n = '', unit = ''] = length.split(' ');
    const spec = { kind, length: { n: Number(n), unit: unit as 'wd' | 'wh' }, rolled: false, ladder: [] };
    const calendar = calendarOfClock(known, { kind, owner: 'U1' });
    return show(startClock(calendar, spec, { id: 'x', cycle: 1, at: at(from), owner: 'U1' }).dueAt);
  };

  it('has its own clocks reckoned by them, the desk’s about it by the city’s', () => {
    // Wed 2 Dec + 3 wd of the unit: (Thu 3 closed), Fri 4, Sat 5, (Sun, Mon off), Tue 8, to 16:30; the city: Thu, Fri, Mon
    expect(start('reply', '3 wd', '2026-12-02 10:00')).toBe('2026-12-08 16:30');
    expect(start('promise', '3 wd', '2026-12-02 10:00')).toBe('2026-12-07 17:00');
    expect(start('adjudicate', '4 wh', '2026-12-02 15:00')).toBe('2026-12-03 11:00');
    // Wed 11:00-12:00 (1), 13:00-16:00 (3): the noon break does not count
    expect(start('sign', '4 wh', '2026-12-02 11:00')).toBe('2026-12-02 16:00');
    expect(start('sign', '1 wd', '2026-12-02 11:00')).toBe('2026-12-04 16:30');
  });

  it('is an ordinary unit again when the difference ends', () => {
    const over = compileCalendar(
      hours,
      change({ kind: 'unit', unit: 'U1', own: null }, change({ kind: 'unit', unit: 'U1', own })),
    );
    expect(over.forUnit('U1')).toBe(over);
  });
});
