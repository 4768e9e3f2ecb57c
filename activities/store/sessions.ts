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
