import { type City, releaseContentSchema, type ReleaseContent } from '#domain';
import path from 'node:path';
import { type CityFile, cityFolder, isCityFolder, readCity, readCityFile } from '../../worker/city-pack';

/** A document of a city pack as it stands in its file. */
export const cityDocument = (city: string, file: CityFile): unknown => readCityFile(cityFolder(city), file);

/** A city as the rehearsal takes it, by the release's name in a scenario, with the others it migrates to. */
export const cityOf = (city: string, others: readonly string[] = []): City =>
  readCity(folderOf(city), Object.fromEntries(others.map((name) => [name, folderOf(name)])));

const folderOf = (city: string): string =>
  [cityFolder(city), path.resolve(scenarios, city)].find(isCityFolder) ?? cityFolder(city);

/** A scenario may name a folder, seen from where it lies. */
const scenarios = path.join(__dirname, '../scenarios');

/** The releasable content of a city pack. */
export const cityContent = (city: string): ReleaseContent => releaseContentSchema.parse(cityOf(city).content);
