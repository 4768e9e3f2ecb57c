import {
  type CaseState,
  type Grade,
  type IssueEvent,
  type IssueState,
  type IssueView,
  type Lane,
  type ListedCard,
  upToDate,
} from '#domain';
import type { mongo } from 'mongoose';
import { after, decodeCursor, pageSize, toPage, type Page, type PageRequest } from './cursor';
import type { Collections } from './collections';
import { issueFilter } from './issue-filter';
import { noDue, rowFields, type ProjectedIssue } from './projection';
import type { Records } from './records';

export type IssueRow = {
  no: string;
  seq: number;
  hash: string;
  view: IssueView;
  /** The earliest due that still runs. */ dueAt: string | null;
};

/** Every field narrows; `scope` limits rows to units of a branch and to a district, as the api's row access says. */
export type IssueFilter = {
  stages?: CaseState[];
  grades?: Grade[];
  units?: string[];
  districts?: string[];
  categories?: string[];
  lanes?: Lane[];
  sources?: string[];
  final?: boolean;
  /** Closed at this instant or later. */
  closedSince?: string;
  /** Due before this instant and not final. */
  overdueAt?: string;
  /** An incident, nothing awaited, or the next planned instant before this one: nobody fired its timer (DESIGN 9). */
  stuck?: { lateBefore: string };
  /** Part of a number. */
  text?: string;
  scope?: { units?: string[]; districts?: string[] };
};

export type Issues = {
  get(no: string): Promise<IssueRow | null>;
  state(no: string): Promise<IssueState | null>;
  /** The issue that now handles this intake: its own, or the one it was merged into. */
  byIntake(no: string): Promise<IssueRow | null>;
  list(filter: IssueFilter, page?: PageRequest & { order?: 'newest' | 'due' }): Promise<Page<IssueRow>>;
  count(filter: IssueFilter): Promise<number>;
  /** Every red card issued since an instant, with its issue; for the tables of units. `scope` as in lists. */
  redCards(since: string, scope?: IssueFilter['scope']): Promise<ListedCard[]>;
  timeline(no: string, page?: PageRequest): Promise<Page<TimelineEntry>>;
  countBy(field: 'stage' | 'grade' | 'district' | 'category' | 'release', filter?: IssueFilter): Promise<Record<string, number>>;
};

/** One line of a stream's timeline, from confirmed records only. */
export type TimelineEntry = { seq: number; hash: string; event: IssueEvent };

export function createIssues(collections: Collections, records: Records): Issues {
  const rows = collections.of<ProjectedIssue>('issues');
  const get = async (no: string) => toRow(await rows.findOne({ _id: no }, rowFields));
  const list = async (filter: IssueFilter, page: PageRequest & { order?: 'newest' | 'due' } = {}) => {
    const [field, direction] = page.order === 'due' ? (['dueKey', 1] as const) : (['openedAt', -1] as const);
    const limit = pageSize(page);
    const found = await rows
      .find({ $and: [issueFilter(filter), after(page.cursor, field, direction)] }, rowFields)
      .sort({ [field]: direction, _id: direction })
      .limit(limit + 1)
      .toArray();
    const { items, next } = toPage(found, limit, (row) => [row[field], row._id]);
    return { items: items.map(rowOf), next };
  };
  return {
    get,
    state: async (no) => {
      const state = (await records.state(`issue-${no}`)) as IssueState | null;
      return state && upToDate(state);
    },
    byIntake: (no) => followMerges(get, no),
    list,
    count: (filter) => rows.countDocuments(issueFilter(filter)),
    redCards: (since, scope) => redCards(rows, since, scope),
    timeline: (no, page) => timelineOf(records, `issue-${no}`, page),
    countBy: (field, filter = {}) => countBy(rows, field, filter),
  };
}

export const rowOf = (doc: Omit<ProjectedIssue, 'state'>): IssueRow => ({
  no: doc._id,
  seq: doc.seq,
  hash: doc.hash,
  view: doc.view,
  dueAt: doc.dueKey === noDue ? null : doc.dueKey,
});

const toRow = (doc: Omit<ProjectedIssue, 'state'> | null) => (doc === null ? null : rowOf(doc));

/** An intake's issue bears its number until it is merged; a chain of merges ends, as a target may not be final. */
async function followMerges(get: Issues['get'], no: string): Promise<IssueRow | null> {
  const seen = new Set<string>();
  let row = await get(no);
  while (row?.view.mergedInto != null && !seen.has(row.no)) {
    seen.add(row.no);
    row = await get(row.view.mergedInto);
  }
  return row;
}

/** Events of confirmed steps, oldest first; a page ends after a whole step. */
export async function timelineOf(records: Records, stream: string, page: PageRequest = {}): Promise<Page<TimelineEntry>> {
  const limit = pageSize(page);
  const fromSeq = page.cursor ? Number(decodeCursor(page.cursor, 1)[0]) : 1;
  const chain = await records.chain(stream, { fromSeq, limit: limit + 1 });
  const { items, next } = toPage(chain, limit, (record) => [record.seq + 1]);
  const entries = items.flatMap(({ seq, hash, events }) => (events as IssueEvent[]).map((event) => ({ seq, hash, event })));
  return { items: entries, next };
}

async function countBy(
  rows: mongo.Collection<ProjectedIssue>,
  field: string,
  filter: IssueFilter,
): Promise<Record<string, number>> {
  const groups = await rows
    .aggregate<{ _id: string | null; count: number }>([
      { $match: issueFilter(filter) },
      { $group: { _id: `$view.${field}`, count: { $sum: 1 } } },
    ])
    .toArray();
  return Object.fromEntries(groups.map(({ _id, count }) => [_id ?? '', count]));
}

/** Cards lie in the views of their issues; an issue whose last step is older than a card's instant cannot hold it. */
async function redCards(
  rows: mongo.Collection<ProjectedIssue>,
  since: string,
  scope: IssueFilter['scope'],
): Promise<ListedCard[]> {
  const filter = { $and: [{ 'view.red': { $gt: 0 }, 'view.at': { $gte: since } }, ...(scope ? [issueFilter({ scope })] : [])] };
  const found = await rows.find(filter, { projection: { 'view.cards': 1 } }).toArray();
  return found.flatMap(({ _id, view }) =>
    view.cards.filter((card) => card.colour === 'red' && card.issuedAt >= since).map((card) => ({ ...card, issue: _id })),
  );
}
