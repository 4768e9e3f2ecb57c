import { type DayEdition, dayEditionSchema, importYear } from '#domain';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { Refusal, invalidInput } from '../problem';

const headOf = ({ calendar, edition, importedAt, years }: DayEdition) => ({
  ...{ calendar, edition },
  importedAt: importedAt ?? null,
  years: years.map(({ year, status }) => ({ year, status })),
});

/** The days of calendars: live data in numbered editions, never part of a release (DESIGN 7). */
export function dayRoutes(mount: Mount, deps: Deps): void {
  const { days } = deps.store;

  mount('listDayEditions', async ({ params }) => {
    const numbers = await days.editions(params.id);
    if (numbers.length === 0) throw new Refusal('NOT_FOUND');
    const editions = await Promise.all(numbers.map((edition) => days.get(params.id, edition)));
    return reply(200, { items: editions.filter((edition) => edition !== null).map(headOf) });
  });

  mount('readDayEdition', async ({ params }) => {
    const edition = await days.get(params.id, params.edition);
    if (!edition) throw new Refusal('NOT_FOUND');
    return reply(200, edition);
  });

  mount('importYear', async ({ params, body }) => {
    const latest = await days.latest(params.id);
    const hours = latest ? null : await deps.store.calendars.get(params.id);
    if (!latest && !hours) throw new Refusal('NOT_FOUND');
    const base: DayEdition = latest ?? { calendar: params.id, edition: 0, years: [], overrides: [] };
    const next = dayEditionSchema.safeParse({ ...importYear(base, body.year), importedAt: deps.clock.realNow() });
    if (!next.success) throw invalidInput(next.error, 'body.year');
    const added = await days.add(next.data);
    if (!added.ok) throw new Refusal('REVISION_CONFLICT', { data: { last: added.last } });
    return reply(201, headOf(next.data));
  });
}
