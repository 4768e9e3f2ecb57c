import type { Dispatch, Json, Notice } from '#domain';
import type { Page, PageRequest } from './cursor';

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
  add(messages: Omit<OutboxMessage, 'attempts'>[]): Promise<void>;
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
