import { readFileSync } from 'node:fs';
import path from 'node:path';
import { personSchema, unitSchema } from '../../../workflows/domain/directory';

const read = (city: string, name: string): unknown =>
  JSON.parse(readFileSync(path.join(__dirname, '../../../worker/cities', city, name), 'utf8'));

/** A shipped city's documents as one release, unnumbered as a draft is. */
export const releaseOf = (city: string) => ({
  format: 1,
  city,
  number: 1,
  name: { zh: '测试', en: 'Test' },
  flow: read(city, 'flow.json'),
  decisions: read(city, 'tables.json'),
  policy: read(city, 'policy.json'),
  hours: [read(city, 'calendar.json')],
});

export const directoryOf = (city: string) => ({
  units: (read(city, 'units.json') as unknown[]).map((unit) => unitSchema.parse(unit)),
  people: (read(city, 'people.json') as unknown[]).map((person) => personSchema.parse(person)),
});
