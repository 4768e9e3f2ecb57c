import { canonicalJson } from '#domain';
import type { Collections } from './collections';
import { project, projectedOf, rowsOf } from './projection';
import { chainCollection, chainDocOf, idOf, stepDocOf, type ChainDoc } from './record-doc';
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
  const doc = chainDocOf(stepDocOf(record, ''));
  await chainCollection(collections).replaceOne({ _id: doc._id, hash: record.hash }, newest ? doc : withoutWhole(doc));
  if (!newest) return true;
  const row = projectedOf(record);
  await rowsOf(collections, record.stream).replaceOne({ _id: row._id }, row, { upsert: true });
  const later = await next(collections, record);
  // A step that was confirmed between the look and the write has the last word.
  if (later?.view !== undefined) await project(collections, { ...later, view: later.view, state: later.state, confirmed: null });
  return true;
}

type Found = { record: boolean; row: boolean; newest: boolean; stored: ChainDoc | null };

async function compare(collections: Collections, record: AnyRecord): Promise<Found> {
  const wanted = chainDocOf(stepDocOf(record, ''));
  const stored = await chainCollection(collections).findOne({ _id: wanted._id });
  if (stored === null) return { record: false, row: true, newest: false, stored };
  const newest = (await next(collections, record)) === null;
  const same = newest ? equal(stored, wanted) : equal(withoutWhole(stored), withoutWhole(wanted));
  const expected = projectedOf(record);
  const row = newest ? await rowsOf(collections, record.stream).findOne({ _id: expected._id }) : expected;
  return { record: same, row: equal(row, expected), newest, stored };
}

const next = (collections: Collections, { stream, seq }: AnyRecord) =>
  chainCollection(collections).findOne({ _id: idOf(stream, seq + 1) });

const equal = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

function withoutWhole({ view: _view, state: _state, ...rest }: ChainDoc): ChainDoc {
  return rest;
}
