import { type Instant, instantAt } from '../../deadline';
import { dayNumberOf, weekdayOfDay } from '../../deadline/instant';
import { DAY_MS, toUtc, zoneOf } from '../../deadline/zone';
import type { IntakeRecord } from '../../issue';
import type { Facts } from '../../text';
import { type Chance, chanceOf, happens, keyOf, weighted } from './chance';
import type { YearProfile } from './profile';
import type { Town } from './town';

/** One report on its way to the desk. */
export type Arrival = { at: Instant; no: string; intake: IntakeRecord; facts: Facts; isDuplicate: boolean };

/** The instants of a year's reports, earliest first: by season, weekday and hour, Saturday's weight on a working Saturday too. */
export function arrivalTimes(profile: YearProfile, zone: string, seed: number, issues: number): Instant[] {
  const chance = chanceOf(seed, 'arrivals');
  const first = dayNumberOf(profile.start);
  const days = Array.from({ length: profile.days }, (_, i) => dayWeight(profile, first + i));
  const upTo = sums(days);
  const hours = sums(profile.hours);
  const times = Array.from({ length: issues }, () => {
    const day = first + placeIn(upTo, chance.next());
    const hour = placeIn(hours, chance.next());
    return toUtc(zoneOf(zone), day * DAY_MS + Math.floor((hour + chance.next()) * 3_600_000));
  });
  return Float64Array.from(times)
    .sort()
    .reduce<Instant[]>((list, at) => (list.push(instantAt(at)), list), []);
}

function dayWeight({ weekdays, months }: YearProfile, day: number): number {
  const month = new Date(day * DAY_MS).getUTCMonth();
  return (weekdays[weekdayOfDay(day)] ?? 0) * (months[month] ?? 0);
}

function sums(list: readonly number[]): number[] {
  let sum = 0;
  return list.map((one) => (sum += one));
}

/** The first place whose sum lies above a share of the whole. */
function placeIn(upTo: readonly number[], at: number): number {
  const wanted = at * (upTo.at(-1) ?? 0);
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What is reported at the n-th instant; drawn from the report's own chance. */
export function arrivalOf(
  n: number,
  at: Instant,
  { profile, town, seed }: { profile: YearProfile; town: Town; seed: number },
): Arrival {
  const no = `Y-${String(n + 1).padStart(6, '0')}`;
  const chance = chanceOf(seed, no);
  const district = keyOf(chance, profile.districts);
  const category = keyOf(chance, profile.categories);
  const keywords = profile.keywords.filter(({ share }) => happens(chance, share)).map(({ word }) => word);
  const unit = happens(chance, profile.units.named) ? unitIn(chance, town, district, profile.units.crowding) : null;
  const intake: IntakeRecord = {
    ...{ no, source: keyOf(chance, profile.sources), externalId: no, receivedAt: at, acceptedAt: null, category, district },
    ...{ street: null, point: null, anonymous: true, channel: 'page', reporter: {}, text: '—', photos: [] },
  };
  const facts: Facts = unit === null ? { keywords } : { keywords, unit };
  return { at, no, intake, facts, isDuplicate: happens(chance, profile.duplicates) };
}

/** A unit of the district, the first ones far more often than the last (a rank-size rule with `crowding` as its exponent). */
export function unitIn(chance: Chance, town: Town, district: string | null, crowding: number): string | null {
  const units = town.workers.get(district ?? '') ?? town.workers.get('') ?? [];
  if (units.length === 0) return null;
  return (
    units[
      weighted(
        chance,
        units.map((_, i) => 1 / (i + 1) ** crowding),
      )
    ]?.code ?? null
  );
}
