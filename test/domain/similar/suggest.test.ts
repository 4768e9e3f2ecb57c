import { featureReader, type Known, repeatsOf, shippedSimilar, type Standing, suggest } from '#domain';

const read = featureReader(shippedSimilar);
const spot = { lat: 26.6, lng: 106.7 };
const known = (no: string, more: Partial<Known> = {}, text = '沙冲路口路灯不亮，晚上黑漆漆的'): Known => ({
  ...{ no, category: 'lamp', district: '520102', street: '520102023', point: spot, at: '2026-05-01T08:00:00.000Z' },
  ...{ reporter: null, address: null },
  ...more,
  features: read(text),
});
const standing = (no: string, more: Partial<Standing> = {}): Standing => ({
  no,
  stage: 'HANDLING',
  final: false,
  closedAt: null,
  ...more,
});
const ask = (arriving: Known, ...others: [Known, Standing][]) =>
  suggest(
    arriving,
    others.map(([one]) => one),
    new Map(others.map(([one, at]) => [one.no, at])),
    shippedSimilar,
  );
const kinds = (found: ReturnType<typeof ask>) => found.map(({ no, kind }) => [no, kind]);

describe('what a reviewer is shown', () => {
  const arriving = known('N', { at: '2026-05-02T08:00:00.000Z', reporter: 'r1' });

  it('shows open issues that are alike, the issue of a merged submission once', () => {
    const found = ask(
      arriving,
      [known('A'), standing('A')],
      [known('B'), standing('A')],
      [known('C', {}, '公交车不到站'), standing('C')],
    );
    expect(kinds(found)).toEqual([['A', 'similar']]);
  });

  it('shows nothing that can take nobody in, nor the issue itself', () => {
    const found = ask(
      arriving,
      ...(['MERGED', 'REJECTED', 'REFERRED_OUT', 'WITHDRAWN'] as const).map((stage): [Known, Standing] => [
        known(stage),
        standing(stage, { stage }),
      ]),
      [known('F'), standing('F', { final: true })],
      [known('N'), standing('N')],
    );
    expect(found).toEqual([]);
  });

  it('puts the same resident’s of the last 24 hours first, and only on this matter', () => {
    const mine = (at: string, text?: string) => known('M', { at, reporter: 'r1' }, text);
    const beside = (one: Known) => kinds(ask(arriving, [known('A'), standing('A')], [one, standing('M')]));
    expect(beside(mine('2026-05-01T08:00:00.000Z'))).toEqual([
      ['M', 'sameResident'],
      ['A', 'similar'],
    ]);
    expect(beside(mine('2026-05-01T07:59:59.999Z'))[0]).toEqual(['A', 'similar']);
    expect(beside(mine('2026-05-01T09:00:00.000Z', '公交车不到站'))).toEqual([['A', 'similar']]);
  });

  it('proposes a closed one as a relapse for 30 days, within 50 m or at the same address', () => {
    // 0.0004° of latitude are 44.5 m, 0.0005° are 55.6 m
    const closed = (more: Partial<Known>, closedAt: string): [Known, Standing] => [
      known('Z', { at: '2026-03-01T08:00:00.000Z', ...more }),
      standing('Z', { stage: 'CLOSED', closedAt }),
    ];
    const is = (more: Partial<Known>, closedAt: string) =>
      kinds(ask({ ...arriving, address: 'a1' }, closed(more, closedAt))).length > 0;
    const north = (degrees: number) => ({ point: { lat: spot.lat + degrees, lng: spot.lng } });
    const exactly = '2026-04-02T08:00:00.000Z';
    expect(is(north(0.0004), exactly)).toBe(true);
    expect(is(north(0.0004), '2026-04-02T07:59:59.999Z')).toBe(false);
    expect(is(north(0.0005), exactly)).toBe(false);
    expect(is({ ...north(0.0004), category: 'road' }, exactly)).toBe(false);
    expect(is({ ...north(0.02), category: 'road', address: 'a1' }, exactly)).toBe(true);
    expect(is(north(0.0004), '2026-05-03T08:00:00.000Z')).toBe(false);
  });

  it('says when it is of another district', () => {
    const there = known('A', { district: '520103', street: null, point: null, category: 'posters' }, '楼道里贴满开锁小广告');
    const [found] = ask({ ...known('N', { category: 'posters', point: null }, '楼道里全是开锁的小广告') }, [
      there,
      standing('A'),
    ]);
    expect(found).toMatchObject({ no: 'A', elsewhere: true });
  });
});

describe('repeated submissions', () => {
  const mine = (no: string, at: string, text?: string) => known(no, { at, reporter: 'r1' }, text);
  const arriving = mine('N', '2026-05-31T00:00:00.000Z');
  const earlier = [
    mine('1', '2026-05-01T00:00:00.000Z'),
    mine('2', '2026-05-20T00:00:00.000Z'),
    mine('3', '2026-05-30T00:00:00.000Z'),
  ];

  it('marks from the limit on, and never the first', () => {
    expect(repeatsOf(arriving, [], shippedSimilar)).toEqual({ earlier: [], overLimit: false });
    expect(repeatsOf(arriving, earlier.slice(0, 2), shippedSimilar)).toEqual({ earlier: ['1', '2'], overLimit: false });
    expect(repeatsOf(arriving, earlier, shippedSimilar)).toEqual({ earlier: ['1', '2', '3'], overLimit: true });
  });

  it('counts this person, this matter and these days only', () => {
    const others = [
      mine('old', '2026-04-30T23:59:59.999Z'),
      mine('bus', '2026-05-30T00:00:00.000Z', '公交车不到站'),
      known('who', { at: '2026-05-30T00:00:00.000Z', reporter: 'r2' }),
      mine('later', '2026-06-01T00:00:00.000Z'),
    ];
    expect(repeatsOf(arriving, others, shippedSimilar).earlier).toEqual([]);
    expect(
      repeatsOf(
        { ...arriving, reporter: null },
        earlier.map((one) => ({ ...one, reporter: null })),
        shippedSimilar,
      ).earlier,
    ).toEqual([]);
  });
});
