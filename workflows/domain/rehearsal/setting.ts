import { type Calendar, type CalendarYear, type DayEdition, compileCalendar, importYear, seedEdition } from '../deadline';
import { type Person, type Unit, personSchema, unitSchema } from '../directory';
import { type CompiledRelease, type Problem, compileRelease } from '../flow';
import type { Desk } from '../issue';
import { type Decider, deciderOf } from './decisions';

/** A city as its documents say it: a release's content with the live directory of units and people. */
export type City = {
  content: unknown;
  units: unknown[];
  people: unknown[];
  editions?: DayEdition[];
  /** Contents of other releases of the same city, by the names under which scenarios migrate to them. */
  others?: Readonly<Record<string, unknown>>;
};

/** One release as issues live by it. */
export type Lived = { desk: Desk; decider: Decider };

/** Everything around the issues of a rehearsal. Directory and calendar editions are live: steps may change them. */
export type Setting = Lived & {
  /** Other releases, by name: where a migration goes over to. */
  others: ReadonlyMap<string, Lived>;
  zone: string;
  calendarId: string;
  directory: { units: Unit[]; people: Person[] };
  editions: Map<number, { days: DayEdition; calendar: Calendar }>;
};

export type SettingResult = { ok: true; setting: Setting } | { ok: false; problems: Problem[] };

/** Years of the announced days that every rehearsal starts with (DOMAIN 7: what the package covers). */
const seeded = { from: 2004, to: 2026 };

type Compiled = { main: CompiledRelease; others: [string, CompiledRelease][] };
const compilations = new WeakMap<City, Compiled>();

/** Checking a release is the slow part; a city's documents are taken as frozen, so it is done once for each. */
function compiledOf(city: City): Compiled {
  const compiled = compilations.get(city) ?? compile(city);
  compilations.set(city, compiled);
  return compiled;
}

/** The other releases are the same city's, published one after the other. */
function compile({ content, others = {} }: City): Compiled {
  const main = compileRelease(content);
  const of = main.ok ? main.content.city : '';
  const later = Object.entries(others).map(([name, one], i): [string, CompiledRelease] => [
    name,
    compileRelease({ ...(one as object), city: of, number: i + 1 }),
  ]);
  return { main, others: later };
}

/** Compiles a city for rehearsing; the release is checked as it is at publishing. */
export function settingOf(city: City): SettingResult {
  const { main, others } = compiledOf(city);
  const problems = [main, ...others.map(([, one]) => one)].flatMap((one) => (one.ok ? [] : one.problems));
  if (!main.ok || problems.length > 0) return { ok: false, problems };
  const { content, plan } = main;
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
  const held = new Map(others.flatMap(([name, one]) => (one.ok ? [[name, livedBy(one, editions)] as const] : [])));
  const all: Lived[] = [{ desk: { plan, calendar }, decider: deciderOf(content) }, ...held.values()];
  const other = (hash: string): Desk | null => all.find(({ desk }) => desk.plan.hash === hash)?.desk ?? null;
  for (const one of held.values()) one.desk.other = other;
  const setting: Setting = {
    desk: { plan, calendar, ...(held.size > 0 ? { other } : {}) },
    decider: deciderOf(content),
    others: held,
    zone: hours.zone,
    calendarId,
    directory,
    editions,
  };
  return { ok: true, setting };
}

/** A release beside the first: the same days under its own weekly hours, which may be others. */
function livedBy({ plan, content }: Extract<CompiledRelease, { ok: true }>, editions: Setting['editions']): Lived {
  const known = new Map<string, Calendar>();
  const calendar = (id: string, edition: number): Calendar | null => {
    const key = `${id} ${edition}`;
    const [hours, days] = [plan.hours[id], editions.get(edition)?.days];
    const made = known.get(key) ?? (hours && days?.calendar === id ? compileCalendar(hours, days) : null);
    if (made) known.set(key, made);
    return made;
  };
  return { desk: { plan, calendar }, decider: deciderOf(content) };
}

/** What an issue lives by: the setting's own release, or the one it has migrated to. */
export const livedIn = (setting: Setting, release: string | undefined): Lived =>
  [...setting.others.values()].find(({ desk }) => desk.plan.hash === release) ?? setting;

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
