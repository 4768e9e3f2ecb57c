import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tableSchema, type DecisionTable } from '../../../workflows/domain/rules/table';

/** What a JSON file of this folder's fixtures holds. */
export const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(__dirname, 'fixtures', `${name}.json`), 'utf8'));

export const tableFixture = (name: string): DecisionTable => tableSchema.parse(fixture(name));
