import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type City, releaseContentSchema, type ReleaseContent } from '#domain';

const folder = path.resolve(__dirname, '../../worker/cities');

/** A document of a city pack as it stands in its file. */
export const cityDocument = (city: string, file: string): unknown =>
  JSON.parse(readFileSync(path.join(folder, city.toLowerCase(), `${file}.json`), 'utf8'));

/** The releasable content of a city pack. */
export function cityContent(city: string): ReleaseContent {
  const documents = {
    flow: cityDocument(city, 'flow'),
    decisions: cityDocument(city, 'tables'),
    policy: cityDocument(city, 'policy'),
  };
  const name = { zh: city, en: city };
  return releaseContentSchema.parse({
    format: 1,
    number: 0,
    city: city.toLowerCase(),
    name,
    ...documents,
    hours: [cityDocument(city, 'calendar')].flat(),
  });
}

/** A city as the rehearsal takes it, by the release's name in a scenario. */
export const cityOf = (city: string): City => ({
  content: cityContent(city),
  units: cityDocument(city, 'units') as unknown[],
  people: cityDocument(city, 'people') as unknown[],
});
