import { canonicalJson, type IssueEvent, type Json } from '#domain';
import { insertAbsent, type Collections } from './collections';
import type { Endpoint } from './endpoints';
import type { OutboxBody } from './outbox';
import { toOutboxDoc, type OutboxDoc } from './outbox-doc';
import type { AnyRecord } from './records';
import { withoutSealed } from './sealing/deep';

/** What a confirmed step sends out: its notices, its dispatches, and its events to the endpoints that asked for them. */
export async function fanOut(collections: Collections, record: AnyRecord, endpoints: Endpoint[], now: string): Promise<void> {
  const bodies: [string, OutboxBody][] = [
    ...record.notices.map((notice): [string, OutboxBody] => [notice.key, { kind: 'notice', notice }]),
    ...record.dispatches.map((dispatch): [string, OutboxBody] => [dispatch.key, { kind: 'dispatch', dispatch }]),
    ...endpoints.flatMap((endpoint) => hookFor(endpoint, record)),
  ];
  // Real time, not the record's desk time: a fast demo clock must not hold letters back.
  const { stream } = record;
  const docs = bodies.map(([key, body]) => toOutboxDoc({ key: `${stream}/${key}`, stream, body, createdAt: now }));
  await insertAbsent(collections.of<OutboxDoc>('outbox'), docs);
}

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
