import { canonicalJson } from '#domain';
import type { Collections } from './collections';
import { projectedOf, rowsOf } from './projection';
import {
  chainCollection,
  chainDocOf,
  idOf,
  isFinal,
  openedText,
  projectedSeq,
  stepCollection,
  stepDocOf,
  type ChainDoc,
} from './record-doc';
import type { AnyRecord } from './records';

/** How a step, as its history tells it, is not what stands here. */
export type Difference =
  /** It is not in the chain. */
  | 'missing'
  /** Another step stands in its place. */
  | 'other'
  /** Its record, view or state was changed. */
  | 'record'
  /** It is the newest of its stream, and the read model's row is not its. */
  | 'row';

/** Compares a step of a history with its chain record and, when it is the newest of its stream, with the row. */
export async function differences(collections: Collections, record: AnyRecord): Promise<Difference[]> {
  const found = await compare(collections, record);
  if (found.stored === null) return ['missing'];
  if (found.stored.hash !== record.hash) return ['other'];
  return [...(found.record ? [] : (['record'] as const)), ...(found.row ? [] : (['row'] as const))];
}

/**
 * Puts back what the history says, whatever was done to it by hand: the chain record of the same hash, and the row when the
 * step is the newest. False when the chain holds another step here, or none: that is for `write` and `confirm`.
 */
export async function restore(collections: Collections, record: AnyRecord): Promise<boolean> {
  const { stored, newest } = await compare(collections, record);
  if (stored?.hash !== record.hash) return false;
  const doc = chainDocOf(stepDocOf(record, ''), isFinal(record.state));
  await chainCollection(collections).replaceOne({ _id: doc._id, hash: record.hash }, doc);
  if (!newest) return true;
  const row = projectedOf(record);
  const rows = rowsOf(collections, record.stream);
  // A step that was confirmed between the look and the write has the last word.
  const put = await rows.replaceOne({ _id: row._id, seq: { $lte: record.seq } }, row);
  if (put.matchedCount === 0 && !(await isFollowed(collections, record)))
    await rows.replaceOne({ _id: row._id }, row, { upsert: true });
  return true;
}

type Found = { record: boolean; row: boolean; newest: boolean; stored: ChainDoc | null };

async function compare(collections: Collections, record: AnyRecord): Promise<Found> {
  const wanted = chainDocOf(stepDocOf(record, ''), isFinal(record.state));
  const stored = await chainCollection(collections).findOne({ _id: wanted._id });
  if (stored === null) return { record: false, row: true, newest: false, stored };
  const newest = !(await isFollowed(collections, record));
  const expected = projectedOf(record);
  const row = newest ? await rowsOf(collections, record.stream).findOne({ _id: expected._id }) : expected;
  return { record: equal(stored, wanted), row: equal(row, expected), newest, stored };
}

/** A later step stands in the chain, or is on its way there: the row may show it already. */
async function isFollowed(collections: Collections, { stream, seq }: AnyRecord): Promise<boolean> {
  const _id = idOf(stream, seq + 1);
  const [confirmed, tentative] = await Promise.all([
    chainCollection(collections).findOne({ _id }, { projection: { _id: 1 } }),
    stepCollection(collections).findOne({ _id }, { projection: { _id: 1 } }),
  ]);
  return confirmed !== null || (tentative !== null && (await projectedSeq(collections, stream)) > seq);
}

/** What JSON text holds counts, not how it is written down. */
const equal = (a: unknown, b: unknown): boolean => canonicalJson(parsedWhole(a)) === canonicalJson(parsedWhole(b));

function parsedWhole(doc: unknown): unknown {
  if (typeof doc !== 'object' || doc === null) return doc;
  const { view, state, ...rest } = doc as { view?: unknown; state?: unknown };
  return { ...rest, view: openedText(view) ?? null, state: openedText(state) ?? null };
}
