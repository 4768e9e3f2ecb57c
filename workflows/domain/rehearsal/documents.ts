import type { CalendarYear } from '../deadline';
import type { IntakeRecord } from '../issue';
import type { Scenario, ScenarioImport, ScenarioIntake } from './scenario';
import type { patchDirectory } from './setting';

/** What a scenario writes shortly, as the desk knows it. */

/** The district of the units of `GY-BASE` (DOMAIN 2.8). */
const districtByDefault = '520103';

export const intakeByDefault: ScenarioIntake = {
  source: 'media',
  category: 'general',
  street: null,
  point: null,
  text: '—',
  anonymous: true,
  channel: 'page',
  reporter: {},
  facts: {},
  relapseOf: null,
};

export function intakeOf(given: ScenarioIntake, alias: string, no: string, at: string): IntakeRecord {
  const { source, externalId, category, street, point, anonymous, channel, reporter, text } = given;
  const told = {
    ...(reporter.name === undefined ? {} : { name: reporter.name }),
    ...(reporter.phone === undefined ? {} : { phone: reporter.phone }),
  };
  return {
    no,
    source,
    externalId: externalId ?? alias,
    receivedAt: at,
    acceptedAt: null,
    category,
    district: given.district === undefined ? (street?.slice(0, 6) ?? districtByDefault) : given.district,
    street,
    point,
    anonymous,
    channel,
    reporter: told,
    ...(given.address === undefined ? {} : { address: given.address }),
    text,
    photos: [],
  };
}

export const patchOf = (given: Scenario['directory']) =>
  ({ units: given?.units, people: given?.people }) as Parameters<typeof patchDirectory>[1];

export function yearOf({ year, status, off, work, covered }: ScenarioImport): CalendarYear {
  const days = (ranges: ScenarioImport['off'], kind: 'holiday' | 'workday') =>
    ranges
      .flatMap((range) => datesIn(range))
      .map((date) => ({
        date,
        kind,
        name: { zh: kind === 'holiday' ? '放假' : '调休上班', en: kind === 'holiday' ? 'holiday' : 'make-up working day' },
      }));
  const text = { zh: `${year}年放假安排`, en: `holidays of ${year}` };
  return {
    year,
    status,
    notice: text,
    source: 'scenario',
    ...(covered ? { covered } : {}),
    days: [...days(off, 'holiday'), ...days(work, 'workday')],
  };
}

const dayMs = 86_400_000;

function datesIn(range: string | [string, string]): string[] {
  const [from, to] = typeof range === 'string' ? [range, range] : range;
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  return Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * dayMs).toISOString().slice(0, 10));
}
