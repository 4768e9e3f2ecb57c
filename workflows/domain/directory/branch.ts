import type { DirectorySlice, Unit } from './unit';

/** A unit with its parents upward, nearest first; a ring in the data ends the walk. Unknown codes give an empty list. */
export function lineOf(slice: DirectorySlice, code: string): Unit[] {
  const line: Unit[] = [];
  let unit = slice.units[code];
  while (unit && !line.includes(unit)) {
    line.push(unit);
    unit = unit.parent === null ? undefined : slice.units[unit.parent];
  }
  return line;
}

/** A unit's branch: its own code and those of all units below it, as far as the slice knows them. */
export function branchOf(slice: DirectorySlice, code: string): string[] {
  return Object.keys(slice.units).filter((other) => lineOf(slice, other).some((unit) => unit.code === code));
}

/** Which of the units may be given work: a unit that is unknown counts as inactive (C12: each unit active). */
export function activeUnits(slice: DirectorySlice, units: readonly string[]): { active: string[]; inactive: string[] } {
  const isActive = (code: string) => slice.units[code]?.active === true;
  return { active: units.filter(isActive), inactive: units.filter((code) => !isActive(code)) };
}
