import type { DirectorySlice, Person, Unit } from '#domain';

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
