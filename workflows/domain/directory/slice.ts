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
  const { byCode, supervision } = unitsIn(directory.units);
  const { active, holders } = peopleIn(directory.people);
  const named = wanted.flatMap((code) => byCode.get(code) ?? []);
  const districts = new Set([district, ...withParents(byCode, named).map((unit) => unit.district)]);
  const above = supervision.filter((unit) => unit.district === null || districts.has(unit.district));
  // in the order of the directory, so that the same directory always gives the same slice
  const units = withParents(byCode, [...named, ...above]);
  return {
    units: Object.fromEntries(units.map((unit) => [unit.code, unit])),
    inactivePeople: inactiveAmong(active, units),
    desks: desksOf(holders, districts),
  };
}

type UnitIndex = { byCode: ReadonlyMap<string, Unit>; supervision: readonly Unit[] };
type PeopleIndex = { active: ReadonlySet<string>; holders: ReadonlyMap<string, readonly string[]> };

/** Lists of a directory are replaced, never changed, so what was found in one holds for as long as it is there. */
const unitIndexes = new WeakMap<readonly Unit[], UnitIndex>();
const peopleIndexes = new WeakMap<readonly Person[], PeopleIndex>();

function unitsIn(units: readonly Unit[]): UnitIndex {
  const known = unitIndexes.get(units);
  if (known) return known;
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const index = { byCode, supervision: units.filter((unit) => unit.kind === 'supervision') };
  unitIndexes.set(units, index);
  return index;
}

function peopleIn(people: readonly Person[]): PeopleIndex {
  const known = peopleIndexes.get(people);
  if (known) return known;
  const active = people.filter((person) => person.active);
  const holders = new Map<string, string[]>();
  for (const person of active)
    for (const role of new Set(person.roles))
      for (const key of [role, `${role}:${person.district ?? ''}`]) holders.set(key, [...(holders.get(key) ?? []), person.id]);
  const index = { active: new Set(active.map((person) => person.id)), holders };
  peopleIndexes.set(people, index);
  return index;
}

function withParents(byCode: ReadonlyMap<string, Unit>, units: readonly Unit[]): Unit[] {
  const found = new Set<Unit>(units);
  for (const unit of found) {
    const parent = unit.parent === null ? undefined : byCode.get(unit.parent);
    if (parent) found.add(parent);
  }
  return [...found];
}

function inactiveAmong(active: ReadonlySet<string>, units: readonly Unit[]): string[] {
  const named = new Set(units.flatMap((unit) => [unit.head, unit.liaison]).filter((id) => id !== null));
  return [...named].filter((id) => !active.has(id));
}

function desksOf(holders: PeopleIndex['holders'], districts: ReadonlySet<string | null>): DirectorySlice['desks'] {
  const local = [...districts].filter((district) => district !== null);
  const keys = [...local.map((district) => `districtSupervision:${district}`), ...cityDesks];
  return Object.fromEntries(keys.map((key) => [key, [...(holders.get(key) ?? [])]]));
}
