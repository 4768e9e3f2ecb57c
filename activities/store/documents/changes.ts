import { isDuplicate, type Collections, type Doc } from '../collections';
import type { DraftKind, Revised } from './drafts';

/** One document of a change: as it was (null: there was none), and what it became (null: taken away). */
export type ChangedDraft = { kind: DraftKind; id: string; before: Revised<unknown> | null; after: unknown };

/** Several drafts changed at once, as one thing that can be undone: what they were before is kept with it. */
export type DraftChange = {
  id: string;
  flow: string;
  what: 'restore' | 'import' | 'undo';
  /** What it was made from: a release, a bundle, or the change that it undoes. */
  source: { release: number | null; signer: { zh: string; en: string } | null; change: string | null };
  by: string;
  at: string;
  /** `applying`: not all of its documents may be saved yet; the same call again goes on with it. */
  state: 'applying' | 'done' | 'refused';
  /** The change that undid it. */
  undoneBy: string | null;
  drafts: ChangedDraft[];
};

export type DraftChanges = {
  /** The first with an id stays: a request sent twice is one change. */
  put(change: DraftChange): Promise<DraftChange>;
  get(id: string): Promise<DraftChange | null>;
  /** Newest first; those that were refused changed nothing and are left out. */
  list(flow: string): Promise<DraftChange[]>;
  end(id: string, state: 'done' | 'refused'): Promise<void>;
  undone(id: string, by: string): Promise<void>;
};

/** The documents lie as text: nobody looks for a change by what stands in them. */
type ChangeDoc = Doc & Omit<DraftChange, 'id' | 'drafts'> & { drafts: string };

export function createDraftChanges(collections: Collections): DraftChanges {
  const docs = collections.of<ChangeDoc>('draftChanges');
  const read = ({ _id: id, drafts, ...rest }: ChangeDoc): DraftChange => ({
    ...rest,
    id,
    drafts: JSON.parse(drafts) as ChangedDraft[],
  });
  const get = async (id: string) => {
    const doc = await docs.findOne({ _id: id });
    return doc === null ? null : read(doc);
  };
  return {
    get,
    put: async (change) => {
      const { id, drafts, ...rest } = change;
      try {
        await docs.insertOne({ _id: id, ...rest, drafts: JSON.stringify(drafts) });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      return (await get(id)) ?? change;
    },
    list: async (flow) => {
      const found = await docs
        .find({ flow, state: { $in: ['applying', 'done'] } })
        .sort({ at: -1, _id: -1 })
        .toArray();
      return found.map(read);
    },
    end: async (id, state) => {
      await docs.updateOne({ _id: id, state: 'applying' }, { $set: { state } });
    },
    undone: async (id, by) => {
      await docs.updateOne({ _id: id }, { $set: { undoneBy: by } });
    },
  };
}
