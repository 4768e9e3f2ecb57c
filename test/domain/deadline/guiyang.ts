import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCalendar, instantOf, policySchema, seedEdition, weeklyHoursSchema } from '#domain';

const city = join(__dirname, '../../../worker/cities/gy-base');
const read = (name: string): unknown => JSON.parse(readFileSync(join(city, name), 'utf8'));

/** The shipped documents, as a release would hold them. */
export const policyDocument = read('policy.json');
export const policy = policySchema.parse(policyDocument);
export const hours = weeklyHoursSchema.parse(read('calendar.json'));
export const edition = seedEdition('guiyang', 2004, 2030);
export const calendar = compileCalendar(hours, edition);

/** A local moment in Guiyang (UTC+8), written `2026-02-12 10:00`. */
export const at = (text: string): string => instantOf('Asia/Shanghai', text.slice(0, 10), text.slice(11));
