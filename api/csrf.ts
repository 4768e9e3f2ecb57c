import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Audience } from '#contract';
import type { Deps } from './deps';
import { Refusal } from './problem';

/**
 * Three locks against requests from other people's pages: the session cookie is SameSite=Lax, the `Origin` of what changes
 * something is our own, and a signed-in person's request bears the session's token. Throws `CSRF_REFUSED`.
 */
export function checkCsrf(req: Request, deps: Deps, audience: Audience): void {
  if (audience === 'signature' || audience === 'apiKey') return;
  checkOrigin(req, deps);
  if (audience === 'public') return;
  const wanted = req.session.csrfToken;
  if (wanted === undefined || !same(req.get('x-csrf-token') ?? '', wanted)) throw new Refusal('CSRF_REFUSED');
}

/** Browsers send an `Origin` with every such request; a program that sends none cannot be steered by a page. */
export function checkOrigin(req: Request, deps: Deps): void {
  const origin = req.get('origin');
  if (origin === undefined) {
    const site = req.get('sec-fetch-site');
    if (site === undefined || site === 'same-origin' || site === 'none') return;
    throw new Refusal('CSRF_REFUSED');
  }
  if (!ownOrigins(req, deps).includes(origin)) throw new Refusal('CSRF_REFUSED');
}

function ownOrigins(req: Request, deps: Deps): string[] {
  const host = req.get('host') ?? '';
  const own = [`${req.protocol}://${host}`];
  if (deps.publicUrl !== undefined) own.push(new URL(deps.publicUrl).origin);
  return req.path.startsWith('/api/codec/') ? [...own, ...(deps.codecOrigins ?? [])] : own;
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
