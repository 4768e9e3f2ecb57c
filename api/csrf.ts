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
  // The Temporal UI knows no token of ours; opening payloads changes nothing, and its origin is on the list.
  if (audience === 'public' || isCodec(req)) return;
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
  return isCodec(req) ? [...own, ...(deps.codecOrigins ?? [])] : own;
}

const isCodec = (req: Request): boolean => req.originalUrl.startsWith('/api/codec/');

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
