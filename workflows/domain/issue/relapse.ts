import { metresBetween } from '../distance';
import { type Calendar, type Instant, type Policy, dueOf } from '../deadline';

/** Where a report is about: a point, or what the reporter wrote of the place. */
export type Spot = { point: { lat: number; lng: number } | null; address: string | null };
/** A closed case with the spots of its reports. */
export type ClosedCase = { no: string; category: string; closedAt: Instant; spots: readonly Spot[] };
type Report = Spot & { category: string; at: Instant };

/**
 * The closed case that a new report brings back (DOMAIN 4 #17): the same category at the same spot, within the policy's distance
 * (50 m shipped) or with the same address text, reported within the policy's time after the closing (30 nd shipped). The latest
 * closed one of several; null when there is none.
 */
export function relapseOf(
  calendar: Calendar,
  rule: Pick<Policy['merge'], 'relapseWithin' | 'relapseMetres'>,
  report: Report,
  closed: readonly ClosedCase[],
): string | null {
  const fitting = closed.filter(
    (one) =>
      one.category === report.category &&
      one.closedAt <= report.at &&
      report.at <= dueOf(calendar, rule.relapseWithin, one.closedAt, { rolled: false }).dueAt &&
      one.spots.some((spot) => isSameSpot(rule.relapseMetres, spot, report)),
  );
  return fitting.sort((a, b) => (a.closedAt < b.closedAt ? 1 : -1))[0]?.no ?? null;
}

function isSameSpot(metres: number, a: Spot, b: Spot): boolean {
  if (a.point && b.point && metresBetween(a.point, b.point) <= metres) return true;
  const [one, other] = [plain(a.address), plain(b.address)];
  return one !== '' && one === other;
}

/** Spaces, full-width forms and case do not make another place. */
const plain = (address: string | null): string => (address ?? '').normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
