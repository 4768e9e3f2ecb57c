import { randomUUID } from 'node:crypto';
import { branchOf, personSchema, sliceOf, unitSchema, type DirectorySlice, type Person, type Unit } from '#domain';
import type { mongo } from 'mongoose';
import type { Collections, Doc } from './collections';
import { held } from './held';
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

/** Another process hears of a change within this; our own at once. */
const holdRevisionMs = 500;
/** Whatever the revision says, nothing is held longer: a writer may have died between its documents and their revision. */
const holdMs = 60_000;

export function createDirectory(collections: Collections, clock: () => number): Directory {
  const units = collections.of<UnitDoc>('units');
  const people = collections.of<PersonDoc>('people');
  const credentials = collections.of<CredentialsDoc>('credentials');
  const book = heldBook(collections, clock);
  const saveAll = async <T extends Doc>(collection: mongo.Collection<T>, docs: T[]) => {
    const writes = docs.map((doc) => ({
      replaceOne: { filter: { _id: doc._id } as mongo.Filter<T>, replacement: doc, upsert: true },
    }));
    if (writes.length === 0) return;
    await collection.bulkWrite(writes).finally(() => book.changed());
  };
  return {
    unit: async (code) => (await book.now()).units.get(code) ?? null,
    units: async (filter = {}) => [...(await book.now()).units.values()].filter((unit) => fits(unit, filter)),
    saveUnits: (given) => saveAll(units, given.map(unitDocOf)),
    person: async (id) => (await book.now()).people.get(id) ?? null,
    people: async ({ role, ...filter } = {}) =>
      [...(await book.now()).people.values()].filter(
        (person) => fits(person, filter) && (role === undefined || (person.roles as string[]).includes(role)),
      ),
    savePeople: (given) => saveAll(people, given.map(personDocOf)),
    credentials: async (person) =>
      mapped(await credentials.findOne({ _id: person }), ({ _id, ...rest }) => ({ person: _id, ...rest })),
    setCredentials: async ({ person, ...rest }) => {
      await credentials.replaceOne({ _id: person }, rest, { upsert: true });
    },
    branch: async (unit) => branchOf(sliceOfAll([...(await book.now()).units.values()]), unit),
    slice: async (codes, district = null) => {
      return sliceOf(listsOf(await book.now()), codes, district);
    },
  };
}

const fits = <T extends object>(thing: T, filter: Partial<T>): boolean =>
  Object.entries(filter).every(([name, wanted]) => wanted === undefined || thing[name as keyof T] === wanted);

/** Everybody and every unit, in order of their codes. */
type Book = { units: ReadonlyMap<string, Unit>; people: ReadonlyMap<string, Person> };
type Lists = { units: readonly Unit[]; people: readonly Person[] };

/** One pair of lists a book: what is looked up in them is found once (`sliceOf`). */
const lists = new WeakMap<Book, Lists>();

function listsOf(book: Book): Lists {
  const known = lists.get(book);
  if (known) return known;
  const made = { units: [...book.units.values()], people: [...book.people.values()] };
  lists.set(book, made);
  return made;
}

/**
 * The whole directory, read again when its revision has changed: every request asks who its caller is, every routing asks for
 * units, and both lie in a few thousand documents that change by hand.
 */
function heldBook(collections: Collections, clock: () => number): { now(): Promise<Book>; changed(): Promise<void> } {
  const revisions = collections.of<Doc & { revision: string }>('revisions');
  const read = async (): Promise<Book> => {
    const [units, people] = await Promise.all([
      collections.of<UnitDoc>('units').find({}).sort({ _id: 1 }).toArray(),
      collections.of<PersonDoc>('people').find({}).sort({ _id: 1 }).toArray(),
    ]);
    return {
      units: new Map(units.map((doc) => [doc._id, toUnit(doc)])),
      people: new Map(people.map((doc) => [doc._id, toPerson(doc)])),
    };
  };
  const fresh = () => ({
    revision: held(holdRevisionMs, clock, async () => (await revisions.findOne({ _id: 'directory' }))?.revision ?? ''),
    books: new Map<string, () => Promise<Book>>(),
  });
  let known = fresh();
  return {
    now: async () => {
      const { revision, books } = known;
      const of = await revision();
      const book = books.get(of) ?? held(holdMs, clock, read);
      if (!books.has(of)) {
        books.clear();
        books.set(of, book);
      }
      return book();
    },
    changed: async () => {
      known = fresh();
      await revisions.replaceOne({ _id: 'directory' }, { revision: randomUUID() }, { upsert: true });
      known = fresh();
    },
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
