import type { IssueEvent, Json } from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { IssueRow, TimelineEntry } from '#store';
import { type Signed, factsFor } from './access';
import type { Deps } from './deps';
import type { Plans } from './plans';
import { nodeName, opened, peopleNames, unitNames } from './reading';

type Entry = ResultOf<Routes['readTimeline']>['items'][number];

/** All confirmed events of an issue, oldest first. */
export async function eventsOf(deps: Deps, no: string): Promise<TimelineEntry[]> {
  const all: TimelineEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: TimelineEntry[]; next: string | null } = await deps.store.issues.timeline(no, { cursor, limit: 200 });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}

/** The timeline as staff read it: texts opened, codes with their names. */
export async function timelineFor(deps: Deps, plans: Plans, row: IssueRow, who: Signed): Promise<Entry[]> {
  const [entries, plan] = await Promise.all([eventsOf(deps, row.no), plans.plan(row.view.release)]);
  const events = await opened(deps, entries);
  const units = await unitNames(
    deps,
    events.flatMap(({ event }) => (event.unit === undefined ? [] : [event.unit])),
  );
  const people = await peopleNames(
    deps,
    events.map(({ event }) => event.by),
  );
  return events.map(({ seq, hash, event }) => ({
    seq,
    hash,
    ...timesOf(event),
    by: event.by,
    byName: people[event.by] ?? null,
    node: event.node ?? null,
    nodeName: nodeName(plan, event.node),
    assignment: event.assignment ?? null,
    unit: event.unit ?? null,
    unitName: event.unit === undefined ? null : (units[event.unit] ?? null),
    data: dataFor(who, event),
  }));
}

const timesOf = ({ type, at, plannedAt, firedAt }: IssueEvent) => ({
  type,
  at,
  plannedAt: plannedAt ?? null,
  firedAt: firedAt ?? null,
});

/** Whom a tip-off accuses is not told outside the desk, in an event's facts neither. */
function dataFor(who: Signed, event: IssueEvent): Record<string, Json> {
  const data = factsFor(who, event.data ?? {});
  const facts = data['facts'];
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return data;
  return { ...data, facts: factsFor(who, facts) };
}
