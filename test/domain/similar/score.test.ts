import {
  boundOf,
  type Compared,
  featureReader,
  metresBetween,
  scoreOf,
  shippedSimilar,
  type SimilarSettings,
  textCloseness,
} from '#domain';

/** Round figures, so that every expectation is worked out by hand. */
const settings: SimilarSettings = {
  ...shippedSimilar,
  weights: { category: 1, distance: 1, time: 1, text: 1 },
  unknownPlace: { street: 0.8, district: 0.6, none: 0.5, apart: 0.1 },
  far: 0.05,
  otherCategory: 0.25,
  text: { object: 0.5, fault: 0.3, gram: 0.2, unknown: 0.4, clash: 0, markClash: 0.5, intentClash: 0.25, gramFull: 0.5 },
  standard: { radiusM: 100, days: 10, related: {} },
  categories: {
    lamp: { radiusM: 200, days: 20, related: { safety: 0.5 } },
    posters: { radiusM: 100, days: 10, far: 0.6, related: {} },
  },
  lexicon: {
    common: '请 处理',
    matters: [
      { key: 'lamp', kind: 'object', words: '路灯 街灯' },
      { key: 'pole', kind: 'object', words: '灯杆' },
      { key: 'dark', kind: 'fault', words: '不亮 黑漆漆' },
      { key: 'tilt', kind: 'fault', words: '倾斜 歪' },
      { key: 'question', kind: 'intent', words: '咨询' },
    ],
  },
};
const read = featureReader(settings);
const at = (text: string, more: Partial<Compared> = {}): Compared => ({
  ...{ category: 'lamp', district: '520103', street: '520103023', point: null, at: '2026-05-01T00:00:00.000Z' },
  ...more,
  features: read(text),
});

describe('features of a text', () => {
  it('finds words for one and the same, the longest first, and pairs of what is left', () => {
    expect(read('请处理3栋路灯不亮')).toEqual({
      ...{ objects: ['lamp'], faults: ['dark'], intents: [], grams: ['3栋'], marks: [{ of: '栋', is: '3栋' }] },
    });
  });

  it('reads one form of what is written in several: width, case, numbers of buildings', () => {
    const mark = (text: string) => read(text).marks;
    expect(mark('十二栋')).toEqual([{ of: '栋', is: '12栋' }]);
    expect(mark('二十栋')).toEqual([{ of: '栋', is: '20栋' }]);
    expect(mark('１２栋，Ｍ区')).toEqual([
      { of: '栋', is: '12栋' },
      { of: '区', is: 'm区' },
    ]);
  });

  it('joins no pair over a sign or a word that was taken out', () => {
    expect(read('东街，西街').grams).toEqual(['东街', '西街']);
    expect(read('东请西').grams).toEqual([]);
  });
});

describe('closeness of texts', () => {
  const text = (a: string, b: string) => textCloseness(read(a), read(b), settings.text);

  it('is all where objects, faults and the rest agree', () => {
    expect(text('东街路灯不亮', '东街街灯黑漆漆')).toBeCloseTo(1);
  });

  it('takes a clash of faults for what it is', () => {
    // objects 1 × 0.5, faults share nothing 0, the one pair 东街 1 × 0.2
    expect(text('东街路灯不亮', '东街路灯倾斜')).toBeCloseTo(0.7);
  });

  it('counts what only one of two names as unknown', () => {
    // objects 1 × 0.5, faults unknown 0.4 × 0.3, no pairs
    expect(text('路灯', '路灯不亮')).toBeCloseTo(0.62);
  });

  it('looks for a few words among many', () => {
    // objects: one of one and one of two → 1/3 + 1/2 = 5/6; faults unknown on both sides
    expect(text('路灯', '路灯灯杆')).toBeCloseTo(0.5 * (5 / 6) + 0.3 * 0.4);
  });

  it('tells buildings and questions apart', () => {
    // two pairs of one (3栋, 5栋) share nothing: objects 0.5 + faults 0.3 = 0.8, halved
    expect(text('3栋路灯不亮', '5栋路灯不亮')).toBeCloseTo(0.4);
    expect(text('路灯不亮', '咨询路灯不亮')).toBeCloseTo(0.8 * 0.25);
  });
});

describe('the score', () => {
  const text = '路灯不亮';
  const whole = 0.8;

  it('is the product of the four factors, the same both ways', () => {
    const near = { point: { lat: 26.6, lng: 106.7 } };
    // 0.00179864° of latitude are 200 m: half of closeness is left at the radius; 20 days later half of time
    const other = { point: { lat: 26.6 + 0.00179864, lng: 106.7 }, at: '2026-05-21T00:00:00.000Z' };
    const score = scoreOf(at(text, near), at(text, other), settings);
    expect(score.metres).toBeCloseTo(200, 0);
    expect([score.category, score.distance, score.time, score.text].map((factor) => Number(factor.toFixed(3)))).toEqual([
      1,
      0.5,
      0.5,
      whole,
    ]);
    expect(score.score).toBeCloseTo(0.5 * 0.5 * whole);
    expect(scoreOf(at(text, other), at(text, near), settings)).toEqual(score);
  });

  it('knows categories under which the same is filed', () => {
    const category = (a: string | null, b: string | null) =>
      scoreOf(at(text, { category: a }), at(text, { category: b }), settings).category;
    expect([category('lamp', 'safety'), category('safety', 'lamp'), category('lamp', 'noise')]).toEqual([0.5, 0.5, 0.25]);
  });

  it('takes street or district where a point is missing', () => {
    const distance = (more: Partial<Compared>) => scoreOf(at(text), at(text, more), settings).distance;
    expect(distance({})).toBe(0.8);
    expect(distance({ street: null })).toBe(0.6);
    expect(distance({ street: null, district: null })).toBe(0.5);
    expect(distance({ street: '520102031', district: '520102' })).toBe(0.1);
  });

  it('leaves as much of the other end of the city as the category says', () => {
    const [here, there] = [
      { lat: 26.55, lng: 106.7 },
      { lat: 26.65, lng: 106.7 },
    ];
    const far = (category: string) =>
      boundOf(at(text, { category, point: here }), at(text, { category, point: there }), settings).distance;
    expect([far('posters'), far('lamp')]).toEqual([0.6, 0.05]);
  });

  it('measures a degree of latitude', () => {
    expect(metresBetween({ lat: 26, lng: 106 }, { lat: 27, lng: 106 })).toBeCloseTo(111_195, -1);
  });
});
