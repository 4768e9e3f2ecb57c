/** A binary heap of things to come, the earliest first; equal instants in the order in which they were put in. */
export type Heap<T> = {
  push(at: string, thing: T): void;
  peek(): { at: string; thing: T } | null;
  pop(): { at: string; thing: T } | null;
};

type Entry<T> = { at: string; order: number; thing: T };

const isBefore = <T>(a: Entry<T>, b: Entry<T>): boolean => (a.at === b.at ? a.order < b.order : a.at < b.at);

export function createHeap<T>(): Heap<T> {
  const entries: Entry<T>[] = [];
  let order = 0;
  return {
    push(at, thing) {
      entries.push({ at, order: order++, thing });
      rise(entries, entries.length - 1);
    },
    peek: () => entries[0] ?? null,
    pop() {
      const first = entries[0];
      const last = entries.pop();
      if (!first || !last) return null;
      if (entries.length > 0) {
        entries[0] = last;
        sink(entries);
      }
      return first;
    },
  };
}

function rise<T>(entries: Entry<T>[], from: number): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!swapIfBefore(entries, at, parent)) return;
    at = parent;
  }
}

function sink<T>(entries: Entry<T>[]): void {
  let at = 0;
  for (;;) {
    const child = earlierChild(entries, at);
    if (child === null || !swapIfBefore(entries, child, at)) return;
    at = child;
  }
}

function earlierChild<T>(entries: Entry<T>[], at: number): number | null {
  const left = entries[2 * at + 1];
  const right = entries[2 * at + 2];
  if (!left) return null;
  return right && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
}

function swapIfBefore<T>(entries: Entry<T>[], lower: number, upper: number): boolean {
  const [low, up] = [entries[lower], entries[upper]];
  if (!low || !up || !isBefore(low, up)) return false;
  entries[upper] = low;
  entries[lower] = up;
  return true;
}
