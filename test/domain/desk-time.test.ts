import { deskClock, wallTime } from '#domain';

describe('desk time', () => {
  const fast = deskClock({ realEpoch: '2026-11-22T12:00:00.000Z', deskEpoch: '2026-03-02T01:00:00.000Z', speed: 3600 });

  it('reads its epoch at the real epoch', () => {
    expect(fast.deskAt('2026-11-22T12:00:00.000Z')).toBe('2026-03-02T01:00:00.000Z');
  });

  it('runs as many times faster as it says', () => {
    // 10 real seconds x 3600 = 36 000 s = 10 desk hours
    expect(fast.deskAt('2026-11-22T12:00:10.000Z')).toBe('2026-03-02T11:00:00.000Z');
  });

  it('runs before its epoch too', () => {
    // 1 real second before the epoch = 1 desk hour before
    expect(fast.deskAt('2026-11-22T11:59:59.000Z')).toBe('2026-03-02T00:00:00.000Z');
  });

  it('says when in real time a desk instant comes', () => {
    // one desk day is 24 x 3600 s / 3600 = 24 real seconds
    expect(fast.realAt('2026-03-03T01:00:00.000Z')).toBe('2026-11-22T12:00:24.000Z');
  });

  it('never lets a real instant come before its desk instant', () => {
    // 1 desk ms is 1/3600 real ms, rounded up to 1 real ms, which is 3600 desk ms later
    const desk = '2026-03-02T01:00:00.001Z';
    expect(fast.realAt(desk)).toBe('2026-11-22T12:00:00.001Z');
    expect(fast.deskAt(fast.realAt(desk)) >= desk).toBe(true);
  });

  it('turns lengths of desk time into real ones, rounded up', () => {
    expect(fast.realMs(3_600_000)).toBe(1000);
    expect(fast.realMs(1)).toBe(1);
  });

  it('is real time when nothing was set', () => {
    expect(deskClock(wallTime).deskAt('2026-11-22T12:00:00.123Z')).toBe('2026-11-22T12:00:00.123Z');
    expect(deskClock(wallTime).realAt('2026-11-22T12:00:00.123Z')).toBe('2026-11-22T12:00:00.123Z');
  });

  it('refuses to stand still or run backward', () => {
    expect(() => deskClock({ ...wallTime, speed: 0 })).toThrow(RangeError);
    expect(() => deskClock({ ...wallTime, speed: -1 })).toThrow(RangeError);
  });
});
