import { type City, releaseContentSchema, type ReleaseContent } from '#domain';
import { type CityFile, cityFolder, readCity, readCityFile } from '../../worker/city-pack';

/** A document of a city pack as it stands in its file. */
export const cityDocument = (city: string, file: CityFile): unknown => readCityFile(cityFolder(city), file);

/** A city as the rehearsal takes it, by the release's name in a scenario. */
export const cityOf = (city: string): City => readCity(cityFolder(city));

/** The releasable content of a city pack. */
export const cityContent = (city: string): ReleaseContent => releaseContentSchema.parse(cityOf(city).content);
