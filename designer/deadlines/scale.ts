/** How a time line is drawn: true to time, or with its instants evenly apart, so that minutes and weeks can both be read. */
export type ScaleKind = 'true' | 'even';

export type Scale = { kind: ScaleKind; x: (at: number) => number };

/** Below this share of the whole, two instants true to time could not be told apart. */
const TOO_CLOSE = 0.012;

/** The kind that can be read: true to time, unless some instants would lie on one spot. */
export function kindFor(instants: readonly number[]): ScaleKind {
  const sorted = distinct(instants);
  const whole = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  return sorted.some((at, i) => i > 0 && at - (sorted[i - 1] ?? 0) < whole * TOO_CLOSE) ? 'even' : 'true';
}

/** From instants to places between `left` and `right`; between two instants evenly in time. */
export function scaleOf(instants: readonly number[], kind: ScaleKind, [left, right]: readonly [number, number]): Scale {
  const sorted = distinct(instants);
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const share = (at: number): number => {
    if (last === first) return 0;
    if (kind === 'true') return (at - first) / (last - first);
    const i = Math.min(
      sorted.length - 2,
      Math.max(
        0,
        sorted.findLastIndex((one) => one <= at),
      ),
    );
    const [from = first, to = last] = [sorted[i], sorted[i + 1]];
    return (i + (at - from) / (to - from)) / (sorted.length - 1);
  };
  return { kind, x: (at) => left + share(Math.min(last, Math.max(first, at))) * (right - left) };
}

const distinct = (instants: readonly number[]): number[] => [...new Set(instants)].sort((a, b) => a - b);

/** Places side by side, no nearer than `gap`, each as near as can be to where it belongs, all left of `limit`. */
export function apart(places: readonly number[], gap: number, limit: number): number[] {
  const out: number[] = [];
  for (const at of places) out.push(Math.max(at, (out.at(-1) ?? -Infinity) + gap));
  for (let i = out.length - 1, most = limit; i >= 0; i--, most -= gap) out[i] = Math.min(out[i] ?? 0, most);
  return out;
}
