import { z } from 'zod';

/** Borders of a city's districts as lines of points, so far as somebody has drawn them (DOMAIN 4 #45). */
export const bordersSchema = z.object({
  /** Nearer than this it is asked first, or given to both sides with one lead. */
  metres: z.number().positive(),
  lines: z.array(
    z.object({
      between: z.tuple([z.string().regex(/^\d{6}$/), z.string().regex(/^\d{6}$/)]),
      line: z.array(z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })).min(2),
    }),
  ),
});
export type Borders = z.infer<typeof bordersSchema>;
type Point = { lat: number; lng: number };

/** The districts whose border a point is near, the nearest first; its own is among them. */
export function districtsAt(point: Point | null, { metres, lines }: Borders): { district: string; metres: number }[] {
  if (point === null) return [];
  const near = new Map<string, number>();
  for (const { between, line } of lines) {
    const distance = Math.min(...line.slice(1).map((to, n) => metresToSegment(point, line[n] ?? to, to)));
    if (distance <= metres) for (const code of between) near.set(code, Math.min(distance, near.get(code) ?? distance));
  }
  return [...near]
    .map(([district, at]) => ({ district, metres: at }))
    .sort((a, b) => a.metres - b.metres || (a.district < b.district ? -1 : 1));
}

const metresOfDegree = 111_195;

/** Flat around the point: exact enough over the few hundred metres that count. */
function metresToSegment(point: Point, from: Point, to: Point): number {
  const flat = ({ lat, lng }: Point): [number, number] => [
    (lng - point.lng) * metresOfDegree * Math.cos((point.lat * Math.PI) / 180),
    (lat - point.lat) * metresOfDegree,
  ];
  const [[ax, ay], [bx, by]] = [flat(from), flat(to)];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx ** 2 + dy ** 2;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy);
}
