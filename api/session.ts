import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Sessions } from '#store';
import { type Signed, signedOf } from './access';
import type { Deps } from './deps';

declare module 'express-session' {
  // What a session holds: who, and the token that goes with what they change.
  interface SessionData {
    person: string;
    csrfToken: string;
    mustChangePassword: boolean;
  }
}

/** The name of the session cookie. */
export const cookieName = 'liangxin.sid';

const usualSessionMs = 12 * 3_600_000;
const touchEveryMs = 60_000;
const mostTouched = 10_000;

/** express-session over the store's repository; expiry is real time, whatever the desk's clock says. */
class SessionStore extends session.Store {
  private readonly sessions: Sessions;
  private readonly realNow: () => string;
  private readonly touched = new Map<string, number>();
  constructor(sessions: Sessions, realNow: () => string) {
    super();
    this.sessions = sessions;
    this.realNow = realNow;
  }

  override get(sid: string, callback: (error: unknown, data?: session.SessionData | null) => void): void {
    void this.sessions.get(sid, this.realNow()).then(
      (found) => callback(null, (found?.data ?? null) as session.SessionData | null),
      (error: unknown) => callback(error),
    );
  }

  override set(sid: string, data: session.SessionData, callback?: (error?: unknown) => void): void {
    const plain = JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
    settle(this.sessions.set({ sid, data: plain, expiresAt: this.expiryOf(data), person: data.person }), callback);
  }

  /** Kept alive by use, to the minute: one write a minute, not one a request. */
  override touch(sid: string, data: session.SessionData, callback?: () => void): void {
    const now = Date.parse(this.realNow());
    const every = Math.min(touchEveryMs, (data.cookie.originalMaxAge ?? usualSessionMs) / 10);
    if (now - (this.touched.get(sid) ?? 0) < every) return callback?.();
    if (this.touched.size >= mostTouched) this.touched.clear();
    this.touched.set(sid, now);
    settle(this.sessions.touch(sid, this.expiryOf(data)), callback);
  }

  override destroy(sid: string, callback?: (error?: unknown) => void): void {
    settle(this.sessions.destroy(sid), callback);
  }

  private expiryOf({ cookie }: session.SessionData): string {
    return new Date(Date.parse(this.realNow()) + (cookie.originalMaxAge ?? usualSessionMs)).toISOString();
  }
}

function settle(work: Promise<unknown>, callback?: (error?: unknown) => void): void {
  void work.then(
    () => callback?.(),
    (error: unknown) => callback?.(error),
  );
}

/** The session cookie: HttpOnly, SameSite=Lax, Secure behind https; kept alive by use. */
export function sessions(deps: Deps, sessionMs = usualSessionMs): RequestHandler {
  return session({
    name: cookieName,
    secret: deps.sessionSecret,
    store: new SessionStore(deps.store.sessions, () => deps.clock.realNow()),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: sessionMs, path: '/' },
  });
}

const signedKey = Symbol('signed');
type Bearer = { [signedKey]?: Signed | null };

/** Looks up who is signed in: roles and units as of now, a deactivated person is nobody. */
export function whoIs(deps: Deps): RequestHandler {
  return async (req, _res, next) => {
    const { person, mustChangePassword } = req.session;
    (req as Bearer)[signedKey] = person === undefined ? null : await signedOf(deps.store, person, mustChangePassword ?? false);
    next();
  };
}

/** Who is signed in on this request. */
export const signedIn = (req: Request): Signed | null => (req as Bearer)[signedKey] ?? null;

/** Begins a session under a new id, so that one fixed beforehand is worth nothing. */
export async function beginSession(req: Request, person: string, mustChangePassword: boolean): Promise<string> {
  await new Promise<void>((done, fail) => req.session.regenerate((error: unknown) => (error ? fail(asError(error)) : done())));
  const csrfToken = randomBytes(24).toString('base64url');
  Object.assign(req.session, { person, csrfToken, mustChangePassword });
  return csrfToken;
}

/** Ends the session here; the cookie is cleared by the caller. */
export async function endSession(req: Request): Promise<void> {
  await new Promise<void>((done, fail) => req.session.destroy((error: unknown) => (error ? fail(asError(error)) : done())));
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
