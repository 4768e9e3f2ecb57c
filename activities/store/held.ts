/** What `read` gave at most `holdMs` ago; whoever asks meanwhile shares one reading. A reading that failed is not held. */
export function held<T>(holdMs: number, clock: () => number, read: () => Promise<T>): () => Promise<T> {
  let last: { value: Promise<T>; until: number } | null = null;
  return () => {
    if (last !== null && last.until > clock()) return last.value;
    const reading = { value: read(), until: clock() + holdMs };
    last = reading;
    reading.value.catch(() => {
      if (last === reading) last = null;
    });
    return reading.value;
  };
}
