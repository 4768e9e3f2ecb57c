import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  type City,
  decisionSchema,
  flowSchema,
  personSchema,
  policySchema,
  type ReleaseContent,
  unitCodeSchema,
  unitSchema,
  weeklyHoursSchema,
} from '#domain';
import { citySettingsSchema } from '#store';

/** A city pack in its folder (cities/README.md): the one place that knows which file holds what. */

const cities = path.join(__dirname, 'cities');

export type CityFile = 'flow' | 'tables' | 'policy' | 'calendar' | 'units' | 'people' | 'settings' | 'year' | 'story';

/** The packs that lie here, by name. */
export const cityNames = (): string[] =>
  readdirSync(cities, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? e.name : []));

/** The folder of a pack that lies here; a release's name in a scenario may be written in capitals. */
export const cityFolder = (city: string): string => path.join(cities, city.toLowerCase());

export const isCityFolder = (folder: string): boolean =>
  existsSync(path.join(folder, 'flow.json')) || existsSync(path.join(folder, 'base.json'));

/** The units of the city's story, whose people get passwords at the first start; a pack may do without. */
const storyIn = (folder: string): string[] =>
  existsSync(path.join(folder, 'story.json')) ? z.array(unitCodeSchema).parse(readCityFile(folder, 'story')) : [];

/** One document as it stands in its file. */
export function readCityFile(folder: string, file: CityFile | 'subflows'): unknown {
  const here = path.join(folder, `${file}.json`);
  const base = existsSync(here) ? null : baseOf(folder);
  if (base === null) return JSON.parse(readFileSync(here, 'utf8'));
  const patch = path.join(folder, `${file}.patch.json`);
  const document = readCityFile(base, file);
  return existsSync(patch) ? merged(document, JSON.parse(readFileSync(patch, 'utf8'))) : document;
}

/** A JSON merge patch (RFC 7396): objects field by field, null takes a field away, anything else replaces. */
function merged(document: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const kept = isObject(document) ? document : {};
  const changed = Object.entries(patch).map(([key, value]) => [key, merged(kept[key], value)] as const);
  return Object.fromEntries(Object.entries({ ...kept, ...Object.fromEntries(changed) }).filter(([, value]) => value !== null));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A folder may hold only what it does otherwise than a pack that lies here (`base.json`: `{"base": "GY-BASE"}`): a document of its own,
 * or what is different in one (`policy.patch.json`).
 */
function baseOf(folder: string): string | null {
  const said = path.join(folder, 'base.json');
  return existsSync(said) ? cityFolder(z.object({ base: z.string() }).parse(JSON.parse(readFileSync(said, 'utf8'))).base) : null;
}

/**
 * A city as the rehearsal takes it: unchecked, since what is wrong with it is the rehearsal's answer. A folder needs no settings.
 * `others` are folders of further releases of it, by the names under which scenarios migrate to them.
 */
export function readCity(folder: string, others: Readonly<Record<string, string>> = {}): City {
  const later = Object.entries(others).map(([name, one]) => [name, contentOf(one)] as const);
  return {
    content: contentOf(folder),
    ...(later.length > 0 ? { others: Object.fromEntries(later) } : {}),
    units: readCityFile(folder, 'units') as unknown[],
    people: readCityFile(folder, 'people') as unknown[],
  };
}

function contentOf(folder: string): unknown {
  const city = path.basename(folder);
  return { ...documentsIn(folder), format: 1, number: 0, city, name: { zh: city, en: city } };
}

const documentsIn = (folder: string) => ({
  flow: readCityFile(folder, 'flow'),
  decisions: readCityFile(folder, 'tables'),
  policy: readCityFile(folder, 'policy'),
  hours: [readCityFile(folder, 'calendar')].flat(),
  ...(existsSync(path.join(folder, 'subflows.json')) ? { subflows: readCityFile(folder, 'subflows') as unknown[] } : {}),
});

/** The year of a pack goes with its settings: back-tests draw from it. */
const yearIn = (folder: string): { year?: unknown } =>
  existsSync(path.join(folder, 'year.json')) ? { year: readCityFile(folder, 'year') } : {};

export type CityPack = ReturnType<typeof readPack>;

/** Everything that an empty database is loaded with, each document read through its schema; throws on the first that does not fit. */
export function readPack(city: string) {
  const folder = cityFolder(city);
  const { flow, decisions, policy, hours, subflows = [] } = documentsIn(folder);
  return {
    settings: citySettingsSchema.parse({ ...(readCityFile(folder, 'settings') as object), ...yearIn(folder) }),
    units: unitSchema.array().parse(readCityFile(folder, 'units')),
    people: personSchema.array().parse(readCityFile(folder, 'people')),
    flow: flowSchema.parse(flow),
    decisions: decisionSchema.array().parse(decisions),
    policy: policySchema.parse(policy),
    hours: weeklyHoursSchema.array().parse(hours),
    story: storyIn(folder),
    subflows: flowSchema.array().parse(subflows),
  };
}

/** What the first release of a pack freezes. */
export const firstContent = ({ settings, flow, decisions, policy, hours, subflows }: CityPack): ReleaseContent => ({
  ...{ format: 1, number: 1, city: settings.city, name: settings.name },
  ...{ flow, decisions, policy, hours },
  ...(subflows.length > 0 ? { subflows } : {}),
});
