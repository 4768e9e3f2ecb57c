import { createContext, useContext, useEffect, useState } from 'react';
import type { ArrivalSearch } from '#domain';
import type { RunSearch, SearchJob } from './search';

/** A test gives its own; in a browser it is a Web Worker. */
export const SearchContext = createContext<RunSearch | null>(null);

/** A moment after the last change: typing does not start a search a key. */
const PAUSE_MS = 250;

export type Searched = { is: 'searching' } | { is: 'found'; found: ArrivalSearch } | { is: 'failed' };

/** The answer to a search; another question stops the one before. */
export function useSearch(job: SearchJob | null): Searched {
  const given = useContext(SearchContext);
  const [searched, setSearched] = useState<Searched>({ is: 'searching' });
  useEffect(() => {
    setSearched({ is: 'searching' });
    if (!job) return;
    let stop = (): void => undefined;
    const over = new AbortController();
    const isOver = (): boolean => over.signal.aborted;
    const begin = async (): Promise<void> => {
      const run = given ?? (await import('./start-worker')).searchInWorker;
      if (isOver()) return;
      const going = run(job);
      stop = going.stop;
      const found = await going.found;
      if (!isOver()) setSearched({ is: 'found', found });
    };
    const timer = setTimeout(() => void begin().catch(() => !isOver() && setSearched({ is: 'failed' })), PAUSE_MS);
    return () => {
      over.abort();
      clearTimeout(timer);
      stop();
    };
  }, [job, given]);
  return searched;
}
