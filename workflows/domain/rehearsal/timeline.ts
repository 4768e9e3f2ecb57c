import type { IssueEvent } from '../issue';
import type { Json } from '../text';

/** One event as it can be compared between engines: a timer's by its planned instant, a person's by its stamp (DESIGN 2). */
export type TimelineEntry = {
  issue: string;
  at: string;
  planned: boolean;
  type: string;
  by: string;
  unit: string | null;
  assignment: string | null;
  node: string | null;
  data: Json;
};

/** What happened, by issue in the order in which issues were opened, each in the order of its events. */
export function timelineOf(result: { issues: readonly { no: string; events: readonly IssueEvent[] }[] }): TimelineEntry[] {
  return result.issues.flatMap(({ no, events }) => events.map((event) => entryOf(no, event)));
}

function entryOf(issue: string, event: IssueEvent): TimelineEntry {
  const { type, by, at, plannedAt, unit, assignment, node, data } = event;
  return {
    issue,
    at: plannedAt ?? at,
    planned: plannedAt !== undefined,
    type,
    by,
    unit: unit ?? null,
    assignment: assignment ?? null,
    node: node ?? null,
    data: data ?? {},
  };
}
