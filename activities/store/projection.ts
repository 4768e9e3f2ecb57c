import type { mongo } from 'mongoose';
import type { IssueView } from '#domain';
import { isDuplicate, type Collections, type Doc } from './collections';
import type { AnyRecord } from './records';

/** After every real instant: the sort key of what has no due. */
export const noDue = '9999-12-31T23:59:59.999Z';

/** `state` is JSON text: nobody looks for an issue by what is inside it. */
export type ProjectedIssue = Doc & {
  seq: number;
  hash: string;
  openedAt: string;
  dueKey: string;
  view: IssueView;
  state: string;
};
export type ProjectedPiece = Doc & {
  seq: number;
  hash: string;
  openedAt: string;
  stage: string;
  issue: string | null;
  final: boolean;
  view: unknown;
  state: string;
};
type Projected = ProjectedIssue | ProjectedPiece;

/** What lists read of a row: all but the state. */
export const rowFields = { projection: { state: 0 } } as const;

/** The read model's row of a stream after a step. `stream` names the kind: `issue-<no>` or `piece-<id>`. */
export function projectedOf(record: Pick<AnyRecord, 'stream' | 'seq' | 'hash' | 'view' | 'state' | 'at'>): Projected {
  const { seq, hash } = record;
  const state = JSON.stringify(record.state);
  const _id = record.stream.slice(record.stream.indexOf('-') + 1);
  if (record.stream.startsWith('issue-')) {
    const view = record.view as IssueView;
    return { _id, seq, hash, openedAt: view.openedAt, dueKey: earliestDue(view) ?? noDue, view, state };
  }
  const view = record.view as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const stage = text(view['stage']) ?? text(view['state']) ?? '';
  const openedAt = text(view['openedAt']) ?? record.at;
  return { _id, seq, hash, openedAt, stage, issue: text(view['issue']), final: view['final'] === true, view, state };
}

/** The earliest due that still runs: open work, units' replies, the promise. None when the issue is final. */
export function earliestDue(view: IssueView): string | null {
  if (view.final) return null;
  const running = view.assignments.filter((a) => !restingStates.has(a.state) && !a.replyPaused);
  const promise = view.promisePaused || view.closedAt !== null ? null : view.promiseDue;
  const dues = [...view.waiting.map((w) => w.dueAt), ...running.map((a) => a.replyDue), promise].filter((due) => due !== null);
  return dues.length === 0 ? null : dues.reduce((a, b) => (b < a ? b : a));
}

const restingStates: ReadonlySet<string> = new Set(['REPLIED', 'ACCEPTED', 'RETURNED', 'CANCELLED', 'REASSIGNED']);

/** The collection in which a stream has its row. */
export const rowsOf = (collections: Collections, stream: string): mongo.Collection<Projected> =>
  collections.of<Projected>(stream.startsWith('issue-') ? 'issues' : 'pieces');

/** Puts the step's view into the read model unless a later one stands there: conditional on seq, never backwards (DESIGN 9). */
export async function project(collections: Collections, record: AnyRecord): Promise<void> {
  const rows = rowsOf(collections, record.stream);
  const row = projectedOf(record);
  if (await projectNext(collections, record)) return;
  while (!(await insertOrAdvance(rows, row))) {
    // Somebody else moved the row between our read and our write: look again.
  }
}

/** The usual case, in one write: the row stands one step behind, or is not there and this is the first. False in any other. */
export async function projectNext(collections: Collections, record: AnyRecord): Promise<boolean> {
  const rows = rowsOf(collections, record.stream);
  const row = projectedOf(record);
  return record.seq === 1 ? insert(rows, row) : replaceAt(rows, row, record.seq - 1);
}

async function insertOrAdvance(rows: mongo.Collection<Projected>, row: Projected): Promise<boolean> {
  const found = await rows.findOne({ _id: row._id }, { projection: { seq: 1 } });
  if (found !== null) return found.seq >= row.seq || replaceAt(rows, row, found.seq);
  return insert(rows, row);
}

async function insert(rows: mongo.Collection<Projected>, row: Projected): Promise<boolean> {
  try {
    await rows.insertOne(row);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

async function replaceAt(rows: mongo.Collection<Projected>, row: Projected, seq: number): Promise<boolean> {
  const { _id, ...fields } = row;
  const answer = await rows.updateOne({ _id, seq }, { $set: fields });
  return answer.matchedCount === 1;
}
