import { isDuplicate, type Collections, type Doc } from '../collections';
import { newKey } from './cipher';
import type { MasterKey } from './master-key';

type KeyDoc = Doc & { wrapped: string | null; destroyedAt: string | null };

/** A key and the name it lies under, which is also what its texts are bound to. */
export type NamedKey = { id: string; key: Buffer };

/**
 * Keys by number, in generations: `<no>`, then `<no>+1` once that was destroyed, and so on. A destroyed key leaves a tombstone, so
 * that no second key is ever made under its name; words written after an erasure get the next generation's, so that an open
 * issue lives on and what is told later can be erased again.
 */
export type IssueKeys = {
  /** By the name a text bears; `'none'` when there never was one. */
  find(id: string, fresh?: boolean): Promise<Buffer | 'none' | 'destroyed'>;
  /** The key that new words of a number are sealed with; looked up each time, as words under a destroyed key are lost at once. */
  current(no: string): Promise<NamedKey>;
  /** Names of a number's keys that are not destroyed; its first name when nothing was sealed under it yet. */
  live(no: string): Promise<string[]>;
  /** Forgets these keys for ever; a destroyed one keeps its first date. */
  destroy(ids: string[], at: string): Promise<void>;
  /** When the first key of each number was destroyed; numbers that were never erased are left out. */
  destroyedAt(numbers: string[]): Promise<Record<string, string>>;
};

export type CacheLimits = {
  keys: number;
  /** Another process may destroy a key: what is held longer than this is read again. */ holdMs: number;
};

const nameOf = (no: string, generation: number): string => (generation === 0 ? no : `${no}+${generation}`);

export function issueKeys(collections: Collections, master: MasterKey, limits: CacheLimits, clock: () => number): IssueKeys {
  const docs = collections.of<KeyDoc>('keys');
  const held = heldKeys(limits, clock);
  const keyIn = ({ _id, wrapped }: KeyDoc) =>
    wrapped === null ? null : held.keep(_id, { id: _id, key: master.unwrap(wrapped, `key:${_id}`) });
  const made = async (id: string): Promise<NamedKey | null> => {
    const key = newKey();
    try {
      await docs.insertOne({ _id: id, wrapped: master.wrap(key, `key:${id}`), destroyedAt: null });
      return held.keep(id, { id, key });
    } catch (error) {
      // Somebody made it between our look and our insert: look again.
      if (isDuplicate(error)) return null;
      throw error;
    }
  };
  const current = async (no: string): Promise<NamedKey> => {
    for (let generation = 0; ;) {
      const id = nameOf(no, generation);
      const doc = await docs.findOne({ _id: id });
      const found = doc === null ? await made(id) : keyIn(doc);
      if (found !== null) return found;
      if (doc !== null) generation += 1;
    }
  };
  return {
    find: async (id, fresh = false) => {
      const known = fresh ? null : held.get(id);
      if (known !== null) return known.key;
      const doc = await docs.findOne({ _id: id });
      return doc === null ? 'none' : (keyIn(doc)?.key ?? 'destroyed');
    },
    current,
    live: async (no) => {
      const live: string[] = [];
      for (let generation = 0; ; generation += 1) {
        const doc = await docs.findOne({ _id: nameOf(no, generation) });
        if (doc === null) return generation === 0 ? [no] : live;
        if (doc.wrapped !== null) live.push(doc._id);
      }
    },
    destroy: async (ids, at) => {
      for (const _id of ids) {
        const doc = await docs.findOne({ _id });
        if (doc?.wrapped !== null) await docs.updateOne({ _id }, { $set: { wrapped: null, destroyedAt: at } }, { upsert: true });
      }
      held.clear();
    },
    destroyedAt: async (numbers) => {
      const found = await docs.find({ _id: { $in: [...new Set(numbers)] } }, { projection: { destroyedAt: 1 } }).toArray();
      return Object.fromEntries(found.flatMap(({ _id, destroyedAt }) => (destroyedAt === null ? [] : [[_id, destroyedAt]])));
    },
  };
}

/** Keys at hand, the least lately kept out first. */
function heldKeys({ keys: most, holdMs }: CacheLimits, clock: () => number) {
  const held = new Map<string, { key: NamedKey; until: number }>();
  return {
    get: (name: string): NamedKey | null => {
      const found = held.get(name);
      return found !== undefined && found.until > clock() ? found.key : null;
    },
    keep: (name: string, key: NamedKey): NamedKey => {
      held.delete(name);
      held.set(name, { key, until: clock() + holdMs });
      const [oldest] = held.keys();
      if (held.size > most && oldest !== undefined) held.delete(oldest);
      return key;
    },
    clear: () => held.clear(),
  };
}
