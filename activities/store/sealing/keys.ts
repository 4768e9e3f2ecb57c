import { isDuplicate, type Collections, type Doc } from '../collections';
import { newKey } from './cipher';
import type { MasterKey } from './master-key';

type KeyDoc = Doc & { wrapped: string | null; destroyedAt: string | null };

/** One key per number. A destroyed one leaves a tombstone, so that no second key is ever made under its number. */
export type IssueKeys = {
  /** `'none'` when nothing was sealed under it yet. */
  find(no: string): Promise<Buffer | 'none' | 'destroyed'>;
  findOrMake(no: string): Promise<Buffer | 'destroyed'>;
  destroy(no: string, at: string): Promise<void>;
};

export type CacheLimits = {
  keys: number;
  /** Another process may destroy a key: what is held longer than this is read again. */ holdMs: number;
};

export function issueKeys(collections: Collections, master: MasterKey, limits: CacheLimits, clock: () => number): IssueKeys {
  const docs = collections.of<KeyDoc>('keys');
  const held = new Map<string, { key: Buffer; until: number }>();
  const keep = (no: string, key: Buffer) => {
    held.delete(no);
    held.set(no, { key, until: clock() + limits.holdMs });
    const [oldest] = held.keys();
    if (held.size > limits.keys && oldest !== undefined) held.delete(oldest);
    return key;
  };
  const find: IssueKeys['find'] = async (no) => {
    const cached = held.get(no);
    if (cached !== undefined && cached.until > clock()) return cached.key;
    const doc = await docs.findOne({ _id: no });
    if (doc === null) return 'none';
    return doc.wrapped === null ? 'destroyed' : keep(no, master.unwrap(doc.wrapped, `key:${no}`));
  };
  return {
    find,
    findOrMake: async (no) => {
      const found = await find(no);
      if (found !== 'none') return found;
      const key = newKey();
      try {
        await docs.insertOne({ _id: no, wrapped: master.wrap(key, `key:${no}`), destroyedAt: null });
        return keep(no, key);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      // Somebody made it between our look and our insert.
      const theirs = await find(no);
      return theirs === 'none' ? 'destroyed' : theirs;
    },
    destroy: async (no, at) => {
      await docs.updateOne({ _id: no }, { $set: { wrapped: null, destroyedAt: at } }, { upsert: true });
      held.delete(no);
    },
  };
}
