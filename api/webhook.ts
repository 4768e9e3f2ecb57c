import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './problem';

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
