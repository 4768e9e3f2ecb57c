import type { Collections, Doc } from './collections';

export type StoredSession = { sid: string; data: Record<string, unknown>; expiresAt: string; person: string | null };

/** What an express-session store needs; a session past its expiry is not found, and deleted by the sweep. */
export type Sessions = {
  get(sid: string, now: string): Promise<StoredSession | null>;
  set(session: StoredSession): Promise<void>;
  touch(sid: string, expiresAt: string): Promise<void>;
  destroy(sid: string): Promise<void>;
  /** Signs a person out everywhere (password reset, deactivation). */
  destroyOf(person: string): Promise<number>;
  deleteExpired(now: string): Promise<number>;
};

type SessionDoc = Doc & Omit<StoredSession, 'sid'>;

export function createSessions(collections: Collections): Sessions {
  const docs = collections.of<SessionDoc>('sessions');
  return {
    get: async (sid, now) => {
      const doc = await docs.findOne({ _id: sid });
      if (doc === null || doc.expiresAt <= now) return null;
      const { _id, data, expiresAt, person } = doc;
      return { sid: _id, data, expiresAt, person };
    },
    set: async ({ sid, ...rest }) => {
      await docs.replaceOne({ _id: sid }, rest, { upsert: true });
    },
    touch: async (sid, expiresAt) => {
      await docs.updateOne({ _id: sid }, { $set: { expiresAt } });
    },
    destroy: async (sid) => {
      await docs.deleteOne({ _id: sid });
    },
    destroyOf: async (person) => (await docs.deleteMany({ person })).deletedCount,
    deleteExpired: async (now) => (await docs.deleteMany({ expiresAt: { $lte: now } })).deletedCount,
  };
}
