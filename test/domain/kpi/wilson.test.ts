import { median, quantile, wilson } from '../../../workflows/domain/kpi/wilson';

describe('the Wilson interval', () => {
  // 8 of 10 at z = 1.96: z² = 3.8416, middle (0.8 + 0.19208) / 1.38416, reach 1.96·√(0.016 + 0.009604) / 1.38416 = 0.313624 / 1.38416
  it('is worked out by hand for 8 of 10', () => {
    const [low, high] = wilson(8, 10, 1.96) ?? [NaN, NaN];
    expect(low).toBeCloseTo(0.49016, 4);
    expect(high).toBeCloseTo(0.94332, 4);
  });

  // 0 of 10: middle = reach = 0.19208 (1.96·√0.009604), so the low end is 0 and the high end 0.38416 / 1.38416
  it('is worked out by hand for none of 10', () => {
    const [low, high] = wilson(0, 10, 1.96) ?? [NaN, NaN];
    expect(low).toBeCloseTo(0, 10);
    expect(high).toBeCloseTo(0.27754, 4);
  });

  it('reaches 1 where all succeed, and is nothing without a sample', () => {
    expect(wilson(10, 10, 1.96)?.[1]).toBeCloseTo(1, 10);
    expect(wilson(0, 0, 1.96)).toBeNull();
  });
});

describe('middles', () => {
  it('take the mean of the two in the middle of an even number', () => {
    expect(median([1, 2, 4, 9])).toBe(3);
    expect(median([1, 2, 9])).toBe(2);
    expect(median([])).toBeNull();
  });

  // nearest rank: ⌈0.9 · 10⌉ = the 9th of ten, ⌈0.9 · 4⌉ = the 4th of four
  it('find the p90 by the nearest rank', () => {
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
    expect(quantile([1, 2, 3, 4], 0.9)).toBe(4);
    expect(quantile([], 0.9)).toBeNull();
  });
});
