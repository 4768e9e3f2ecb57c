import rateLimit, { ipKeyGenerator } from 'express-rate-limit';
import type { Request, RequestHandler, Response } from 'express';
import { type Signed, signedOf } from '../access';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { hashPassword, isPassword, spendTheTime } from '../passwords';
import { Refusal } from '../problem';
import { beginSession, cookieName, endSession } from '../session';

export type TryLimit = { max: number; windowMs: number };

/**
 * At most so many failed tries from one address, and for one account from anywhere, in a window. Counted in this process: with
 * several api processes the bound is that many times higher.
 */
export function signInLimits(limit: () => TryLimit): RequestHandler[] {
  const refuse = (_req: Request, _res: Response) => {
    throw new Refusal('TOO_MANY_REQUESTS', {}, { 'retry-after': String(Math.ceil(limit().windowMs / 1000)) });
  };
  const base = {
    windowMs: limit().windowMs,
    limit: () => limit().max,
    standardHeaders: 'draft-8' as const,
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    handler: refuse,
  };
  const account = (req: Request): string => {
    const given = (req.body as { account?: unknown } | undefined)?.account;
    return typeof given === 'string' ? given.slice(0, 64) : '';
  };
  return [
    rateLimit({ ...base, limit: () => limit().max * 4, keyGenerator: (req) => `ip ${ipKeyGenerator(req.ip ?? '')}` }),
    rateLimit({ ...base, keyGenerator: (req) => `account ${account(req).toLowerCase()}` }),
  ];
}

/** Sign in, sign out, who am I, change the password. A one-time password opens nothing but its own change. */
export function signInRoutes(mount: Mount, deps: Deps): void {
  mount('signIn', async ({ body, req }) => {
    const credentials = await deps.store.directory.credentials(body.account);
    const fits = credentials ? await isPassword(credentials.passwordHash, body.password) : await spendTheTime(body.password);
    const who = fits && credentials ? await signedOf(deps.store, body.account, credentials.oneTime) : null;
    await note(deps, body.account, who ? 'signIn' : 'signInFailed');
    if (!who) throw new Refusal('BAD_CREDENTIALS');
    const csrfToken = await beginSession(req, who.person.id, who.mustChangePassword);
    return reply(200, await meOf(deps, who, csrfToken));
  });

  mount('me', async ({ who, req }) => reply(200, await meOf(deps, who, req.session.csrfToken ?? '')));

  mount('signOut', async ({ req, res }) => {
    await endSession(req);
    res.clearCookie(cookieName, { path: '/' });
    return reply(204);
  });

  mount('changePassword', async ({ who, body, req }) => {
    const known = await deps.store.directory.credentials(who.person.id);
    if (!known || !(await isPassword(known.passwordHash, body.current))) throw new Refusal('BAD_CREDENTIALS');
    if (body.current === body.next)
      throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.next', message: 'must differ from the present one' }] });
    const passwordHash = await hashPassword(body.next);
    const changedAt = deps.clock.realNow();
    await deps.store.directory.setCredentials({ person: who.person.id, passwordHash, oneTime: false, changedAt });
    await deps.store.sessions.destroyOf(who.person.id);
    const csrfToken = await beginSession(req, who.person.id, false);
    return reply(200, await meOf(deps, { ...who, mustChangePassword: false }, csrfToken));
  });
}

async function note(deps: Deps, person: string, action: 'signIn' | 'signInFailed'): Promise<void> {
  const at = deps.clock.realNow();
  await deps.store.audit.append({ at, person, action, subject: person, purpose: null, fields: [] });
}

async function meOf(deps: Deps, { person, mustChangePassword }: Signed, csrfToken: string) {
  const unit = person.unit === null ? null : await deps.store.directory.unit(person.unit);
  const { id, name, roles, district } = person;
  return { id, name, roles, unit: person.unit, unitName: unit?.name ?? null, district, mustChangePassword, csrfToken };
}
