import type { BackTestDepth, BackTestItem, BackTestSummary, DifferenceKind } from '#domain';
import type { mongo } from 'mongoose';
import { isDuplicate, type Collections, type Doc } from '../collections';
import { decodeCursor, encodeCursor, pageSize, type Page, type PageRequest } from '../cursor';

export type BackTestState = 'reading' | 'running' | 'done' | 'cancelled' | 'failed';

/** What was asked for: the last days of real issues, or a generated year. */
export type BackTestAsked = { kind: 'past'; days: number; issues: number } | { kind: 'year'; seed: number; issues: number };

export type BackTestRecord = {
  id: string;
  flow: string;
  /** Names the drafts as they stood (`Drawn.draftHash`), and the release they were held against. */
  draftHash: string;
  live: { number: number; hash: string };
  depth: BackTestDepth;
  source: BackTestAsked;
  by: string;
  /** Real times. */
  startedAt: string;
  finishedAt: string | null;
  state: BackTestState;
  done: number;
  of: number;
  /** Real issues that could not be read (their release is gone, their key was destroyed). */
  unread: number;
  /** When whoever runs it last said so: silence means that its process is gone. */
  beatAt: string;
  cancelAsked: boolean;
  summary: BackTestSummary | null;
  /** Why it failed, for people. */
  problem: string | null;
};

/** A stretch of a back-test's items as JSON text, with how many of each kind stand in it. */
export type BackTestChunk = { text: string; items: number; changed: number; kinds: Partial<Record<DifferenceKind, number>> };
export type ItemFilter = DifferenceKind | 'changed' | 'all';

export type BackTests = {
  /** The first with an id stays: a request sent twice is one back-test. False when it was there. */
  begin(one: BackTestRecord): Promise<boolean>;
  get(id: string): Promise<BackTestRecord | null>;
  /** Newest first. */
  list(flow: string): Promise<BackTestRecord[]>;
  /** Says how far it is; true when somebody has asked to stop. */
  beat(
    id: string,
    at: Pick<BackTestRecord, 'done' | 'of' | 'unread' | 'beatAt'> & { state: 'reading' | 'running' },
  ): Promise<boolean>;
  askToCancel(id: string): Promise<void>;
  end(id: string, end: Pick<BackTestRecord, 'state' | 'finishedAt' | 'summary' | 'problem'>): Promise<void>;
  putChunk(id: string, n: number, chunk: BackTestChunk): Promise<void>;
  items(id: string, filter: ItemFilter, page?: PageRequest): Promise<Page<BackTestItem>>;
  remove(id: string): Promise<void>;
};

type TestDoc = Doc & Omit<BackTestRecord, 'id'>;
type ChunkDoc = Doc & BackTestChunk & { test: string; n: number };

const chunkId = (id: string, n: number): string => `${id}/${String(n).padStart(6, '0')}`;

/** Back-tests of drafts: what was asked, how far they are, what came of them, and every issue in stretches of many. */
export function createBackTests(collections: Collections): BackTests {
  const docs = collections.of<TestDoc>('backTests');
  const chunks = collections.of<ChunkDoc>('backTestItems');
  const get = async (id: string): Promise<BackTestRecord | null> => {
    const doc = await docs.findOne({ _id: id });
    return doc === null ? null : recordOf(doc);
  };
  return {
    get,
    begin: async ({ id, ...one }) => {
      try {
        await docs.insertOne({ _id: id, ...one });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    list: async (flow) => (await docs.find({ flow }).sort({ startedAt: -1, _id: -1 }).toArray()).map(recordOf),
    beat: async (id, at) => {
      // One that has ended meanwhile stays so.
      await docs.updateOne({ _id: id, state: { $in: ['reading', 'running'] } }, { $set: at });
      return (await docs.findOne({ _id: id }, { projection: { cancelAsked: 1 } }))?.cancelAsked !== false;
    },
    askToCancel: async (id) => {
      await docs.updateOne({ _id: id }, { $set: { cancelAsked: true } });
    },
    end: async (id, end) => {
      await docs.updateOne({ _id: id }, { $set: end });
    },
    putChunk: async (id, n, chunk) => {
      await chunks.replaceOne({ _id: chunkId(id, n) }, { ...chunk, test: id, n }, { upsert: true });
    },
    items: (id, filter, page = {}) => itemsOf(chunks, id, filter, page),
    remove: async (id) => {
      await chunks.deleteMany({ test: id });
      await docs.deleteOne({ _id: id });
    },
  };
}

const recordOf = ({ _id: id, ...one }: TestDoc): BackTestRecord => ({ ...one, id });

/** A page may begin in the middle of a stretch; a stretch in which nothing fits is not even read. */
async function itemsOf(
  chunks: mongo.Collection<ChunkDoc>,
  id: string,
  filter: ItemFilter,
  page: PageRequest,
): Promise<Page<BackTestItem>> {
  const limit = pageSize(page);
  const [n = 0, from = 0] = page.cursor ? decodeCursor(page.cursor, 2).map(Number) : [];
  const found: BackTestItem[] = [];
  const heads = await chunks
    .find({ test: id, n: { $gte: n } }, { projection: { text: 0 } })
    .sort({ n: 1 })
    .toArray();
  for (const head of heads) {
    if (!mayHold(head, filter)) continue;
    const chunk = await chunks.findOne({ _id: head._id });
    const items = JSON.parse(chunk?.text ?? '[]') as BackTestItem[];
    for (let at = head.n === n ? from : 0; at < items.length; at += 1) {
      const item = items[at];
      if (!item || !fits(item, filter)) continue;
      if (found.length === limit) return { items: found, next: encodeCursor([head.n, at]) };
      found.push(item);
    }
  }
  return { items: found, next: null };
}

const mayHold = (head: Omit<BackTestChunk, 'text'>, filter: ItemFilter): boolean =>
  filter === 'all' || (filter === 'changed' ? head.changed : (head.kinds[filter] ?? 0)) > 0;

const fits = ({ kinds }: BackTestItem, filter: ItemFilter): boolean =>
  filter === 'all' || (filter === 'changed' ? kinds.length > 0 : kinds.includes(filter));
