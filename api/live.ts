import type { Response } from 'express';
import type { Signed } from './access';
import type { Deps } from './deps';

/** One open page: what it watches and what it was last told. */
type Listener = { who: Signed; issue: string | null; res: Response; last: string };

/** How often the read model is looked at while somebody listens, and how often a silent line is kept open; real milliseconds. */
const lookEveryMs = 2_000;
const keepOpenEveryMs = 20_000;

export type Live = {
  /** Keeps a page told until it goes away. */
  listen: (who: Signed, issue: string | null, res: Response) => void;
  /** Something was written here: look at once. */
  nudge: () => void;
  close: () => void;
};

/**
 * Live pages by server-sent events. There are no change streams on the fallback server (DESIGN 12), so while pages listen the
 * marks they depend on are read now and then: how much waits, how many letters are unread, the step an issue stands at. People
 * with the same marks share one look.
 */
export function createLive(deps: Deps): Live {
  const listeners = new Set<Listener>();
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;

  const look = (): void => {
    looking ??= lookOnce(deps, listeners)
      .catch((error: unknown) => deps.log.warn({ err: error }, 'live pages could not be refreshed'))
      .finally(() => {
        looking = null;
      });
  };
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };

  return {
    listen: (who, issue, res) => {
      res.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      res.flushHeaders();
      res.write('retry: 3000\n\n');
      const listener: Listener = { who, issue, res, last: '' };
      const alive = setInterval(() => res.write(': \n\n'), keepOpenEveryMs);
      listeners.add(listener);
      timer ??= setInterval(look, lookEveryMs);
      res.on('close', () => {
        clearInterval(alive);
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      });
      look();
    },
    nudge: () => {
      if (listeners.size > 0) look();
    },
    close: () => {
      stop();
      for (const { res } of listeners) res.end();
      listeners.clear();
    },
  };
}

async function lookOnce(deps: Deps, listeners: ReadonlySet<Listener>): Promise<void> {
  const marks = new Map<string, Promise<object>>();
  const once = (key: string, read: () => Promise<object>): Promise<object> => {
    const known = marks.get(key) ?? read();
    marks.set(key, known);
    return known;
  };
  await Promise.all(
    [...listeners].map(async (listener) => {
      const { who, issue } = listener;
      const own = await once(`person ${who.person.id}`, () => marksOf(deps, who));
      const one = issue === null ? {} : await once(`issue ${issue}`, () => markOf(deps, issue));
      tell(listener, JSON.stringify({ ...own, ...one }));
    }),
  );
}

async function marksOf({ store }: Deps, { actor, branch }: Signed): Promise<object> {
  const [inbox, unread, open, newest] = await Promise.all([
    store.inbox.count(actor, [...branch]),
    store.notices.unreadCount(actor),
    store.issues.count({ final: false }),
    store.issues.list({}, { limit: 1 }),
  ]);
  return { inbox, unread, open, newest: newest.items[0]?.no ?? null };
}

async function markOf({ store }: Deps, no: string): Promise<object> {
  const row = await store.issues.get(no);
  return { issue: row ? { no: row.no, seq: row.seq } : null };
}

/** The first look says how things are; later ones only what changed. */
function tell(listener: Listener, mark: string): void {
  if (listener.last === mark) return;
  const isFirst = listener.last === '';
  listener.last = mark;
  listener.res.write(`event: ${isFirst ? 'state' : 'change'}\ndata: ${mark}\n\n`);
}
