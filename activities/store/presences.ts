import type { Collections, Doc } from './collections';

/** Somebody who has a draft open: in one page of a browser, at one place of the draft (a step, a row) or nowhere in it. */
export type Presence = { person: string; page: string; place: string | null; since: string; at: string };

/** Who has which draft open. It is a courtesy and not a lock: revisions decide what is saved. */
export type Presences = {
  /** Says that somebody is there, forgets who has not said so since `goneBefore`, and answers everybody else. */
  stay(draft: string, one: Omit<Presence, 'since'>, goneBefore: string): Promise<Presence[]>;
  leave(draft: string, one: Pick<Presence, 'person' | 'page'>): Promise<void>;
};

type PresenceDoc = Doc & Presence & { draft: string };

export function createPresences(collections: Collections): Presences {
  const docs = collections.of<PresenceDoc>('presences');
  const idOf = (draft: string, { person, page }: Pick<Presence, 'person' | 'page'>): string => `${draft}|${person}|${page}`;
  return {
    stay: async (draft, one, goneBefore) => {
      const _id = idOf(draft, one);
      await docs.deleteMany({ draft, at: { $lt: goneBefore } });
      const { at, ...rest } = one;
      await docs.updateOne({ _id }, { $set: { draft, ...rest, at }, $setOnInsert: { since: at } }, { upsert: true });
      const found = await docs.find({ draft }).sort({ since: 1, _id: 1 }).toArray();
      return found
        .filter((doc) => doc._id !== _id)
        .map(({ person, page, place, since, at: last }) => ({ person, page, place, since, at: last }));
    },
    leave: async (draft, one) => {
      await docs.deleteOne({ _id: idOf(draft, one) });
    },
  };
}
