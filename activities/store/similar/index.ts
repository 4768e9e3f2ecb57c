import type { mongo } from 'mongoose';
import {
  featureReader,
  type Known,
  type Placed,
  type Reader,
  repeatsOf,
  type Repeats,
  type SimilarSettings,
  suggest,
  type Suggestion,
} from '#domain';
import { isDuplicate, type Collections } from '../collections';
import type { Settings } from '../documents/settings';
import type { MasterKey } from '../sealing/master-key';
import { type Bucket, bucketsOf } from './buckets';
import { type BucketDoc, candidates, type EntryDoc, knownOf, type PrintDoc } from './candidates';
import { createHashing } from './hashing';
import { standingsOf } from './standings';

/** A submission as it comes in, in plain words: they are read here and not kept. */
export type Printed = Placed & { text: string; address?: string; reporter: { phone?: string } };

/** What a reviewer is shown beside an arriving issue, and how often its first reporter has come with this matter. */
export type Suggested = { items: Suggestion[]; repeats: Repeats };

export type Similar = {
  /** Keeps a fingerprint of a submission; idempotent by its number. */
  put(no: string, given: Printed): Promise<void>;
  /** Forgets the fingerprints of numbers, with every way to them. Idempotent. */
  remove(numbers: readonly string[]): Promise<void>;
  /** What is like this issue; empty when nothing is known of it (older than fingerprints, or erased). */
  of(issue: {
    no: string;
    category: string | null;
    intakes: readonly string[];
    /** Whether the reader may know who is who. */ byPerson: boolean;
  }): Promise<Suggested>;
  /** Fingerprints received from this desk time on, oldest first. */
  since(at: string): Promise<Known[]>;
  /** The fingerprints of these submissions that are still kept. */
  prints(numbers: readonly string[]): Promise<Known[]>;
  /** Forgets what is older than the settings keep; answers how many. */
  dropOld(now: string): Promise<number>;
};

type Tools = { collections: Collections; settings: Settings; master: MasterKey };

const noRepeats: Repeats = { earlier: [], overLimit: false };

export function createSimilar({ collections, settings, master }: Tools): Similar {
  const hashing = createHashing(master);
  const prints = collections.of<PrintDoc>('prints');
  const buckets = collections.of<BucketDoc>('printBuckets');
  const configured = heldReader(settings);
  const remove = async (numbers: readonly string[]): Promise<void> => {
    for (const print of await prints.find({ _id: { $in: [...numbers] } }).toArray()) {
      for (const id of print.buckets) await buckets.updateOne({ _id: id }, { $pull: { entries: { no: print._id } } });
      // Last: what was cut short is found again.
      await prints.deleteOne({ _id: print._id });
    }
  };
  return {
    put: async (no, given) => {
      const { read } = await configured();
      const { category, district, street, point, at } = given;
      const placed = { category, district, street, point, at };
      const print = { ...placed, ...hashing.fingerprint(read, given) };
      const homes = bucketsOf(print);
      await prints.replaceOne({ _id: no }, { ...print, buckets: homes.map(({ id }) => id) }, { upsert: true });
      await enter(buckets, homes, { no, ...placed });
    },
    remove,
    of: async ({ no, category, intakes, byPerson }) => {
      const { settings: document } = await configured();
      const mine = await prints.findOne({ _id: intakes[0] ?? no });
      if (mine === null) return { items: [], repeats: noRepeats };
      const arriving = { ...knownOf(mine), no, category, ...(byPerson ? {} : { reporter: null }) };
      const own = new Set([no, ...intakes]);
      const known = (await candidates({ prints, buckets }, arriving, document)).filter((one) => !own.has(one.no));
      const standings = await standingsOf(
        collections,
        known.map((one) => one.no),
      );
      const judged = known.map((one) => ({ ...one, category: standings.get(one.no)?.category ?? one.category }));
      return { items: suggest(arriving, judged, standings, document), repeats: repeatsOf(arriving, judged, document) };
    },
    since: async (at) =>
      (
        await prints
          .find({ at: { $gte: at } })
          .sort({ at: 1, _id: 1 })
          .toArray()
      ).map(knownOf),
    prints: async (numbers) => (await prints.find({ _id: { $in: [...numbers] } }).toArray()).map(knownOf),
    dropOld: async (now) => {
      const { settings: document } = await configured();
      const before = new Date(Date.parse(now) - document.keepDays * 86_400_000).toISOString();
      const old = await prints
        .find({ at: { $lt: before } }, { projection: { _id: 1 } })
        .limit(500)
        .toArray();
      await remove(old.map(({ _id }) => _id));
      return old.length;
    },
  };
}

/** The city's figures with a reader of their words; made once a revision. */
function heldReader(settings: Settings): () => Promise<{ settings: SimilarSettings; read: Reader }> {
  let held: { revision: number; settings: SimilarSettings; read: Reader } | null = null;
  return async () => {
    const { revision, document } = await settings.get();
    if (held?.revision !== revision) held = { revision, settings: document.similar, read: featureReader(document.similar) };
    return held;
  };
}

/** In one command, as most of an intake's time is round trips. A number put twice stands twice: read as one, taken out as one. */
async function enter(buckets: mongo.Collection<BucketDoc>, homes: readonly Bucket[], entry: EntryDoc): Promise<void> {
  const updates = homes.map(({ id, cap }) => ({
    updateOne: { filter: { _id: id }, update: { $push: { entries: { $each: [entry], $slice: -cap } } }, upsert: true },
  }));
  try {
    await buckets.bulkWrite(updates, { ordered: false });
  } catch (error) {
    // Somebody else made one of them meanwhile: now it is there.
    if (!isDuplicate(error)) throw error;
    await buckets.bulkWrite(updates, { ordered: false });
  }
}
