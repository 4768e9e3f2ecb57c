import type { Collections } from './collections';
import type { DeliveryDoc, Outbox, OutboxMessage } from './outbox';
import { toMessage, type OutboxDoc } from './outbox-doc';

type Request = Parameters<Outbox['claim']>[0];

/**
 * Takes due messages under a lease. Each is taken by a conditional update, so two runners never hold one; what a dead runner
 * held is free when its lease is over.
 */
export async function claim(collections: Collections, request: Request): Promise<OutboxMessage[]> {
  const open = collections.of<OutboxDoc>('outbox');
  const { now, leaseMs, limit, holder, exceptLanes } = request;
  const free = { dueAt: { $lte: now }, leaseUntil: { $lt: now } };
  const due = await open
    .find({ ...free, lane: { $nin: exceptLanes } }, { projection: { _id: 1 } })
    .sort({ dueAt: 1 })
    .limit(limit)
    .toArray();
  if (due.length === 0) return [];
  const ids = due.map(({ _id }) => _id);
  const leaseUntil = new Date(Date.parse(now) + leaseMs).toISOString();
  await open.updateMany({ _id: { $in: ids }, ...free }, { $set: { holder, leaseUntil } });
  const taken = await open.find({ _id: { $in: ids }, holder, leaseUntil }).toArray();
  return withoutEnded(collections, taken);
}

/** A step that was fanned out twice around a crash may bring back what was delivered meanwhile: drop it (at most once a key). */
async function withoutEnded(collections: Collections, taken: OutboxDoc[]): Promise<OutboxMessage[]> {
  const ids = taken.map(({ _id }) => _id);
  const ended = await collections
    .of<DeliveryDoc>('deliveries')
    .find({ _id: { $in: ids } }, { projection: { _id: 1 } })
    .toArray();
  const done = new Set(ended.map(({ _id }) => _id));
  if (done.size > 0) await collections.of<OutboxDoc>('outbox').deleteMany({ _id: { $in: [...done] } });
  return taken.filter(({ _id }) => !done.has(_id)).map(toMessage);
}
