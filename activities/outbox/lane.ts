import type { Attempt, CitySettings, Delivery, OutboxMessage, Store } from '#store';
import { deliver, type DeliveryPorts } from './deliver';
import { failed, type Outcome } from './outcome';

export type LanePorts = DeliveryPorts & {
  store: DeliveryPorts['store'] & Pick<Store, 'outbox'>;
  /** Names this runner in leases; unlike any other's. */
  holder: string;
  /** From 0 to 1, for the jitter. */
  random: () => number;
  /** Each attempt, for the log: codes only. */
  report?: (attempt: Attempt & { lane: string; key: string }) => void;
  /** A message came to rest; called before it is settled, so at least once. Throwing has it tried again. */
  ended?: (delivery: Delivery) => Promise<void>;
};

/** Lanes whose messages share one door: when it does not open for one, the others wait with it. */
const sharesDoor = (lane: string): boolean => lane.startsWith('hook:') || lane === 'sms' || lane === 'voice';

/**
 * Carries one lane's messages out in order. Returns until when the lane should rest, or null. Stops early, giving the rest
 * back, when the door is shut or half of the lease is used up: another runner must not find a message still in our hands.
 */
export async function runLane(ports: LanePorts, messages: OutboxMessage[], leaseMs: number): Promise<string | null> {
  const { document } = await ports.store.settings.get();
  const stopAt = Date.parse(ports.now()) + leaseMs / 2;
  for (const [i, message] of messages.entries()) {
    if (Date.parse(ports.now()) > stopAt) return giveBack(ports, messages.slice(i), null);
    const rest = await attempt(ports, message, document.delivery);
    if (rest !== null && sharesDoor(message.lane)) return giveBack(ports, messages.slice(i + 1), rest);
  }
  return null;
}

async function giveBack(ports: LanePorts, messages: OutboxMessage[], rest: string | null): Promise<string | null> {
  const keys = messages.map(({ key }) => key);
  await ports.store.outbox.release(ports.holder, keys);
  return rest;
}

/** Tries once and writes down how it went; the next try's instant, or null when the message is at rest. */
async function attempt(ports: LanePorts, message: OutboxMessage, policy: CitySettings['delivery']): Promise<string | null> {
  const { store, holder } = ports;
  const started = Date.parse(ports.now());
  // An error of our own parts may hold anything in its text: only its kind is kept.
  const outcome = await deliver(ports, message).catch((error: unknown): Outcome => failed(nameOf(error)));
  const at = ports.now();
  const made: Attempt = { at, ok: outcome.ok, code: outcome.code, ms: Date.parse(at) - started };
  ports.report?.({ ...made, lane: message.lane, key: message.key });
  const over = !outcome.ok && (outcome.final || Date.parse(at) - Date.parse(message.createdAt) > policy.giveUpAfterMs);
  if (outcome.ok || over) {
    const delivery = endedOf(message, made, outcome);
    await ports.ended?.(delivery);
    await store.outbox.settle(holder, [delivery]);
    return null;
  }
  const dueAt = new Date(Date.parse(at) + delayOf(message.attempts.length, policy, ports.random())).toISOString();
  await store.outbox.postpone(holder, message.key, made, dueAt);
  return dueAt;
}

function endedOf(message: OutboxMessage, made: Attempt, outcome: Outcome): Delivery {
  const attempts = [...message.attempts, made];
  const how = outcome.ok ? { outcome: 'delivered' as const, via: outcome.via } : { outcome: 'dead' as const, via: message.lane };
  return { ...message, attempts, endedAt: made.at, ...how };
}

/** Doubling (or as the city says) up to a ceiling, of which half is left to chance so that messages do not march in step. */
export function delayOf(failures: number, policy: CitySettings['delivery'], chance: number): number {
  const full = Math.min(policy.maxDelayMs, policy.firstDelayMs * policy.factor ** failures);
  return Math.round(full / 2 + (full / 2) * chance);
}

const nameOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'FAILED';
};
