import { fileFaultCodes, fileFaultText, readNoticeFile } from '../../api/calendar-files';

const csv = (text: string) => readNoticeFile({ format: 'csv', text, year: 2027 });
const ics = (text: string) => readNoticeFile({ format: 'ics', text, year: 2027 });
const event = (lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const file = (...events: string[][]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');

describe('a notice as CSV', () => {
  it('is read in either language, with dates as people write them', () => {
    const zh = csv('\ufeff开始,结束,类型,名称\n2027-01-01,2027-01-03,放假,元旦\n2027年1月9日,,调休上班,元旦\n');
    const name = { zh: '元旦', en: '元旦' };
    expect(zh).toEqual({
      faults: [],
      rows: [
        { line: 2, from: '2027-01-01', to: '2027-01-03', kind: 'holiday', name },
        { line: 3, from: '2027-01-09', to: '2027-01-09', kind: 'workday', name },
      ],
    });
    const en = csv('date;kind;name;name_en\n2027/2/6;off;春节;Spring Festival\n');
    expect(en.rows).toEqual([
      { line: 2, from: '2027-02-06', to: '2027-02-06', kind: 'holiday', name: { zh: '春节', en: 'Spring Festival' } },
    ]);
  });

  it.each([
    ['a header without names', '2027-01-01,2027-01-03,放假,元旦\n', [['NO_HEADER', 1]]],
    [
      'a date that does not exist',
      'from,to,kind,name\n2027-02-29,,off,x\n2027-02-06,2027-02-31,off,x\n',
      [
        ['NOT_A_DATE', 2],
        ['NOT_A_DATE', 3],
      ],
    ],
    ['a kind nobody knows', 'from,to,kind,name\n\n2027-01-01,,maybe,x\n', [['UNKNOWN_KIND', 3]]],
    ['no name', 'from,to,kind,name\n2027-01-01,,off,\n', [['NAME_MISSING', 2]]],
    ['a quote that never ends', 'from,to,kind,name\n2027-01-01,,off,"x\n', [['NOT_READABLE', expect.any(Number)]]],
    ['nothing', 'from,to,kind,name\n', [['NO_ROWS', null]]],
  ])('with %s says which line', (_why, text, faults) => {
    expect(csv(text).faults.map(({ code, line }) => [code, line])).toEqual(faults);
  });
});

describe('a notice as iCalendar', () => {
  it('is read for the year asked for; the end of a whole-day event is not in it', () => {
    const text = file(
      event(['UID:1', 'DTSTART;VALUE=DATE:20270206', 'DTEND;VALUE=DATE:20270213', 'SUMMARY:春节（休）']),
      event(['UID:2', 'DTSTART;VALUE=DATE:20270220', 'SUMMARY:春节 补班 第1天/共2天']),
      event(['UID:3', 'DTSTART;VALUE=DATE:20261001', 'DTEND;VALUE=DATE:20261008', 'SUMMARY:国庆节 假期']),
      event(['UID:4', 'DTSTART;VALUE=DATE:20270501', 'X-APPLE-SPECIAL-DAY:WORK-HOLIDAY', 'SUMMARY:劳动节']),
    );
    expect(ics(text).faults).toEqual([]);
    expect(ics(text).rows.map(({ line, from, to, kind, name }) => [line, from, to, kind, name.zh])).toEqual([
      [3, '2027-02-06', '2027-02-12', 'holiday', '春节'],
      [9, '2027-02-20', '2027-02-20', 'workday', '春节'],
      [20, '2027-05-01', '2027-05-01', 'holiday', '劳动节'],
    ]);
  });

  it.each([
    ['a title that does not say which', event(['DTSTART;VALUE=DATE:20270501', 'SUMMARY:劳动节']), [['UNKNOWN_KIND', 3]]],
    [
      'an event that repeats',
      event(['DTSTART;VALUE=DATE:20270501', 'RRULE:FREQ=YEARLY', 'SUMMARY:劳动节（休）']),
      [['RECURRING', 3]],
    ],
    ['no start', event(['SUMMARY:劳动节（休）']), [['NOT_A_DATE', 3]]],
    ['a line of nonsense', event(['DTSTART;VALUE=DATE:20270501', 'nonsense']), [['NOT_READABLE', 5]]],
    ['only another year', event(['DTSTART;VALUE=DATE:20260501', 'SUMMARY:劳动节（休）']), [['NO_ROWS', null]]],
  ])('with %s says which line', (_why, lines, faults) => {
    expect(ics(file(lines)).faults.map(({ code, line }) => [code, line])).toEqual(faults);
  });

  it('that is something else is refused', () => {
    expect(ics('<html>').faults[0]?.code).toBe('NOT_READABLE');
    expect(ics('').faults[0]?.code).toBe('NOT_READABLE');
  });
});

it('every fault of a file has its sentence and its mend', () => {
  for (const code of fileFaultCodes) {
    const { what, mend } = fileFaultText({ code, line: 1, found: 'x' });
    expect([what.zh, what.en, mend.zh, mend.en].every((text) => text.length > 3)).toBe(true);
  }
});
