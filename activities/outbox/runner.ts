import type { OutboxMessage } from '#store';
import { runLane, type LanePorts } from './lane';

export type RunnerOptions = {
  /** How long a claimed message is ours; longer than twice the slowest delivery. */
  leaseMs: number;
  /** How many messages one look takes. */
  batch: number;
  /** The pause after a look that found nothing grows from the first to the last of these. */
  idleMs: { from: number; to: number };
};

export type OutboxRunner = {
  start(): void;
  /** Takes no more and resolves when what is in hand has ended. */
  stop(): Promise<void>;
  /** One look: claims what is due and resolves when all of it was tried. The number of messages taken. */
  runOnce(): Promise<number>;
};

/**
 * Delivers the outbox: at least once, each lane for itself. Any number of runners may run; a dead lane is left alone until its
 * next try, so the others never wait for it.
 */
export function createOutboxRunner(ports: LanePorts, options: RunnerOptions): OutboxRunner {
  const busy = new Map<string, Promise<void>>();
  const resting = new Map<string, string>();
  let running: Promise<void> | null = null;
  let wake: (() => void) | null = null;
  let stopped = false;

  const awake = (now: string): string[] => {
    for (const [lane, until] of resting) if (until <= now) resting.delete(lane);
    return [...busy.keys(), ...resting.keys()];
  };

  /** Starts every lane found and does not wait for them. */
  const look = async (): Promise<number> => {
    const now = ports.now();
    const { leaseMs, batch } = options;
    const request = { now, leaseMs, limit: batch, holder: ports.holder, exceptLanes: awake(now) };
    const messages = await ports.store.outbox.claim(request);
    for (const lane of new Set(messages.map((message) => message.lane))) {
      const ours = messages.filter((message) => message.lane === lane);
      busy.set(lane, go(lane, ours));
    }
    return messages.length;
  };

  const go = async (lane: string, messages: OutboxMessage[]): Promise<void> => {
    try {
      const until = await runLane(ports, messages, options.leaseMs);
      if (until !== null) resting.set(lane, until);
    } catch {
      // The database is away: the lease ends by itself and the messages are taken again.
      resting.set(lane, new Date(Date.parse(ports.now()) + options.idleMs.to).toISOString());
    } finally {
      busy.delete(lane);
    }
  };

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async (): Promise<void> => {
    let idle = options.idleMs.from;
    while (!stopped) {
      const found = await look().catch(() => 0);
      idle = found > 0 ? options.idleMs.from : Math.min(idle * 2, options.idleMs.to);
      // After a find the lanes in hand are left out of the next look, so it may come at once.
      await pause(found > 0 ? options.idleMs.from : idle);
    }
    await Promise.all(busy.values());
  };

  return {
    start: () => {
      stopped = false;
      running ??= loop();
    },
    stop: async () => {
      stopped = true;
      wake?.();
      await running;
      running = null;
    },
    runOnce: async () => {
      const found = await look();
      await Promise.all(busy.values());
      return found;
    },
  };
}
