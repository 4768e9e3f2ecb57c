import { type ClockPreview, type Policy, type PreviewAsk, compileCalendar, formatDue, previewEntry } from '#domain';
import { at, calendar, edition, hours, policy } from './guiyang';

const zone = 'Asia/Shanghai';
const show = (instant: string): string => formatDue(zone, instant);
const friday = at('2026-09-18 16:00');

const grade = (name: 'A' | 'B' | 'C' | 'Q', ask: PreviewAsk, of: Policy = policy): Record<string, ClockPreview> =>
  Object.fromEntries(previewEntry(of, calendar, { is: 'grade', grade: name }, ask).map((one) => [one.kind, one]));
const rungs = (one: ClockPreview | undefined) => one?.rungs.map(({ spec, at: when }) => `${spec.key} ${show(when)}`);

describe('a grade on the calendar', () => {
  // Sun 20 Sept works for Mid-Autumn; 25-27 Sept are off, and 1-7 Oct; Sat 10 Oct works.
  const clocks = grade('C', { at: friday });

  it('counts a make-up Sunday, and says so', () => {
    // Sun 20 (1), Mon 21 (2), Tue 22 (3), Wed 23 (4), Thu 24 (5)
    expect(Object.keys(clocks)).toEqual(['sign', 'contact', 'reply', 'promise']);
    expect(show(clocks['sign']!.clock.dueAt)).toBe('2026-09-20 17:00');
    expect(show(clocks['reply']!.clock.dueAt)).toBe('2026-09-24 17:00');
    expect(show(clocks['promise']!.clock.dueAt)).toBe('2026-09-24 17:00');
    const days = clocks['reply']!.working.steps[0]!.days.map(({ date, n, reason }) => [date.slice(5), n, reason.code]);
    expect(days).toEqual([
      ['09-18', undefined, 'eventDay'],
      ['09-19', undefined, 'weekend'],
      ['09-20', 1, 'makeUpDay'],
      ['09-21', 2, 'workday'],
      ['09-22', 3, 'workday'],
      ['09-23', 4, 'workday'],
      ['09-24', 5, 'workday'],
    ]);
    // Fri 16:00 to Thu 17:00 by the wall: 6 days and 1 hour. Hours of work: 1 on Friday, 5 days of 8.
    expect(clocks['reply']!.minutes).toEqual({ wall: (6 * 24 + 1) * 60, working: 41 * 60 });
  });

  it('plans each rung, with the days it passes over', () => {
    // Red: Mon 28 (1), Tue 29 (2); whistle: Wed 30 (3).
    expect(rungs(clocks['reply'])).toEqual([
      'remind 2026-09-23 09:00',
      'yellow 2026-09-24 17:00',
      'red 2026-09-29 17:00',
      'whistle 2026-09-30 09:00',
    ]);
    const [remind, yellow, red] = clocks['reply']!.rungs;
    expect(remind).toMatchObject({ status: 'planned', withinHours: true });
    expect(remind!.days.map(({ date, n }) => [date, n])).toEqual([['2026-09-23', 1]]);
    expect(yellow!.why).toEqual({ zh: '到期之时', en: 'at the due' });
    expect(red!.days.map(({ date, n }) => [date.slice(5), n])).toEqual([
      ['09-25', undefined],
      ['09-26', undefined],
      ['09-27', undefined],
      ['09-28', 1],
      ['09-29', 2],
    ]);
    expect(red!.why).toEqual({
      zh: '自到期日2026-09-24往后数2个工作日，当天下班时',
      en: '2 working days after 2026-09-24, the day of the due, at the close of hours',
    });
  });

  it('an urgent one runs through the holiday, its cards by day and night', () => {
    // Wed 30 Sept 16:00 + 24 h; red 8 h later; the whistle after Thu 8 (1), Fri 9 (2), make-up Sat 10 (3).
    const { reply } = grade('B', { at: at('2026-09-30 16:00') });
    expect(rungs(reply)).toEqual(['yellow 2026-10-01 16:00', 'red 2026-10-01 24:00', 'whistle 2026-10-10 09:00']);
    expect(reply!.rungs.map(({ withinHours }) => withinHours)).toEqual([false, false, true]);
    expect(reply!.rungs[1]!.why.en).toBe('8 h after the due, day and night');
  });

  it('counts back over a holiday', () => {
    // Wed 30 Sept + 2 wd: Thu 8 Oct (1), Fri 9 Oct (2). The reminder a working day before: the 8th.
    // Tue 29 Sept + 2 wd: Wed 30 (1), Thu 8 (2): the reminder on the 30th, over seven days off.
    expect(rungs(grade('Q', { at: at('2026-09-30 16:00') })['reply'])![0]).toBe('remind 2026-10-08 09:00');
    const remind = grade('Q', { at: at('2026-09-29 10:00') })['reply']!.rungs[0]!;
    expect(show(remind.at)).toBe('2026-09-30 09:00');
    expect(remind.days.map(({ n }) => n ?? 0)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('a reminder that would come before the arrival does not come', () => {
    const { reply } = grade('C', { at: friday }, shortReply());
    // Due Sun 20 Sept, 17:00; a working day before is the Friday itself, 09:00.
    expect(reply!.rungs.map(({ spec, status }) => [spec.key, status])).toEqual([
      ['remind', 'cancelled'],
      ['yellow', 'planned'],
      ['red', 'planned'],
      ['whistle', 'planned'],
    ]);
  });
});

function shortReply(): Policy {
  const { C } = policy.grades;
  const reply = { ...C!.clocks['reply']!, length: { n: 1, unit: 'wd' as const } };
  return { ...policy, grades: { ...policy.grades, C: { ...C!, clocks: { ...C!.clocks, reply } } } };
}

describe('hours with a noon break', () => {
  const twoHalves: [string, string][] = [
    ['09:00', '12:00'],
    ['14:00', '17:00'],
  ];
  const [mon, tue, wed, thu, fri] = Array.from({ length: 5 }, () => twoHalves);
  const noon = compileCalendar(
    { ...hours, week: { ...hours.week, mon: mon!, tue: tue!, wed: wed!, thu: thu!, fri: fri! } },
    edition,
  );

  it('at 11:59 a minute runs before noon, three hours after it, the rest in the morning', () => {
    // Mon 2 March: 11:59-12:00, 14:00-17:00, then Tue 09:00-09:59.
    const [sign] = previewEntry(policy, noon, { is: 'grade', grade: 'Q' }, { at: at('2026-03-02 11:59') });
    expect(show(sign!.clock.dueAt)).toBe('2026-03-03 09:59');
    expect(sign!.working.steps[0]!.spans.map(({ from, to }) => `${show(from).slice(11)}-${show(to).slice(11)}`)).toEqual([
      '11:59-12:00',
      '14:00-17:00',
      '09:00-09:59',
    ]);
  });
});

describe('what if', () => {
  it('paused: reply and promise move by the paused working time, sign and contact do not', () => {
    // Tue 22 Sept 09:00 to Wed 23 Sept 13:00: 8 + 4 hours. From Thu 24, 17:00: Mon 28 (8), Tue 29 to 13:00, up to 17:00.
    const pause = { from: at('2026-09-22 09:00'), to: at('2026-09-23 13:00'), reason: 'question' };
    const clocks = grade('C', { at: friday, pause });
    expect(show(clocks['reply']!.clock.dueAt)).toBe('2026-09-29 17:00');
    expect(show(clocks['promise']!.clock.dueAt)).toBe('2026-09-29 17:00');
    expect(show(clocks['sign']!.clock.dueAt)).toBe('2026-09-20 17:00');
    expect(rungs(clocks['reply'])![0]).toBe('remind 2026-09-28 09:00');
    expect(clocks['reply']!.working.steps.map(({ act }) => act)).toEqual(['start', 'pause']);
  });

  it('extended: the reply alone', () => {
    // From Thu 24 Sept: Mon 28 (1), 29 (2), 30 (3), Thu 8 Oct (4), Fri 9 Oct (5)
    const clocks = grade('C', { at: friday, extension: { length: { n: 5, unit: 'wd' }, at: friday } });
    expect(show(clocks['reply']!.clock.dueAt)).toBe('2026-10-09 17:00');
    expect(show(clocks['promise']!.clock.dueAt)).toBe('2026-09-24 17:00');
    expect(clocks['reply']!.refused).toEqual([]);
  });

  it('extended after a pause: from the due that the pause made', () => {
    // The pause makes it Tue 29 Sept (above); then Wed 30 (1), Thu 8 Oct (2).
    const pause = { from: at('2026-09-22 09:00'), to: at('2026-09-23 13:00'), reason: 'question' };
    const extension = { length: { n: 2, unit: 'wd' as const }, at: at('2026-09-23 14:00') };
    expect(show(grade('C', { at: friday, pause, extension })['reply']!.clock.dueAt)).toBe('2026-10-08 17:00');
  });

  it.each([
    ['more than the policy grants', 'C', { n: 6, unit: 'wd' }, '2026-09-18 16:00', 'EXTENSION_LIMIT'],
    ['a grade that is not extended', 'A', { n: 1, unit: 'wd' }, '2026-09-18 16:00', 'EXTENSION_LIMIT'],
    ['a minute after the due', 'C', { n: 1, unit: 'wd' }, '2026-09-24 17:01', 'EXTENSION_AFTER_DUE'],
  ] as const)('%s is refused, and the due stays', (_what, name, length, granted, code) => {
    const asked = grade(name, { at: friday, extension: { length, at: at(granted) } })['reply'];
    expect(asked!.refused).toEqual([code]);
    expect(asked!.clock.dueAt).toBe(grade(name, { at: friday })['reply']!.clock.dueAt);
  });

  it('a pause that ends before it begins, or begins before the arrival, is refused', () => {
    const [early, late] = [at('2026-09-17 09:00'), at('2026-09-22 09:00')];
    for (const pause of [
      { from: late, to: late, reason: '?' },
      { from: early, to: late, reason: '?' },
    ] as const) {
      expect(grade('C', { at: friday, pause })['reply']!.refused).toEqual(['PAUSE_OUT_OF_ORDER']);
    }
  });
});

describe('other entries', () => {
  const due = (entry: Parameters<typeof previewEntry>[2], when: string) =>
    show(previewEntry(policy, calendar, entry, { at: at(when) })[0]!.clock.dueAt);

  it.each([
    // 4 wh from Fri 16:00: one hour, then make-up Sunday 09:00-12:00
    [{ is: 'stage', stage: 'verify', grade: 'C' }, '2026-09-18 16:00', '2026-09-20 12:00'],
    [{ is: 'stage', stage: 'verify', grade: 'A' }, '2026-09-18 16:00', '2026-09-18 16:05'],
    // 10 nd, unrolled: 28 Sept
    [{ is: 'window', window: 'needInfo' }, '2026-09-18 16:00', '2026-09-28 24:00'],
    [{ is: 'reportIn', whistle: 'emergency' }, '2026-09-18 16:00', '2026-09-18 16:30'],
    // 3 wd: Sun 20, Mon 21, Tue 22
    [{ is: 'rework', grade: 'C' }, '2026-09-18 16:00', '2026-09-22 17:00'],
  ] as const)('%o', (entry, when, expected) => expect(due(entry, when)).toBe(expected));

  it('an entry that the policy has not has no clocks', () => {
    expect(previewEntry(policy, calendar, { is: 'window', window: 'nothing' }, { at: friday })).toEqual([]);
  });

  it("a unit's own week counts for its own clocks, not for the promise", () => {
    const own = {
      name: { zh: '周末也上班', en: 'open at weekends' },
      week: { ...hours.week, sat: hours.week.fri },
      overrides: [],
    };
    const withUnit = compileCalendar(hours, { ...edition, units: { U1: own } });
    const [, , reply, promise] = previewEntry(policy, withUnit, { is: 'grade', grade: 'C' }, { at: friday, unit: 'U1' });
    // Sat 19 (1), Sun 20 (2), Mon 21 (3), Tue 22 (4), Wed 23 (5)
    expect(show(reply!.clock.dueAt)).toBe('2026-09-23 17:00');
    expect(show(promise!.clock.dueAt)).toBe('2026-09-24 17:00');
  });
});
