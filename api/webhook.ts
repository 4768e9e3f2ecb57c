import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Deps } from './deps';
import { Refusal } from './problem';

/** The tolerance where a city has set none: the five minutes of Standard Webhooks. */
const usualToleranceMs = 5 * 60_000;

export type WebhookHeaders = { id: string | undefined; timestamp: string | undefined; signature: string | undefined };

/**
 * Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` with the source's secret (`whsec_` and base64), any of several
 * `v1,…` signatures will do. Throws `SIGNATURE_INVALID`, or `SIGNATURE_STALE` for a true signature made too long ago or ahead.
 */
export function checkSignature(secret: string, headers: WebhookHeaders, body: Buffer, nowMs: number, toleranceMs: number): void {
  const { id, timestamp, signature } = headers;
  if (!id || id.length > 200 || !signature || !/^\d{1,12}$/.test(timestamp ?? '')) throw new Refusal('SIGNATURE_INVALID');
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const wanted = createHmac('sha256', key)
    .update(`${id}.${timestamp ?? ''}.`)
    .update(body)
    .digest();
  const given = signature.split(' ').flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
  if (!given.some((one) => one.length === wanted.length && timingSafeEqual(one, wanted))) throw new Refusal('SIGNATURE_INVALID');
  if (Math.abs(nowMs - Number(timestamp) * 1000) > toleranceMs) throw new Refusal('SIGNATURE_STALE');
}

/**
 * Lets a webhook pass: true signature, fresh, not received before. Only then is the body looked at, so that strangers learn
 * nothing from its errors. A message is remembered once its intake is safe: a sender whose answer was lost may send it again
 * until then, and afterwards is told `REPLAYED` with the number.
 */
export async function checkWebhook(
  deps: Deps,
  { id: source, of }: { id: string; of: 'sources' | 'endpointsToo' },
  req: Request,
  raw: Buffer,
): Promise<void> {
  const { sources, limits } = (await deps.store.settings.get()).document;
  const own = sources.find(({ key }) => key === source)?.secret;
  const secret = own ?? (of === 'endpointsToo' ? await endpointSecret(deps, source) : null);
  if (secret === null) throw new Refusal('NOT_FOUND');
  const headers = { id: req.get('webhook-id'), timestamp: req.get('webhook-timestamp'), signature: req.get('webhook-signature') };
  const tolerance = limits?.webhookToleranceMs ?? usualToleranceMs;
  checkSignature(secret, headers, raw, Date.parse(deps.clock.realNow()), tolerance);
  const known = await deps.store.sessions.get(memoryKey(source, headers.id ?? ''), deps.clock.realNow());
  if (known) throw new Refusal('REPLAYED', { data: { no: known.data['no'] } });
  if (req.body === undefined) throw new Refusal('MALFORMED');
}

async function endpointSecret({ store }: Deps, id: string): Promise<string | null> {
  const endpoint = await store.endpoints.get(id);
  return endpoint?.active ? store.endpoints.secret(id) : null;
}

/** Kept beside the sessions: both are rows that end at an instant. The name can be no session's. */
const memoryKey = (source: string, id: string): string => `webhook ${source} ${id}`;

/** Said once the intake is safe. */
export async function rememberWebhook(deps: Deps, source: string, req: Request, no: string): Promise<void> {
  const { limits } = (await deps.store.settings.get()).document;
  const tolerance = limits?.webhookToleranceMs ?? usualToleranceMs;
  // A timestamp may lie ahead by the tolerance and is good for as long after.
  const expiresAt = new Date(Date.parse(deps.clock.realNow()) + 2 * tolerance).toISOString();
  await deps.store.sessions.set({ sid: memoryKey(source, req.get('webhook-id') ?? ''), data: { no }, expiresAt, person: null });
}
