import type { Collections } from './collections';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';
import type { TimelineEntry } from './issues';
import { timelineOf } from './issues';
import { rowFields, type ProjectedPiece } from './projection';
import type { Records } from './records';

export type PieceRow = {
  id: string;
  seq: number;
  hash: string;
  stage: string;
  issue: string | null;
  final: boolean;
  view: unknown;
};
export type PieceFilter = {
  stages?: string[];
  issue?: string;
  final?: boolean;
  /** Its step's due before `due`, or its next planned instant before `wake`: nobody acted, or no timer fired. */
  late?: { due: string; wake: string };
};
export type Pieces = {
  get(id: string): Promise<PieceRow | null>;
  state(id: string): Promise<unknown>;
  timeline(id: string, page?: PageRequest): Promise<Page<TimelineEntry>>;
  list(filter: PieceFilter, page?: PageRequest): Promise<Page<PieceRow>>;
};

export function createPieces(collections: Collections, records: Records): Pieces {
  const rows = collections.of<ProjectedPiece>('pieces');
  return {
    get: async (id) => {
      const doc = await rows.findOne({ _id: id }, rowFields);
      return doc === null ? null : rowOf(doc);
    },
    state: (id) => records.state(`piece-${id}`),
    timeline: (id, page) => timelineOf(records, `piece-${id}`, page),
    list: async ({ stages, issue, final, late }, page = {}) => {
      const limit = pageSize(page);
      const stage = stages === undefined ? {} : { stage: { $in: stages } };
      const overdue = late ? { $or: [{ 'view.dueAt': { $lt: late.due } }, { 'view.wakeAt': { $lt: late.wake } }] } : {};
      const narrow = {
        ...overdue,
        ...stage,
        ...(issue === undefined ? {} : { issue }),
        ...(final === undefined ? {} : { final }),
      };
      const found = await rows
        .find({ $and: [narrow, after(page.cursor, 'openedAt', -1)] }, rowFields)
        .sort({ openedAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      const { items, next } = toPage(found, limit, (row) => [row.openedAt, row._id]);
      return { items: items.map(rowOf), next };
    },
  };
}

const rowOf = ({ _id, seq, hash, stage, issue, final, view }: ProjectedPiece): PieceRow => ({
  id: _id,
  seq,
  hash,
  stage,
  issue,
  final,
  view,
});
