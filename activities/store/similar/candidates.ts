import type { mongo } from 'mongoose';
import { boundOf, type Known, type Placed, type SimilarSettings } from '#domain';
import type { Doc } from '../collections';
import { bucketsToRead } from './buckets';
import type { Fingerprint } from './hashing';

export type PrintDoc = Doc & Placed & Fingerprint & { buckets: string[] };
export type EntryDoc = Placed & { no: string };
export type BucketDoc = Doc & { entries: EntryDoc[] };
type Places = { prints: mongo.Collection<PrintDoc>; buckets: mongo.Collection<BucketDoc> };

/** So many fingerprints are compared at most; those that could score highest by place and time. */
const comparedAtMost = 250;

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
      if (bound >= settings.threshold) bounds.set(entry.no, Math.max(bound, bounds.get(entry.no) ?? 0));
    }
  }
  const numbers = [...bounds].sort((a, b) => b[1] - a[1]).slice(0, comparedAtMost);
  const read = await places.prints.find({ _id: { $in: numbers.map(([no]) => no) } }, { projection: { buckets: 0 } }).toArray();
  return read.map(knownOf);
}

/** The same person or the same address: compared whatever its place and time. */
const certain = (bucket: string): boolean => bucket.startsWith('r.') || bucket.startsWith('a.');

/** Time says nothing about a relapse: its issue may have been opened long before it was closed. */
function boundFor(arriving: Known, entry: EntryDoc, settings: SimilarSettings): number {
  const { bound, metres } = boundOf(arriving, entry, settings);
  return metres !== null && metres <= settings.relapse.metres ? 1 : bound;
}
