import { createHash } from 'node:crypto';
import {
  type Bilingual,
  type CalendarChange,
  type DayEdition,
  type WeeklyHours,
  changeCalendar,
  changeFaultText,
  formatDue,
  provisionalText,
} from '#domain';
import type { Finding, RequestOf, ResultOf, Routes } from '#contract';
import type { CalendarImport, ImportItem } from '#store';
import { holdEdition } from '../calendar-apply';
import { fileFaultText, readNoticeFile } from '../calendar-files';
import { previewOf } from '../calendar-preview';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import type { Plans } from '../plans';
import { Refusal } from '../problem';
import { peopleNames, unitNames } from '../reading';

const headOf = ({ calendar, edition, importedAt, years }: DayEdition) => ({
  ...{ calendar, edition },
  importedAt: importedAt ?? null,
  years: years.map(({ year, status }) => ({ year, status })),
});

/** The days of calendars: live data in numbered editions, never part of a release (DESIGN 7). */
export function dayRoutes(mount: Mount, deps: Deps, plans: Plans): void {
  const { days, calendarImports } = deps.store;

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

  mount('readCalendarBook', async ({ params }) => reply(200, await bookOf(deps, params.id)));

  mount('previewImport', async ({ params, body, who, key }) => {
    const { hours, edition } = await calendarOf(deps, params.id);
    const change = changeIn(body);
    const changed = changeCalendar(edition, hours.week, change);
    if (!changed.ok)
      throw refusedFor(changed.faults.map((fault) => ({ code: fault.code, line: fault.line, ...changeFaultText(fault) })));
    const id = createHash('sha256').update(`${who.person.id}:${params.id}:${key}`).digest('hex').slice(0, 24);
    const { one, items } = await previewOf(deps, plans, { id, change, edition: changed.edition, by: who.person.id });
    return reply(201, await importView(deps, await calendarImports.put(one, items)));
  });

  mount('listImports', async ({ params }) => {
    const all = await calendarImports.list(params.id);
    return reply(200, { items: await Promise.all(all.map((one) => importView(deps, one))) });
  });

  mount('readImport', async ({ params }) => reply(200, await importView(deps, await importOf(deps, params))));

  mount('listImportItems', async ({ params, query }) => {
    const one = await importOf(deps, params);
    const page = await calendarImports.items(one.id, { limit: query.limit, cursor: query.cursor ?? null });
    const { zone } = (await calendarOf(deps, params.id)).hours;
    const units = await unitNames(
      deps,
      page.items.flatMap(({ moves }) => moves.flatMap(({ unit }) => unit ?? [])),
    );
    return reply(200, { items: page.items.map((item) => itemView(item, zone, units)), next: page.next });
  });

  mount('applyImport', async ({ params, who }) => {
    const one = await importOf(deps, params);
    const at = deps.clock.realNow();
    if (one.state === 'overtaken') throw new Refusal('REVISION_CONFLICT', { data: { last: one.edition.edition } });
    if (one.state === 'previewed') {
      const last = (await days.latest(params.id))?.edition ?? 0;
      if (last + 1 !== one.edition.edition) throw new Refusal('REVISION_CONFLICT', { data: { last } });
      await calendarImports.begin(one.id, { person: who.person.id, at });
      // Told at once when somebody else was quicker; what is left to do is the worker's.
      if (!(await holdEdition(deps, one))) {
        await calendarImports.end(one.id, 'overtaken', at);
        throw new Refusal('REVISION_CONFLICT', { data: { last: one.edition.edition } });
      }
      deps.log.info({ import: one.id, edition: one.edition.edition, by: who.person.id }, 'a calendar edition is applied');
    }
    return reply(202, await importView(deps, await importOf(deps, params)));
  });
}

type Params = { id: string; import: string };

async function importOf({ store }: Deps, { id, import: one }: Params): Promise<CalendarImport> {
  const found = await store.calendarImports.get(one);
  if (found?.calendar !== id) throw new Refusal('NOT_FOUND');
  return found;
}

/** A calendar: the weekly hours of the current release (a draft's before there is one) and the latest edition of its days. */
async function calendarOf({ store, city }: Deps, id: string): Promise<{ hours: WeeklyHours; edition: DayEdition }> {
  const [release, latest] = await Promise.all([store.releases.current(city), store.days.latest(id)]);
  const hours = release?.content.hours.find((one) => one.id === id) ?? (await store.calendars.get(id))?.document;
  if (!hours) throw new Refusal('NOT_FOUND');
  return { hours, edition: latest ?? { calendar: id, edition: 0, years: [], overrides: [] } };
}

function changeIn(body: RequestOf<Routes['previewImport']>['body']): CalendarChange {
  if ('change' in body) return body.change;
  const { format, text, covered, number, ...head } = body.file;
  const { rows, faults } = readNoticeFile({ format, text, year: head.year });
  if (faults.length > 0)
    throw refusedFor(faults.map((fault) => ({ code: fault.code, line: fault.line, ...fileFaultText(fault) })));
  return { kind: 'notice', ...head, rows, ...(covered ? { covered } : {}), ...(number === undefined ? {} : { number }) };
}

type Fault = { code: string; line: number | null; what: Bilingual; mend: Bilingual };

/** Everything that is wrong, each with its line; nothing was taken. */
function refusedFor(faults: readonly Fault[]): Refusal {
  const findings = faults.map(({ code, line, what, mend }): Finding => ({
    ...{ code, severity: 'error' as const, mend },
    ...(line === null ? {} : { at: `line ${line}` }),
    message: line === null ? what : { zh: `第 ${line} 行：${what.zh}`, en: `line ${line}: ${what.en}` },
  }));
  return new Refusal('INVALID_INPUT', { findings });
}

async function bookOf(deps: Deps, id: string): Promise<ResultOf<Routes['readCalendarBook']>> {
  const { hours, edition } = await calendarOf(deps, id);
  const units = Object.entries(edition.units ?? {});
  const names = await unitNames(
    deps,
    units.map(([unit]) => unit),
  );
  return {
    ...{ calendar: id, name: hours.name, edition: edition.edition, importedAt: edition.importedAt ?? null, hours },
    years: yearsOf(edition, Number(formatDue(hours.zone, deps.clock.now()).slice(0, 4))),
    overrides: edition.overrides,
    units: units.map(([unit, own]) => ({ unit, unitName: names[unit] ?? { zh: unit, en: unit }, own })),
  };
}

/** Every year to the one after the present; those without a notice too. */
function yearsOf({ years }: DayEdition, present: number): ResultOf<Routes['readCalendarBook']>['years'] {
  const first = Math.min(present, ...years.map(({ year }) => year));
  const last = Math.max(present + 1, ...years.map(({ year }) => year));
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const year = years.find((one) => one.year === first + i);
    if (!year) return { year: first + i, status: 'none' as const, notice: null, number: null, source: null, days: [] };
    const { status, notice, number, source, covered, days } = year;
    return { year: first + i, status, notice, number: number ?? null, source, covered, days };
  });
}

async function importView(deps: Deps, one: CalendarImport): Promise<ResultOf<Routes['readImport']>> {
  const people = await peopleNames(deps, [one.by, ...(one.appliedBy === null ? [] : [one.appliedBy])]);
  const { id, calendar, edition, change, state, by, previewedAt, appliedBy, appliedAt, finishedAt, summary } = one;
  return {
    ...{ id, calendar, edition: edition.edition, change, state, by, previewedAt, appliedAt, finishedAt, summary },
    byName: people[by] ?? by,
    appliedByName: appliedBy === null ? null : (people[appliedBy] ?? appliedBy),
    results: await deps.store.calendarImports.counts(id),
  };
}

function itemView(item: ImportItem, zone: string, units: Record<string, Bilingual>) {
  const due = (at: string | null): string | null => (at === null ? null : formatDue(zone, at));
  const reason = (text: string | null): Bilingual | null => (text === null ? null : provisionalText(text));
  return {
    ...item,
    moves: item.moves.map((move) => ({
      ...move,
      unitName: move.unit === null ? null : (units[move.unit] ?? null),
      ...{ fromText: due(move.from), toText: due(move.to) },
      ...{ provisionalBefore: reason(move.provisionalBefore), provisional: reason(move.provisional) },
      ...{ fromWorking: move.fromWorking.map(stepView), toWorking: move.toWorking.map(stepView) },
    })),
  };
}

const stepView = ({ text, days }: ImportItem['moves'][number]['toWorking'][number]) => ({
  text,
  days: days.map(({ date, counted, reason }) => ({ date, counted, reason: { zh: reason.zh, en: reason.en } })),
});
