/** Lets so many through at a time for each key; so many more wait in line, in order; whoever comes beyond is turned away. */
export type Turnstile = <T>(key: string, work: () => Promise<T>) => Promise<T>;

type Line = { inside: number; waiting: (() => void)[] };

/** `turnedAway` makes what is thrown when a line is full, or somebody stood in it for `waitMs`. */
export function turnstile(limits: { inside: number; waiting: number; waitMs: number }, turnedAway: () => Error): Turnstile {
  const lines = new Map<string, Line>();
  const enter = async (line: Line): Promise<void> => {
    if (line.inside < limits.inside) {
      line.inside += 1;
      return;
    }
    if (line.waiting.length >= limits.waiting) throw turnedAway();
    // Whoever leaves hands its place on.
    await new Promise<void>((resolve, reject) => {
      const enough = setTimeout(() => {
        line.waiting = line.waiting.filter((one) => one !== called);
        reject(turnedAway());
      }, limits.waitMs);
      const called = (): void => {
        clearTimeout(enough);
        resolve();
      };
      line.waiting.push(called);
    });
  };
  const leave = (key: string, line: Line): void => {
    const next = line.waiting.shift();
    if (next) return next();
    line.inside -= 1;
    if (line.inside === 0) lines.delete(key);
  };
  return async (key, work) => {
    const line = lines.get(key) ?? { inside: 0, waiting: [] };
    lines.set(key, line);
    await enter(line);
    try {
      return await work();
    } finally {
      leave(key, line);
    }
  };
}
