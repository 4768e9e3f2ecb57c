import type { mongo } from 'mongoose';
import type { ShadowAnswer } from '#domain';
import type { Collections, Doc } from '../collections';
import { after, pageSize, toPage, type Page, type PageRequest } from '../cursor';

/** A draft that decides beside the live release: frozen as it stood when it was marked, so that what is listed has one meaning. */
export type Shadow = {
  flow: string;
  /** Names this marking; another marking begins anew. */
  mark: string;
  draftHash: string;
  content: unknown;
  by: string;
  /** Desk time: issues opened from here on are decided again. */
  since: string;
  markedAt: string;
};

/** What was decided again of one issue so far. `no` is null where its identity is sealed. */
export type ShadowIssue = {
  id: string;
  no: string | null;
  openedAt: string;
  /** The last step that was looked at. */
  seq: number;
  decided: number;
  differences: ShadowAnswer[];
};

export type Shadows = {
  get(flow: string): Promise<Shadow | null>;
  put(shadow: Shadow): Promise<void>;
  remove(flow: string): Promise<void>;
  /** What is known of each of these issues. */
  known(mark: string, ids: readonly string[]): Promise<Map<string, ShadowIssue>>;
  note(mark: string, issue: ShadowIssue): Promise<void>;
  /** Issues with differences, newest first. */
  list(mark: string, page?: PageRequest): Promise<Page<ShadowIssue>>;
  counts(mark: string): Promise<{ issues: number; decided: number; differing: number }>;
};

type ShadowDoc = Doc & Omit<Shadow, 'flow'>;
type IssueDoc = Doc & Omit<ShadowIssue, 'id'> & { mark: string; id: string; differing: number };

const keyOf = (mark: string, id: string): string => `${mark}/${id}`;

/** Shadows and what they found; both are views of confirmed records and may be thrown away. */
export function createShadows(collections: Collections): Shadows {
  const docs = collections.of<ShadowDoc>('shadows');
  const issues: mongo.Collection<IssueDoc> = collections.of<IssueDoc>('shadowIssues');
  const get = async (flow: string): Promise<Shadow | null> => {
    const doc = await docs.findOne({ _id: flow });
    if (doc === null) return null;
    const { _id, ...shadow } = doc;
    return { ...shadow, flow: _id };
  };
  const forget = async (flow: string): Promise<void> => {
    const known = await get(flow);
    if (known) await issues.deleteMany({ mark: known.mark });
  };
  return {
    get,
    put: async ({ flow, ...shadow }) => {
      await forget(flow);
      await docs.replaceOne({ _id: flow }, shadow, { upsert: true });
    },
    remove: async (flow) => {
      await forget(flow);
      await docs.deleteOne({ _id: flow });
    },
    known: async (mark, ids) => {
      const found = await issues.find({ _id: { $in: ids.map((id) => keyOf(mark, id)) } }).toArray();
      return new Map(found.map((doc) => [doc.id, issueOf(doc)]));
    },
    note: async (mark, issue) => {
      const doc = { ...issue, mark, differing: issue.differences.length };
      await issues.replaceOne({ _id: keyOf(mark, issue.id) }, doc, { upsert: true });
    },
    list: async (mark, page = {}) => {
      const limit = pageSize(page);
      const found = await issues
        .find({ $and: [{ mark, differing: { $gt: 0 } }, after(page.cursor, 'openedAt', -1)] })
        .sort({ openedAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      const { items, next } = toPage(found, limit, (doc) => [doc.openedAt, doc._id]);
      return { items: items.map(issueOf), next };
    },
    counts: async (mark) => {
      const groups = await issues
        .aggregate<{ issues: number; decided: number; differing: number }>([
          { $match: { mark } },
          { $group: { _id: null, issues: { $sum: 1 }, decided: { $sum: '$decided' }, differing: { $sum: '$differing' } } },
        ])
        .toArray();
      const { issues: seen = 0, decided = 0, differing = 0 } = groups[0] ?? {};
      return { issues: seen, decided, differing };
    },
  };
}

const issueOf = ({ _id, mark: _mark, differing: _differing, ...issue }: IssueDoc): ShadowIssue => issue;
