/** What `read` gave at most `holdMs` ago; whoever asks meanwhile shares one reading. A reading that failed is not held. */
export function held<T>(holdMs: number, clock: () => number, read: () => Promise<T>): () => Promise<T> {
  let last: { value: Promise<T>; until: number } | null = null;
  return () => {
    if (last !== null && last.until > clock()) return last.value;
    const value = read();
    last = { value, until: clock() + holdMs };
    value.catch(() => (last = null));
    return value;
  };
}
