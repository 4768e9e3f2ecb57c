import type { mongo } from 'mongoose';
import { boundOf, type Known, type Placed, scoreOf, type SimilarSettings } from '#domain';
import type { Doc } from '../collections';
import { bucketsToRead } from './buckets';
import type { Fingerprint } from './hashing';

export type PrintDoc = Doc & Placed & Fingerprint & { buckets: string[] };
export type EntryDoc = Placed & { no: string };
export type BucketDoc = Doc & { entries: EntryDoc[] };
type Places = { prints: mongo.Collection<PrintDoc>; buckets: mongo.Collection<BucketDoc> };

/** So many fingerprints are read and compared at most; those that could score highest by place, time and matter. */
const comparedAtMost = 120;
/** What found by its place alone shares no word of the lexicon with the text: it seldom scores. */
const byPlaceAlone = 0.5;

export const knownOf = ({ _id, buckets: _buckets, ...rest }: Omit<PrintDoc, 'buckets'> & { buckets?: string[] }): Known => ({
  no: _id,
  ...rest,
});

/** By place, time and category first, which the buckets tell; only what could still be suggested is read and compared. */
export async function candidates(places: Places, arriving: Known, settings: SimilarSettings): Promise<Known[]> {
  const ids = [...new Set(bucketsToRead(arriving, settings))];
  const found = await places.buckets.find({ _id: { $in: ids } }).toArray();
  const bounds = new Map<string, number>();
  for (const { _id, entries } of found) {
    for (const entry of entries) {
      const bound = certain(_id) ? 1 : boundFor(arriving, entry, settings);
      const rank = bound * (_id.startsWith('t.') || certain(_id) ? 1 : byPlaceAlone);
      if (bound >= settings.threshold) bounds.set(entry.no, Math.max(rank, bounds.get(entry.no) ?? 0));
    }
  }
  const numbers = [...bounds].sort((a, b) => b[1] - a[1]).slice(0, comparedAtMost);
  const read = await places.prints.find({ _id: { $in: numbers.map(([no]) => no) } }, { projection: { buckets: 0 } }).toArray();
  return read.map(knownOf).filter((one) => couldShow(arriving, one, settings));
}

/** Before rows are read for it: whatever its category was corrected to. */
function couldShow(arriving: Known, one: Known, settings: SimilarSettings): boolean {
  if (arriving.reporter !== null && arriving.reporter === one.reporter) return true;
  if (arriving.address !== null && arriving.address === one.address) return true;
  const { score, metres } = scoreOf(arriving, { ...one, category: arriving.category }, settings);
  return score >= settings.threshold || (metres !== null && metres <= settings.relapse.metres);
}

/** The same person or the same address: compared whatever its place and time. */
const certain = (bucket: string): boolean => bucket.startsWith('r.') || bucket.startsWith('a.');

/** Time says nothing about a relapse: its issue may have been opened long before it was closed. */
function boundFor(arriving: Known, entry: EntryDoc, settings: SimilarSettings): number {
  const { bound, metres } = boundOf(arriving, entry, settings);
  return metres !== null && metres <= settings.relapse.metres ? 1 : bound;
}
