import { canonicalJson, type IssueEvent, type Json, type Notice } from '#domain';
import { insertAbsent, type Collections } from './collections';
import type { Endpoint } from './endpoints';
import { noticeDocOf, type NoticeDoc } from './notices';
import type { OutboxBody } from './outbox';
import { toOutboxDoc, type OutboxDoc } from './outbox-doc';
import type { AnyRecord } from './records';
import { withoutSealed } from './sealing/deep';

/** Who outside the desk is told of what, as it is now. */
export type Outlets = {
  endpoints: Endpoint[];
  /** The channels for which the city has a gateway. */
  gateways: ReadonlySet<string>;
};

export type FanOutTools = {
  collections: Collections;
  /** Real time as an instant. */
  now: () => string;
  outlets: () => Promise<Outlets>;
};

/**
 * What a confirmed step sends out. A notice stands at once in the desk's inbox or on the resident's page, which are projections of
 * records like the lists; what leaves the desk (a gateway's message, a dispatch, a webhook) goes by the outbox. All of it by key,
 * so that a second time changes nothing.
 */
export async function fanOut({ collections, outlets, now }: FanOutTools, record: AnyRecord): Promise<void> {
  const { endpoints, gateways } = await outlets();
  const { stream, notices } = record;
  const leaving: [string, OutboxBody][] = [
    ...notices.flatMap((notice): [string, OutboxBody][] =>
      gateways.has(notice.channel) ? [[notice.key, { kind: 'notice', notice }]] : [],
    ),
    ...record.dispatches.map((dispatch): [string, OutboxBody] => [dispatch.key, { kind: 'dispatch', dispatch }]),
    ...endpoints.flatMap((endpoint) => hookFor(endpoint, record)),
  ];
  // Real time, not the record's desk time: a fast demo clock must not hold letters back.
  const createdAt = now();
  await Promise.all([
    insertAbsent(
      collections.of<NoticeDoc>('notices'),
      notices.map((notice) => noticeDocOf(standing(`${stream}/${notice.key}`, stream, notice))),
    ),
    insertAbsent(
      collections.of<OutboxDoc>('outbox'),
      leaving.map(([key, body]) => toOutboxDoc({ key: `${stream}/${key}`, stream, body, createdAt })),
    ),
  ]);
}

/** A notice as it stands in the inbox or on the page, nobody having read it. */
export const standing = (id: string, stream: string | null, { template, address, channel, at, values }: Notice) => ({
  ...{ id, stream, template, address, channel, at, values },
  readBy: [],
});

function hookFor(endpoint: Endpoint, record: AnyRecord): [string, OutboxBody][] {
  const events = (record.events as IssueEvent[]).filter(
    ({ type }) => endpoint.events.includes('*') || endpoint.events.includes(type),
  );
  if (!endpoint.active || events.length === 0) return [];
  // Sealed text leaves the desk neither readable nor as ciphertext: nobody outside holds its key.
  const payload = JSON.parse(
    canonicalJson(withoutSealed({ stream: record.stream, seq: record.seq, hash: record.hash, events })),
  ) as Json;
  return [[`hook/${endpoint.id}/${record.seq}`, { kind: 'webhook', endpoint: endpoint.id, type: 'desk.events', payload }]];
}
