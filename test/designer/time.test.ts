import { dueOf, lengthOf, momentOf, urgencyOf } from '../../designer/i18n';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('instants as people read them', () => {
  it('are in the city’s zone', () => {
    // 09:05 UTC is 17:05 in Shanghai.
    expect(momentOf('2026-11-27T09:05:00Z')).toBe('2026-11-27 17:05');
  });

  it('show a due at midnight as 24:00 of the day before (R10)', () => {
    // 16:00 UTC on the 27th is 00:00 on the 28th in Shanghai.
    expect(dueOf('2026-11-27T16:00:00Z')).toBe('2026-11-27 24:00');
    expect(dueOf('2026-11-27T16:01:00Z')).toBe('2026-11-28 00:01');
    expect(dueOf('2026-12-31T16:00:00Z')).toBe('2026-12-31 24:00');
  });
});

describe('lengths', () => {
  it('are said in at most two units, minutes only within a day', () => {
    expect(lengthOf(26 * HOUR + 30 * MINUTE, 'zh')).toBe('1天2小时');
    expect(lengthOf(2 * HOUR + 5 * MINUTE, 'en')).toBe('2 h 5 min');
    expect(lengthOf(40_000, 'zh')).toBe('不到 1 分钟');
    expect(lengthOf(-3 * HOUR, 'en')).toBe('3 h');
  });
});

describe('urgency', () => {
  const now = Date.parse('2026-11-27T00:00:00Z');
  const inMs = (ms: number) => urgencyOf(new Date(now + ms).toISOString(), now);

  it('is overdue only after the due, never at it (R10)', () => {
    expect(inMs(0)).toBe('today');
    expect(inMs(-1)).toBe('overdue');
  });

  it('grows at eight hours and at two days', () => {
    expect(inMs(8 * HOUR - 1)).toBe('today');
    expect(inMs(8 * HOUR)).toBe('soon');
    expect(inMs(48 * HOUR - 1)).toBe('soon');
    expect(inMs(48 * HOUR)).toBe('calm');
  });
});
