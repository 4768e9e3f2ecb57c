import type { mongo } from 'mongoose';
import type { Dispatch, Json, Notice } from '#domain';
import { insertAbsent, isDuplicate, type Collections, type Doc } from './collections';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';
import { claim } from './outbox-claim';
import { notLeased, toMessage, toOutboxDoc, type OutboxDoc } from './outbox-doc';

export type OutboxBody =
  | { kind: 'notice'; notice: Notice }
  | { kind: 'dispatch'; dispatch: Dispatch }
  | { kind: 'webhook'; endpoint: string; type: string; payload: Json };

export type Attempt = { at: string; ok: boolean; code: string; ms: number };

/** One message on its way. `lane` groups what shares a fate: a dead lane delays nothing but itself. */
export type OutboxMessage = {
  /** The idempotency key: the same for every attempt. */
  key: string;
  stream: string | null;
  lane: string;
  body: OutboxBody;
  createdAt: string;
  dueAt: string;
  attempts: Attempt[];
};

/** A message at rest: delivered, or given up after its time. `via` says honestly by which way it went. */
export type Delivery = OutboxMessage & { outcome: 'delivered' | 'dead'; via: string; endedAt: string };

export type Outbox = {
  /** Insert-if-absent by key. */
  add(
    messages: { key: string; stream: string | null; body: OutboxBody; createdAt: string; dueAt?: string; lane?: string }[],
  ): Promise<void>;
  /** Takes up to `limit` due messages for `leaseMs`; what another runner holds or `exceptLanes` names stays. */
  claim(request: {
    now: string;
    leaseMs: number;
    limit: number;
    holder: string;
    exceptLanes: string[];
  }): Promise<OutboxMessage[]>;
  /** Moves messages to the history; only while `holder` has the lease. */
  settle(holder: string, ended: Delivery[]): Promise<void>;
  /** Sets the next attempt of a message, with the attempt that failed. */
  postpone(holder: string, key: string, attempt: Attempt, dueAt: string): Promise<void>;
  release(holder: string, keys: string[]): Promise<void>;
  get(key: string): Promise<OutboxMessage | Delivery | null>;
  waiting(filter: { lane?: string; stream?: string }, page?: PageRequest): Promise<Page<OutboxMessage>>;
  deliveries(
    filter: { lane?: string; stream?: string; outcome?: Delivery['outcome'] },
    page?: PageRequest,
  ): Promise<Page<Delivery>>;
  /** Due at once again; a dead message comes back from the history. False when the key is unknown or was delivered. */
  retry(key: string, now: string): Promise<boolean>;
  /** Messages and the age of the oldest, by lane. */
  backlog(): Promise<{ lane: string; waiting: number; oldest: string }[]>;
};

export type DeliveryDoc = Doc & Omit<Delivery, 'key'>;

export function createOutbox(collections: Collections): Outbox {
  const open = collections.of<OutboxDoc>('outbox');
  const history = collections.of<DeliveryDoc>('deliveries');
  return {
    add: (messages) => insertAbsent(open, messages.map(toOutboxDoc)),
    claim: (request) => claim(collections, request),
    settle: async (holder, ended) => {
      // History first: a message that is in both is known as ended, never sent again.
      await insertAbsent(
        history,
        ended.map(({ key, ...rest }) => ({ _id: key, ...rest })),
      );
      await open.deleteMany({ _id: { $in: ended.map(({ key }) => key) }, holder });
    },
    postpone: async (holder, key, attempt, dueAt) => {
      const free = { dueAt, holder: null, leaseUntil: notLeased };
      await open.updateOne(
        { _id: key, holder },
        { $set: free, $push: { attempts: { $each: [attempt], $slice: -keptAttempts } } },
      );
    },
    release: async (holder, keys) => {
      await open.updateMany({ _id: { $in: keys }, holder }, { $set: { holder: null, leaseUntil: notLeased } });
    },
    get: async (key) => {
      const [waiting, ended] = [await open.findOne({ _id: key }), await history.findOne({ _id: key })];
      return ended !== null ? toDelivery(ended) : waiting !== null ? toMessage(waiting) : null;
    },
    waiting: (filter, page) => waiting(open, filter, page),
    deliveries: (filter, page) => deliveries(history, filter, page),
    retry: (key, now) => retry(collections, key, now),
    backlog: () => backlog(open),
  };
}

/** The last ones tell why it does not go; an unreachable endpoint must not grow a document without end. */
const keptAttempts = 20;

async function retry(collections: Collections, key: string, now: string): Promise<boolean> {
  const open = collections.of<OutboxDoc>('outbox');
  const waiting = await open.updateOne({ _id: key }, { $set: { dueAt: now } });
  if (waiting.matchedCount === 1) return true;
  const history = collections.of<DeliveryDoc>('deliveries');
  const dead = await history.findOne({ _id: key });
  if (dead?.outcome !== 'dead') return false;
  const { stream, lane, body, attempts } = dead;
  // Its patience starts anew; out of the history before into the outbox, else the claim would take it for ended.
  await history.deleteOne({ _id: key });
  try {
    await open.insertOne({ ...toOutboxDoc({ key, stream, body, lane, createdAt: now }), attempts });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  return true;
}

async function backlog(open: mongo.Collection<OutboxDoc>) {
  const groups = await open
    .aggregate<{ _id: string; waiting: number; oldest: string }>([
      { $group: { _id: '$lane', waiting: { $sum: 1 }, oldest: { $min: '$createdAt' } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  return groups.map(({ _id, waiting, oldest }) => ({ lane: _id, waiting, oldest }));
}

async function waiting(open: mongo.Collection<OutboxDoc>, filter: { lane?: string; stream?: string }, page: PageRequest = {}) {
  const limit = pageSize(page);
  const found = await open
    .find({ $and: [filter, after(page.cursor, 'dueAt', 1)] })
    .sort({ dueAt: 1, _id: 1 })
    .limit(limit + 1)
    .toArray();
  const { items, next } = toPage(found, limit, (doc) => [doc.dueAt, doc._id]);
  return { items: items.map(toMessage), next };
}

async function deliveries(history: mongo.Collection<DeliveryDoc>, filter: mongo.Filter<DeliveryDoc>, page: PageRequest = {}) {
  const limit = pageSize(page);
  const found = await history
    .find({ $and: [filter, after(page.cursor, 'endedAt', -1) as mongo.Filter<DeliveryDoc>] })
    .sort({ endedAt: -1, _id: -1 })
    .limit(limit + 1)
    .toArray();
  const { items, next } = toPage(found, limit, (doc) => [doc.endedAt, doc._id]);
  return { items: items.map(toDelivery), next };
}

const toDelivery = ({ _id, ...rest }: DeliveryDoc): Delivery => ({ key: _id, ...rest });
