import { branchOf, personSchema, sliceOf, unitSchema, type DirectorySlice, type Person, type Unit } from '#domain';
import type { mongo } from 'mongoose';
import type { Collections, Doc } from './collections';
import { parsed } from './parsed';

/** Kept apart from the person, so that no list of people can carry a password hash by mistake. */
export type Credentials = {
  person: string;
  passwordHash: string;
  /** Must be changed at the next sign-in. */ oneTime: boolean;
  changedAt: string;
};

export type Directory = {
  unit(code: string): Promise<Unit | null>;
  units(filter?: { parent?: string | null; district?: string; active?: boolean }): Promise<Unit[]>;
  saveUnits(units: Unit[]): Promise<void>;
  person(id: string): Promise<Person | null>;
  people(filter?: { unit?: string; role?: string; active?: boolean }): Promise<Person[]>;
  savePeople(people: Person[]): Promise<void>;
  credentials(person: string): Promise<Credentials | null>;
  setCredentials(credentials: Credentials): Promise<void>;
  /** The unit and every unit below it. */
  branch(unit: string): Promise<string[]>;
  /** Units with their ancestors, inactive heads and liaisons, and who holds the desks: the answer to `lookUp`. */
  slice(units: string[], district?: string | null): Promise<DirectorySlice>;
};

type UnitDoc = Doc & Unit;
type PersonDoc = Doc & Omit<Person, 'id'>;
type CredentialsDoc = Doc & Omit<Credentials, 'person'>;

export function createDirectory(collections: Collections): Directory {
  const units = collections.of<UnitDoc>('units');
  const people = collections.of<PersonDoc>('people');
  const credentials = collections.of<CredentialsDoc>('credentials');
  const allUnits = async (filter: mongo.Filter<UnitDoc> = {}) =>
    (await units.find(filter).sort({ _id: 1 }).toArray()).map(toUnit);
  const allPeople = async (filter: mongo.Filter<PersonDoc> = {}) =>
    (await people.find(filter).sort({ _id: 1 }).toArray()).map(toPerson);
  const saveAll = async <T extends Doc>(collection: mongo.Collection<T>, docs: T[]) => {
    const writes = docs.map((doc) => ({
      replaceOne: { filter: { _id: doc._id } as mongo.Filter<T>, replacement: doc, upsert: true },
    }));
    if (writes.length > 0) await collection.bulkWrite(writes);
  };
  return {
    unit: async (code) => mapped(await units.findOne({ _id: code }), toUnit),
    units: (filter = {}) => allUnits(filter),
    saveUnits: (given) => saveAll(units, given.map(unitDocOf)),
    person: async (id) => mapped(await people.findOne({ _id: id }), toPerson),
    people: ({ role, ...filter } = {}) => allPeople({ ...filter, ...(role === undefined ? {} : { roles: role as never }) }),
    savePeople: (given) => saveAll(people, given.map(personDocOf)),
    credentials: async (person) =>
      mapped(await credentials.findOne({ _id: person }), ({ _id, ...rest }) => ({ person: _id, ...rest })),
    setCredentials: async ({ person, ...rest }) => {
      await credentials.replaceOne({ _id: person }, rest, { upsert: true });
    },
    branch: async (unit) => branchOf(sliceOfAll(await allUnits()), unit),
    slice: async (codes, district = null) => sliceOf({ units: await allUnits(), people: await allPeople() }, codes, district),
  };
}

const mapped = <D, T>(doc: D | null, change: (doc: D) => T): T | null => (doc === null ? null : change(doc));
const toUnit = ({ _id, ...rest }: UnitDoc): Unit => parsed(unitSchema, rest, `units/${_id}`);
const toPerson = ({ _id, ...rest }: PersonDoc): Person => parsed(personSchema, { id: _id, ...rest }, `people/${_id}`);
const unitDocOf = (unit: Unit): UnitDoc => ({ _id: unit.code, ...parsed(unitSchema, unit, `unit ${unit.code}`) });

/** The whole tree, with no question about people. */
const sliceOfAll = (units: Unit[]): DirectorySlice => ({
  units: Object.fromEntries(units.map((unit) => [unit.code, unit])),
  inactivePeople: [],
  desks: {},
});

function personDocOf(person: Person): PersonDoc {
  const { id, ...rest } = parsed(personSchema, person, `person ${person.id}`);
  return { _id: id, ...rest };
}
