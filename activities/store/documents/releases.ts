import { contentHashOf, planHashOf, releaseContentSchema, releaseSchema, type Release, type ReleaseContent } from '#domain';
import { isDuplicate, type Collections, type Doc } from '../collections';
import { parsed } from '../parsed';

/** A release in a list, without its content. */
export type ReleaseRow = Omit<Release, 'content'> & {
  city: string;
  number: number;
  name: { zh: string; en: string };
  current: boolean;
};

export type Releases = {
  /** Numbers the content, fixes it for ever and makes it the city's current one. The checks are the caller's (`compileRelease`). */
  publish(
    content: Omit<ReleaseContent, 'number' | 'format'>,
    by: { author: string; approver: string; at: string; note: string; backTest?: Release['backTest'] | undefined },
  ): Promise<Release>;
  /** By plan hash or content hash; from memory after the first time, as a release never changes. */
  byHash(hash: string): Promise<Release | null>;
  byNumber(city: string, number: number): Promise<Release | null>;
  current(city: string): Promise<Release | null>;
  /** Newest first. */
  list(city: string): Promise<ReleaseRow[]>;
};

type ReleaseDoc = Doc & { city: string; number: number; planHash: string; document: unknown };
type CurrentDoc = Doc & { number: number };

export function createReleases(collections: Collections): Releases {
  const docs = collections.of<ReleaseDoc>('releases');
  const currents = collections.of<CurrentDoc>('currentReleases');
  const held = new Map<string, Release>();
  const keep = (doc: ReleaseDoc | null): Release | null => {
    if (doc === null) return null;
    const release = parsed(releaseSchema, doc.document, `releases/${doc._id}`);
    held.set(release.contentHash, release).set(release.planHash, release);
    return release;
  };
  const byNumber = async (city: string, number: number) => {
    const inMemory = [...held.values()].find(({ content }) => content.city === city && content.number === number);
    return inMemory ?? keep(await docs.findOne({ city, number }));
  };
  const currentNumber = async (city: string) => (await currents.findOne({ _id: city }))?.number ?? 0;
  return {
    byNumber,
    byHash: async (hash) =>
      held.get(hash) ?? keep((await docs.findOne({ _id: hash })) ?? (await docs.findOne({ planHash: hash }))),
    current: async (city) => {
      const number = await currentNumber(city);
      return number === 0 ? null : byNumber(city, number);
    },
    publish: async (content, by) => {
      const release = await insertNext(content, by);
      await currents.replaceOne({ _id: content.city }, { number: release.content.number }, { upsert: true });
      return release;
    },
    list: async (city) => {
      const current = await currentNumber(city);
      const found = await docs.find({ city }).sort({ number: -1 }).toArray();
      return found.map((doc) => rowOf(parsed(releaseSchema, doc.document, `releases/${doc._id}`), current));
    },
  };

  /** The unique index over city and number decides between two who publish at once: the loser takes the next number. */
  async function insertNext(
    content: Parameters<Releases['publish']>[0],
    by: Parameters<Releases['publish']>[1],
  ): Promise<Release> {
    const last = await docs
      .find({ city: content.city }, { projection: { number: 1 } })
      .sort({ number: -1 })
      .limit(1)
      .next();
    const release = releaseOf({ ...content, format: 1, number: (last?.number ?? 0) + 1 }, by);
    const { contentHash, planHash } = release;
    const { city, number } = release.content;
    try {
      await docs.insertOne({ _id: contentHash, city, number, planHash, document: release });
      return release;
    } catch (error) {
      if (isDuplicate(error)) return insertNext(content, by);
      throw error;
    }
  }
}

/** The hashes are of the content as the schema reads it, defaults filled in: what compiling it again will see. */
function releaseOf(given: ReleaseContent, by: Parameters<Releases['publish']>[1]): Release {
  const content = parsed(releaseContentSchema, given, `release ${given.number}`);
  const { author, approver, at, note, backTest } = by;
  const hashes = { planHash: planHashOf(content), contentHash: contentHashOf(content) };
  return parsed(
    releaseSchema,
    { content, ...hashes, author, approver, publishedAt: at, note, backTest },
    `release ${content.number}`,
  );
}

function rowOf({ content, ...rest }: Release, current: number): ReleaseRow {
  const { city, number, name } = content;
  return { ...rest, city, number, name, current: number === current };
}
