import { useEffect, useSyncExternalStore } from 'react';
import { useQueryClient } from '@tanstack/react-query';

/** How the page hears of changes: by the event stream, or by asking every so often while the stream is away. */
export type LiveState = 'live' | 'polling';

const POLL_MS = 20_000;
const SETTLE_MS = 250;

let state: LiveState = 'polling';
const listeners = new Set<() => void>();

function say(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const tell of listeners) tell();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLiveState = (): LiveState =>
  useSyncExternalStore(
    subscribe,
    () => state,
    () => state,
  );

/** Lists, counts and issues are read under this key, so that one call makes them all fresh. */
export const LIVE = 'live';

/** Keeps everything under `LIVE` fresh: on each `change` event (gathered for a moment), and by the clock when the stream is away. */
export function useLiveRefresh(): void {
  const client = useQueryClient();
  useEffect(() => {
    let settling: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      clearTimeout(settling);
      settling = setTimeout(() => void client.invalidateQueries({ queryKey: [LIVE] }), SETTLE_MS);
    };
    const stream = new EventSource('/api/events', { withCredentials: true });
    stream.addEventListener('open', () => say('live'));
    stream.addEventListener('error', () => say('polling'));
    stream.addEventListener('change', refresh);
    stream.addEventListener('message', refresh);
    const poll = setInterval(() => {
      if (stream.readyState !== EventSource.OPEN) refresh();
    }, POLL_MS);
    return () => {
      clearTimeout(settling);
      clearInterval(poll);
      stream.close();
      say('polling');
    };
  }, [client]);
}
