import { type Borders, bordersSchema, districtsAt } from '#domain';

/** A border along the meridian 106.7 from 26.6 to 26.7; at 26.65 a degree of longitude is 111,195 m × cos 26.65° = 99,382 m. */
const borders: Borders = {
  metres: 50,
  lines: [
    { between: ['520103', '520115'], line: [26.6, 26.65, 26.7].map((lat) => ({ lat, lng: 106.7 })) },
    {
      between: ['520103', '520102'],
      line: [
        { lat: 26.6, lng: 106.6 },
        { lat: 26.6, lng: 106.7 },
      ],
    },
  ],
};

describe('borders', () => {
  const at = (lat: number, lng: number) =>
    districtsAt({ lat, lng }, borders).map(({ district, metres }) => [district, Math.round(metres)]);

  it('are near within the metres of the settings, on either side', () => {
    // 0.0005° of longitude are 49.7 m, 0.00051° are 50.7 m
    expect(at(26.65, 106.7005)).toEqual([
      ['520103', 50],
      ['520115', 50],
    ]);
    expect(at(26.65, 106.6995)).toHaveLength(2);
    expect(at(26.65, 106.70051)).toEqual([]);
  });

  it('end where their lines end', () => {
    // 0.0004° of latitude north of the end are 44.5 m, 0.0005° are 55.6 m
    expect(at(26.7004, 106.7)).toHaveLength(2);
    expect(at(26.7005, 106.7)).toEqual([]);
  });

  it('meet in corners: all three districts, the nearest first', () => {
    expect(at(26.6002, 106.6999)).toEqual([
      ['520103', 10],
      ['520115', 10],
      ['520102', 22],
    ]);
    expect(districtsAt(null, borders)).toEqual([]);
  });

  it('are lines of two points at least, between divisions', () => {
    expect(
      bordersSchema.safeParse({ metres: 50, lines: [{ between: ['520103', '520115'], line: [{ lat: 26, lng: 106 }] }] }).success,
    ).toBe(false);
    expect(
      bordersSchema.safeParse({ metres: 50, lines: [{ between: ['520103', '5201'], line: borders.lines[0]!.line }] }).success,
    ).toBe(false);
  });
});
