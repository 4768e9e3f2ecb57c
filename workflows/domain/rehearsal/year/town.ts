import { type Person, type Unit, personSchema, unitSchema } from '../../directory';
import type { Role } from '../../issue';
import { type Chance, around, chanceOf, pick, weighted } from './chance';
import type { Habit, YearProfile } from './profile';

/** The units and people of a year, grown from the city's own directory to the size that the profile wants. */
export type Town = {
  units: Unit[];
  people: Person[];
  /** Those that handle issues, by district; `''` holds the bodies of the whole city. */
  workers: ReadonlyMap<string, readonly Unit[]>;
  byRole: ReadonlyMap<Role, readonly Person[]>;
  staff: ReadonlyMap<string, { head: Person | null; liaison: Person | null }>;
  habitOf: (unit: string) => UnitHabit;
};
/** A habit with the unit's own pace: 1 is the habit's median. */
export type UnitHabit = Habit & { pace: number };

export function townOf(city: { units: readonly Unit[]; people: readonly Person[] }, profile: YearProfile, seed: number): Town {
  const grown = grow(city.units, profile, chanceOf(seed, 'town'));
  const units = [...city.units, ...grown];
  const people = [...city.people, ...grown.flatMap(peopleOf)];
  const byId = new Map(people.map((person) => [person.id, person]));
  const person = (id: string | null): Person | null => (id === null ? null : (byId.get(id) ?? null));
  const habits = new Map(units.map(({ code }) => [code, habitFor(code, profile, seed)]));
  return {
    units,
    people,
    workers: groupBy(units.filter(isWorker), ({ district }) => district ?? ''),
    byRole: rolesOf(people),
    staff: new Map(units.map(({ code, head, liaison }) => [code, { head: person(head), liaison: person(liaison) }])),
    habitOf: (unit) => habits.get(unit) ?? habitFor(unit, profile, seed),
  };
}

const isWorker = ({ kind, active, lanes }: Unit): boolean => active && kind !== 'supervision' && lanes.includes('government');

function habitFor(code: string, { habits }: YearProfile, seed: number): UnitHabit {
  const chance = chanceOf(seed, `habit ${code}`);
  const habit =
    habits[
      weighted(
        chance,
        habits.map((one) => one.share),
      )
    ] ?? habits[0];
  if (!habit) throw new Error('a profile has at least one habit');
  return { ...habit, pace: around(chance, { median: 1, sigma: 0.2 }) };
}

/** First level 1 until the profile's share is reached, then level 2 below them, spread over the districts. */
function grow(known: readonly Unit[], { units, districts }: YearProfile, chance: Chance): Unit[] {
  const places = Object.keys(districts);
  const wanted1 = Math.round(units.total * units.level1);
  const parents: Unit[] = known.filter((unit) => isWorker(unit) && unit.level === 1);
  const grown: Unit[] = [];
  const add = (level: 1 | 2, parent: Unit | null): void => {
    const district = parent ? parent.district : (places[grown.length % places.length] ?? null);
    const unit = grownUnit(grown.length + 1, level, parent, district);
    grown.push(unit);
    if (level === 1) parents.push(unit);
  };
  while (parents.length < wanted1 && known.length + grown.length < units.total) add(1, null);
  while (known.length + grown.length < units.total) add(2, pick(chance, parents) ?? null);
  return grown;
}

function grownUnit(n: number, level: 1 | 2, parent: Unit | null, district: string | null): Unit {
  const code = `Y${String(n).padStart(4, '0')}`;
  return unitSchema.parse({
    ...{
      code,
      level,
      parent: parent?.code ?? null,
      district,
      active: true,
      kind: district === null ? 'cityBody' : 'districtBody',
    },
    ...{ name: { zh: `承办单位${n}`, en: `Unit ${n}` }, head: `${code}.head`, liaison: `${code}.liaison` },
  });
}

const peopleOf = ({ code, district }: Unit): Person[] =>
  (
    [
      ['head', 'unitHead'],
      ['liaison', 'unitLiaison'],
    ] as const
  ).map(([post, role]) =>
    personSchema.parse({ id: `${code}.${post}`, name: `${code}.${post}`, roles: [role], unit: code, district }),
  );

function rolesOf(people: readonly Person[]): Map<Role, Person[]> {
  const byRole = new Map<Role, Person[]>();
  for (const person of people)
    for (const role of person.active ? person.roles : []) byRole.set(role, [...(byRole.get(role) ?? []), person]);
  return byRole;
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
