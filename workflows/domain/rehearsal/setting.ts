import { type Calendar, type CalendarYear, type DayEdition, compileCalendar, importYear, seedEdition } from '../deadline';
import { type Person, type Unit, personSchema, unitSchema } from '../directory';
import { type CompiledRelease, type Problem, compileRelease } from '../flow';
import type { Desk } from '../issue';
import { type Decider, deciderOf } from './decisions';

/** A city as its documents say it: a release's content with the live directory of units and people. */
export type City = { content: unknown; units: unknown[]; people: unknown[]; editions?: DayEdition[] };

/** Everything around the issues of a rehearsal. Directory and calendar editions are live: steps may change them. */
export type Setting = {
  desk: Desk;
  decider: Decider;
  zone: string;
  calendarId: string;
  directory: { units: Unit[]; people: Person[] };
  editions: Map<number, { days: DayEdition; calendar: Calendar }>;
};

export type SettingResult = { ok: true; setting: Setting } | { ok: false; problems: Problem[] };

/** Years of the announced days that every rehearsal starts with (DOMAIN 7: what the package covers). */
const seeded = { from: 2004, to: 2026 };

const compilations = new WeakMap<City, CompiledRelease>();

/** Checking a release is the slow part; a city's documents are taken as frozen, so it is done once for each. */
function compiledOf(city: City): CompiledRelease {
  const compiled = compilations.get(city) ?? compileRelease(city.content);
  compilations.set(city, compiled);
  return compiled;
}

/** Compiles a city for rehearsing; the release is checked as it is at publishing. */
export function settingOf(city: City): SettingResult {
  const compiled = compiledOf(city);
  if (!compiled.ok) return { ok: false, problems: compiled.problems };
  const { content, plan } = compiled;
  const calendarId = content.policy.calendar;
  const hours = plan.hours[calendarId];
  if (!hours) throw new Error(`${content.city} has no weekly hours for its calendar ${calendarId}`);
  const days = city.editions ?? [seedEdition(calendarId, seeded.from, seeded.to)];
  const editions = new Map(days.map((one) => [one.edition, { days: one, calendar: compileCalendar(hours, one) }]));
  const directory = {
    units: city.units.map((unit) => unitSchema.parse(unit)),
    people: city.people.map((person) => personSchema.parse(person)),
  };
  const calendar = (id: string, edition: number): Calendar | null =>
    id === calendarId ? (editions.get(edition)?.calendar ?? null) : null;
  const setting: Setting = {
    desk: { plan, calendar },
    decider: deciderOf(content),
    zone: hours.zone,
    calendarId,
    directory,
    editions,
  };
  return { ok: true, setting };
}

/** The number of the newest edition of the city's calendar. */
export const newestEdition = (setting: Setting): number => Math.max(...setting.editions.keys());

/** The calendar as the newest edition has it: what lengths of a scenario are counted by. */
export function calendarNow(setting: Setting): Calendar {
  const held = setting.editions.get(newestEdition(setting));
  if (!held) throw new Error('a setting has at least one edition of its calendar');
  return held.calendar;
}

/** A notice arrives: the next edition with this year in it (DOMAIN R7). Gives its number. */
export function addYear(setting: Setting, year: CalendarYear): number {
  const newest = setting.editions.get(newestEdition(setting));
  const hours = setting.desk.plan.hours[setting.calendarId];
  if (!newest || !hours) throw new Error('a setting has at least one edition of its calendar');
  const days = importYear(newest.days, year);
  setting.editions.set(days.edition, { days, calendar: compileCalendar(hours, days) });
  return days.edition;
}

/** What is wrong with a change of the directory, by the place in its list. */
export function directoryProblems(
  { directory }: Setting,
  { units = [], people = [] }: DirectoryPatch,
): { path: string; message: string }[] {
  const unit = (one: Partial<Unit>) => unitSchema.safeParse({ ...directory.units.find(({ code }) => code === one.code), ...one });
  const person = (one: Partial<Person>) =>
    personSchema.safeParse({ ...directory.people.find(({ id }) => id === one.id), ...one });
  return [
    ...units.map((one, i) => ({ path: `units[${i}]`, read: unit(one) })),
    ...people.map((one, i) => ({ path: `people[${i}]`, read: person(one) })),
  ].flatMap(({ path, read }) =>
    read.success ? [] : read.error.issues.map((issue) => ({ path: [path, ...issue.path].join('.'), message: issue.message })),
  );
}

type DirectoryPatch = { units?: Partial<Unit>[] | undefined; people?: Partial<Person>[] | undefined };

/** A change of the live directory: known codes and ids are patched, new ones added whole. */
export function patchDirectory(setting: Setting, patch: DirectoryPatch): void {
  const { directory } = setting;
  directory.units = patched(
    directory.units,
    patch.units ?? [],
    (unit) => unit.code,
    (unit) => unitSchema.parse(unit),
  );
  directory.people = patched(
    directory.people,
    patch.people ?? [],
    (person) => person.id,
    (person) => personSchema.parse(person),
  );
}

function patched<T>(known: T[], patches: Partial<T>[], keyOf: (one: Partial<T>) => unknown, parse: (one: unknown) => T): T[] {
  const byKey = new Map(patches.map((one) => [keyOf(one), one]));
  const kept = known.map((one) => (byKey.has(keyOf(one)) ? parse({ ...one, ...byKey.get(keyOf(one)) }) : one));
  const keys = new Set(known.map(keyOf));
  return [...kept, ...patches.filter((one) => !keys.has(keyOf(one))).map(parse)];
}
