import { insertAbsent, type Collections, type Doc } from './collections';
import type { Settings } from './documents/settings';

export type Numbers = {
  /** Never given twice, counted from 1 in each local year of the city. */
  next(receivedAt: string): Promise<string>;
};

export function createNumbers(collections: Collections, settings: Settings): Numbers {
  const inTurn = oneAfterAnother();
  return { next: (receivedAt) => nextNumber(collections, settings, inTurn, receivedAt) };
}

const digits = 6;

/** `GY-2026-000123`: the city's prefix, the local year of receipt, and that year's next number. */
async function nextNumber(collections: Collections, settings: Settings, inTurn: InTurn, receivedAt: string): Promise<string> {
  const { document } = await settings.get();
  const year = new Intl.DateTimeFormat('en-CA', { timeZone: document.zone, year: 'numeric' }).format(new Date(receivedAt));
  const name = `${document.prefix}-${year}`;
  const n = await inTurn(() => countUp(collections, name));
  return `${name}-${String(n).padStart(digits, '0')}`;
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Within a process nobody competes for the counter; between processes the compare-and-set decides. */
function oneAfterAnother(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/**
 * The next number of a counter by compare-and-set: the fallback server's `findOneAndUpdate` changes atomically but may hand back
 * the result of somebody else's change.
 */
async function countUp(collections: Collections, _id: string): Promise<number> {
  const counters = collections.of<Doc & { n: number }>('counters');
  for (;;) {
    const n = (await counters.findOne({ _id }))?.n;
    if (n === undefined) await insertAbsent(counters, [{ _id, n: 0 }]);
    else if ((await counters.updateOne({ _id, n }, { $set: { n: n + 1 } })).matchedCount === 1) return n + 1;
  }
}
