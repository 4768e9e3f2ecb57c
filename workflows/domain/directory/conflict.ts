import { lineOf } from './branch';
import type { DirectorySlice, Unit } from './unit';

/** Why a unit may not have an issue: it is accused, lies below an accused one, or has the same head (DOMAIN 4 #38). */
type Removed = { unit: string; because: 'accused' | 'branch' | 'sameHead'; of: string };

/** Who takes a removed unit's place, and the supervision bodies that could not. `unit` is null when there is none at all. */
type Fallback = { for: string; unit: string | null; passedOver: string[] };

export type Filtered = {
  /** Who may have the issue, in the order asked for, each removed unit replaced by supervision. */
  units: string[];
  removed: Removed[];
  fallback: Fallback[];
};

/**
 * The conflict-of-interest filter, which no rule can switch off. `accused` names units by code and persons by id. A removed
 * unit's share goes to the supervision body of the next level (DOMAIN 2.9): of the district for a street office or a district's
 * department, of the city for a district itself, to the two centres' chief for a body of the city; on upward while the body
 * found is itself accused or not active.
 */
export function conflictFilter(slice: DirectorySlice, units: readonly string[], accused: readonly string[]): Filtered {
  const removed = units.flatMap((unit) => conflictOf(slice, unit, accused) ?? []);
  const fallback = removed.map(({ unit }) => fallbackFor(slice, unit, accused));
  const instead = new Map(fallback.map((entry) => [entry.for, entry.unit]));
  const allowed = units.map((unit) => (instead.has(unit) ? instead.get(unit) : unit)).filter((unit) => typeof unit === 'string');
  return { units: [...new Set(allowed)], removed, fallback };
}

function conflictOf(slice: DirectorySlice, unit: string, accused: readonly string[]): Removed | null {
  if (accused.includes(unit)) return { unit, because: 'accused', of: unit };
  const line = lineOf(slice, unit);
  const above = line.find((one) => accused.includes(one.code));
  if (above) return { unit, because: 'branch', of: above.code };
  const heads = new Map(accused.map((name) => [slice.units[name]?.head ?? name, name]));
  const led = line.find((one) => one.head !== null && heads.has(one.head));
  return led ? { unit, because: 'sameHead', of: heads.get(led.head ?? '') ?? led.code } : null;
}

function fallbackFor(slice: DirectorySlice, unit: string, accused: readonly string[]): Fallback {
  const passedOver: string[] = [];
  for (const body of bodiesAbove(slice, slice.units[unit])) {
    if (body.active && !conflictOf(slice, body.code, accused)) return { for: unit, unit: body.code, passedOver };
    passedOver.push(body.code);
  }
  return { for: unit, unit: null, passedOver };
}

/** District supervision, city supervision and the chief, from the level next to the unit's upward. */
function bodiesAbove(slice: DirectorySlice, unit: Unit | undefined): Unit[] {
  const bodies = Object.values(slice.units).filter((body) => body.kind === 'supervision');
  const chief = bodies.find((body) => body.district === null && body.parent === null);
  const city = bodies.find((body) => body.district === null && body.parent !== null);
  const district = bodies.find((body) => body.district !== null && body.district === unit?.district);
  const line = [district, city, chief].slice(levelAbove(unit));
  return line.filter((body) => body !== undefined);
}

function levelAbove(unit: Unit | undefined): 0 | 1 | 2 {
  if (!unit) return 1;
  if (unit.district === null) return 2;
  return unit.kind === 'supervision' || unit.divisions.includes(unit.district) ? 1 : 0;
}
