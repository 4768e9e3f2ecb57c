import type { DirectorySlice, Person, Unit } from './unit';

const cityDesks = ['citySupervision', 'chief', 'shiftLeader'] as const;

/**
 * The slice of a directory that a question about some units needs: those units, the supervision bodies of their districts and
 * of the city, all of these with their parents, and who holds the desks. `district` is the issue's own.
 */
export function sliceOf(
  directory: { units: readonly Unit[]; people: readonly Person[] },
  wanted: readonly string[],
  district: string | null,
): DirectorySlice {
  const byCode = new Map(directory.units.map((unit) => [unit.code, unit]));
  const named = wanted.flatMap((code) => byCode.get(code) ?? []);
  const districts = new Set([district, ...withParents(byCode, named).map((unit) => unit.district)]);
  const supervision = directory.units.filter((unit) => unit.kind === 'supervision' && hasDistrict(unit, districts));
  const units = withParents(byCode, [...named, ...supervision]);
  return {
    units: Object.fromEntries(units.map((unit) => [unit.code, unit])),
    inactivePeople: inactiveAmong(directory.people, units),
    desks: desksOf(directory.people, districts),
  };
}

const hasDistrict = (unit: Unit, districts: ReadonlySet<string | null>): boolean =>
  unit.district === null || districts.has(unit.district);

function withParents(byCode: ReadonlyMap<string, Unit>, units: readonly Unit[]): Unit[] {
  const found = new Set<Unit>(units);
  for (const unit of found) {
    const parent = unit.parent === null ? undefined : byCode.get(unit.parent);
    if (parent) found.add(parent);
  }
  return [...found];
}

function inactiveAmong(people: readonly Person[], units: readonly Unit[]): string[] {
  const active = new Set(people.filter((person) => person.active).map((person) => person.id));
  const named = new Set(units.flatMap((unit) => [unit.head, unit.liaison]).filter((id) => id !== null));
  return [...named].filter((id) => !active.has(id));
}

function desksOf(people: readonly Person[], districts: ReadonlySet<string | null>): DirectorySlice['desks'] {
  const holders = (role: Person['roles'][number], district?: string) =>
    people
      .filter(
        (person) => person.active && person.roles.includes(role) && (district === undefined || person.district === district),
      )
      .map((person) => person.id);
  const local = [...districts].filter((district) => district !== null);
  return Object.fromEntries([
    ...local.map((district) => [`districtSupervision:${district}`, holders('districtSupervision', district)]),
    ...cityDesks.map((role) => [role, holders(role)]),
  ]) as DirectorySlice['desks'];
}
