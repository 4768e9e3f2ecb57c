import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { delivered, failed, refused, type Outcome } from './outcome';

export type Post = {
  url: string;
  /** `whsec_…` or base64. */
  secret: string;
  /** The outbox key: the same at every attempt. */
  key: string;
  body: unknown;
  at: string;
  timeoutMs: number;
  via: string;
};

/** A header takes no Chinese and Standard Webhooks no full stop: the key's hash names the message instead. */
export const messageIdOf = (key: string): string => `msg_${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;

/** One signed POST (Standard Webhooks: HMAC-SHA256 over id, timestamp and body). A 410 says: never again. */
export async function postSigned(post: Post): Promise<Outcome> {
  const id = messageIdOf(post.key);
  const text = JSON.stringify(post.body);
  const at = new Date(post.at);
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': id,
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(post.secret).sign(id, at, text),
  };
  const signal = AbortSignal.timeout(post.timeoutMs);
  try {
    // A redirect could lead the signed body anywhere: it counts as a failure.
    const answer = await fetch(post.url, { method: 'POST', headers, body: text, signal, redirect: 'manual' });
    await answer.body?.cancel();
    if (answer.ok) return delivered(post.via);
    return answer.status === 410 ? refused('HTTP_410') : failed(`HTTP_${answer.status || 'REDIRECT'}`);
  } catch {
    return failed(signal.aborted ? 'TIMEOUT' : 'UNREACHABLE');
  }
}
