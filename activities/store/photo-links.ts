import { insertAbsent, type Collections, type Doc } from './collections';
import type { PhotoFiles, PhotoResult } from './photos';

/**
 * Whom a photo belongs to: somebody who has just uploaded it (a person, or a form that is being sent), the number of an intake
 * and its issue, or a piece.
 */
export type PhotoOwner = { kind: 'upload' | 'number' | 'piece'; id: string };

/** Photos with their owners: a hash alone opens nothing, and a photo goes when its last owner does. */
export type Photos = Pick<PhotoFiles, 'get'> & {
  /** Keeps a photo for an owner; the same picture again is one file. */
  put(bytes: Uint8Array, owner: PhotoOwner): Promise<PhotoResult>;
  /** The owner uses these from now on: said before they are used, so that no photo in use is ever without an owner. */
  link(hashes: string[], owner: PhotoOwner): Promise<void>;
  /** Takes links back and leaves the files: what was linked for nothing, or an upload that is used now. */
  unlink(hashes: string[], owner: PhotoOwner): Promise<void>;
  owners(hash: string): Promise<PhotoOwner[]>;
  /** The photos that owners have; an erased one stands in old records by its hash alone. */
  ownedBy(owners: PhotoOwner[]): Promise<Set<string>>;
  /** The owner lets go of its photos; those that nobody else uses are deleted. Idempotent. */
  release(owner: PhotoOwner): Promise<{ deleted: number; kept: number }>;
  /** Lets go of uploads that were never sent in; answers how many. For a sweep. */
  dropAbandoned(limit?: number): Promise<number>;
};

type LinkDoc = Doc & { hash: string; kind: PhotoOwner['kind']; owner: string; at: string };
type Tools = { collections: Collections; files: PhotoFiles; now: () => string };

/** An upload that was never sent in holds its photo this long, in milliseconds of real time. */
const uploadHoldsMs = 3_600_000;

export function createPhotos({ collections, files, now }: Tools): Photos {
  const links = collections.of<LinkDoc>('photoLinks');
  const link: Photos['link'] = (hashes, owner) =>
    insertAbsent(
      links,
      [...new Set(hashes)].map((hash) => ({ _id: idOf(hash, owner), hash, kind: owner.kind, owner: owner.id, at: now() })),
    );
  /** Uploaded again, a photo is held for its whole time again. */
  const renew = async (hash: string, owner: PhotoOwner): Promise<void> => {
    await link([hash], owner);
    await links.updateOne({ _id: idOf(hash, owner) }, { $set: { at: now() } });
  };
  const before = () => new Date(Date.parse(now()) - uploadHoldsMs).toISOString();
  const letGo = async (hash: string, owner: PhotoOwner): Promise<'deleted' | 'kept'> => {
    const since = before();
    const isWanted = async (): Promise<boolean> => {
      const beside = await links.find({ hash, _id: { $ne: idOf(hash, owner) } }).toArray();
      return beside.some(({ kind, at }) => kind !== 'upload' || at > since);
    };
    const result = await files.remove(hash, isWanted);
    // The link goes last: after a crash in between, asking again still finds the photo.
    await links.deleteMany({ hash, kind: 'upload', at: { $lte: since } });
    await links.deleteOne({ _id: idOf(hash, owner) });
    return result;
  };
  return {
    get: (hash, variant) => files.get(hash, variant),
    put: (bytes, owner) => files.put(bytes, (hash) => renew(hash, owner)),
    link,
    unlink: async (hashes, owner) => {
      await links.deleteMany({ _id: { $in: hashes.map((hash) => idOf(hash, owner)) } });
    },
    owners: async (hash) => (await links.find({ hash }).toArray()).map(({ kind, owner }) => ({ kind, id: owner })),
    ownedBy: async (owners) => {
      const found = await Promise.all(owners.map(({ kind, id }) => links.find({ owner: id, kind }).toArray()));
      return new Set(found.flat().map(({ hash }) => hash));
    },
    release: async (owner) => {
      const count = { deleted: 0, kept: 0 };
      for (const { hash } of await links.find({ owner: owner.id, kind: owner.kind }).toArray())
        count[await letGo(hash, owner)] += 1;
      return count;
    },
    dropAbandoned: async (limit = 200) => {
      const old = await links
        .find({ kind: 'upload', at: { $lte: before() } })
        .limit(limit)
        .toArray();
      for (const { hash, owner } of old) await letGo(hash, { kind: 'upload', id: owner });
      return old.length;
    },
  };
}

const idOf = (hash: string, { kind, id }: PhotoOwner): string => `${hash}/${kind}/${id}`;
