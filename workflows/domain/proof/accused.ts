import { conflictFilter, sliceOf, type DirectorySlice, type Person, type Unit } from '../directory';

/** The conflict-of-interest filter (DOMAIN 4 #38) held against what it must do, read anew from the rule. */

export type Directory = { readonly units: readonly Unit[]; readonly people: readonly Person[] };

/** An issue that reaches a unit which it accuses. */
export type Breach = { readonly unit: string; readonly accused: readonly string[] };

/** Lists of a directory are replaced, never changed, so what was found in one holds for as long as it is there. */
const indexes = new WeakMap<readonly Unit[], ReadonlyMap<string, Unit>>();

export function unitIn({ units }: Directory, code: string | null): Unit | undefined {
  const known = indexes.get(units) ?? new Map(units.map((unit) => [unit.code, unit]));
  indexes.set(units, known);
  return code === null ? undefined : known.get(code);
}

/** A unit and those above it. */
export function lineUp(directory: Directory, code: string): Unit[] {
  const line: Unit[] = [];
  for (let unit = unitIn(directory, code); unit && !line.includes(unit); unit = unitIn(directory, unit.parent)) line.push(unit);
  return line;
}

/** Whether a unit is accused, lies below one that is, or has its head for its own or above it. */
function isConcerned(directory: Directory, unit: string, accused: readonly string[]): boolean {
  const heads = new Set(accused.map((name) => unitIn(directory, name)?.head ?? name));
  return lineUp(directory, unit).some(({ code, head }) => accused.includes(code) || (head !== null && heads.has(head)));
}

/** All that an issue routed to a unit can accuse so that it matters: the unit, those above it, and whoever heads one of them. */
const accusable = (directory: Directory, unit: string): string[] => [
  ...new Set([unit, ...lineUp(directory, unit).flatMap(({ code, head }) => [code, ...(head === null ? [] : [head])])]),
];

type Filtered = (slice: DirectorySlice, accused: readonly string[]) => readonly string[];

/**
 * Tries every accusation that concerns one of the units, and with it each body that the filter falls back on, until none is left.
 * @param takes which units a step gives the issue to, of those that the filter lets through
 */
export function breachesOf(directory: Directory, units: readonly string[], takes: Filtered): Breach[] {
  return units.flatMap((unit) =>
    accusable(directory, unit).flatMap((first) => breachAfter(directory, units, first, takes) ?? []),
  );
}

function breachAfter(directory: Directory, units: readonly string[], first: string, takes: Filtered): Breach | null {
  let accused: readonly string[] = [first];
  for (let more = true; more;) {
    const slice = sliceOf(directory, [...units, ...accused], null);
    const concerned = takes(slice, accused).find((unit) => isConcerned(directory, unit, accused));
    if (concerned !== undefined) return { unit: concerned, accused };
    const { fallback } = conflictFilter(slice, units, accused);
    const bodies = fallback.flatMap(({ unit }) => (unit === null || accused.includes(unit) ? [] : [unit]));
    more = bodies.length > 0;
    accused = [...accused, ...bodies];
  }
  return null;
}

/** The fewest accusations after which nobody of some units, and no body of supervision, may have the issue. */
export function accusingAll(directory: Directory, units: readonly string[], takes: Filtered): string[] | null {
  let accused = [...new Set(units)];
  for (;;) {
    const left = takes(sliceOf(directory, [...units, ...accused], null), accused);
    if (left.length === 0) return accused;
    const next = [...new Set([...accused, ...left])];
    if (next.length === accused.length) return null;
    accused = next;
  }
}
