import type { z } from 'zod';
import { isDuplicate, type Collections, type Doc } from '../collections';
import { parsed } from '../parsed';

/** `savers`: everybody who has saved it, each with the last time they did. */
export type Revised<T> = {
  id: string;
  revision: number;
  updatedAt: string;
  updatedBy: string;
  savers: readonly Saver[];
  document: T;
};
export type Saver = { person: string; at: string };

export type SaveResult<T> =
  | { ok: true; saved: Revised<T> }
  /** Nothing was overwritten: both sides, for the person to choose. `theirs` is null when it was deleted meanwhile. */
  | { ok: false; code: 'REVISION_CONFLICT'; yours: T; theirs: Revised<T> | null };

export type Drafts<T> = {
  get(id: string): Promise<Revised<T> | null>;
  list(): Promise<Revised<T>[]>;
  /** `revision` is the one read, 0 for a new document; the saved one is one higher. */
  save(id: string, document: T, revision: number, by: { person: string; at: string }): Promise<SaveResult<T>>;
  remove(id: string, revision: number): Promise<SaveResult<T | null>>;
};

export type DraftKind = 'flow' | 'table' | 'policy' | 'calendar' | 'scenario';
/** Drafts saved before savers were kept have none but the last. */
type DraftDoc = Doc & Omit<Revised<unknown>, 'id' | 'savers'> & { kind: DraftKind; id: string; savers?: readonly Saver[] };

/** Drafts of one kind. What does not fit the schema is refused when saved and when read, with its id. */
export function createDrafts<T>(collections: Collections, kind: DraftKind, schema: z.ZodType<T>): Drafts<T> {
  const docs = collections.of<DraftDoc>('drafts');
  const keyOf = (id: string) => `${kind}/${id}`;
  const toRevised = ({ id, revision, updatedAt, updatedBy, savers, document, _id }: DraftDoc): Revised<T> => ({
    id,
    revision,
    updatedAt,
    updatedBy,
    savers: savers ?? [{ person: updatedBy, at: updatedAt }],
    document: parsed(schema, document, `drafts/${_id}`),
  });
  const get = async (id: string) => {
    const doc = await docs.findOne({ _id: keyOf(id) });
    return doc === null ? null : toRevised(doc);
  };
  return {
    get,
    list: async () => (await docs.find({ kind }).sort({ _id: 1 }).toArray()).map(toRevised),
    save: async (id, document, revision, { person, at }) => {
      const checked = parsed(schema, document, `${kind} ${id}`);
      // Read before and written over the very same revision, so that nobody who saved is forgotten.
      const before = revision > 0 ? await docs.findOne({ _id: keyOf(id), revision }) : null;
      const doc: DraftDoc = {
        _id: keyOf(id),
        kind,
        id,
        revision: revision + 1,
        updatedAt: at,
        updatedBy: person,
        savers: withSaver(before, { person, at }),
        document: checked,
      };
      if (await put(doc, revision)) return { ok: true, saved: toRevised(doc) };
      return { ok: false, code: 'REVISION_CONFLICT', yours: checked, theirs: await get(id) };
    },
    remove: async (id, revision) => {
      const before = await get(id);
      const answer = await docs.deleteOne({ _id: keyOf(id), revision });
      if (answer.deletedCount === 1 && before !== null) return { ok: true, saved: before };
      return { ok: false, code: 'REVISION_CONFLICT', yours: null, theirs: await get(id) };
    },
  };

  /** New at revision 0, else only over the very revision that was read. */
  async function put(doc: DraftDoc, revision: number): Promise<boolean> {
    if (revision > 0) return (await docs.replaceOne({ _id: doc._id, revision }, doc)).matchedCount === 1;
    try {
      await docs.insertOne(doc);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }
}

function withSaver(before: DraftDoc | null, saver: Saver): Saver[] {
  const known = before ? (before.savers ?? [{ person: before.updatedBy, at: before.updatedAt }]) : [];
  return [...known.filter(({ person }) => person !== saver.person), saver];
}
