import type { DayEdition } from '#domain';
import type { Book } from './calendar-page';

/** The days of a calendar as the domain reckons by them, from what the server says. */
export function editionOf({ calendar, edition, years, overrides, units }: Book): DayEdition {
  const known = years.flatMap(({ status, notice, number, source, covered, ...year }) =>
    status === 'none' || !notice || !source
      ? []
      : [{ ...year, status, notice, source, ...(covered ? { covered } : {}), ...(number === null ? {} : { number }) }],
  );
  const own = Object.fromEntries(units.map(({ unit, own: days }) => [unit, days]));
  return { calendar, edition: Math.max(1, edition), years: known, overrides, units: own };
}
