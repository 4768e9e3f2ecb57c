import type { Doc } from './collections';
import type { OutboxBody, OutboxMessage } from './outbox';

export type OutboxDoc = Doc & Omit<OutboxMessage, 'key'> & { holder: string | null; leaseUntil: string };

/** Before every real instant: nobody holds the message. */
export const notLeased = '';

export function toOutboxDoc(message: {
  key: string;
  stream: string | null;
  body: OutboxBody;
  createdAt: string;
  dueAt?: string;
  lane?: string;
}): OutboxDoc {
  const { key, stream, body, createdAt } = message;
  return {
    _id: key,
    stream,
    lane: message.lane ?? laneOf(body),
    body,
    createdAt,
    dueAt: message.dueAt ?? createdAt,
    attempts: [],
    holder: null,
    leaseUntil: notLeased,
  };
}

/** What shares a fate: one endpoint, one gateway, the desk's own inbox, the door to the workflows. */
function laneOf(body: OutboxBody): string {
  if (body.kind === 'webhook') return `hook:${body.endpoint}`;
  return body.kind === 'dispatch' ? 'dispatch' : body.notice.channel;
}

export function toMessage(doc: OutboxDoc): OutboxMessage {
  const { _id, stream, lane, body, createdAt, dueAt, attempts } = doc;
  return { key: _id, stream, lane, body, createdAt, dueAt, attempts };
}
