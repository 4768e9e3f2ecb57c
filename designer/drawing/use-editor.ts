import { useCallback, useMemo, useState } from 'react';
import type { Flow } from '#domain';
import { type Hands, useHands } from '../draft';

/** The drawing under the hands: its history, and what is selected. */
export type Editor = Omit<Hands<Flow>, 'document'> & {
  flow: Flow;
  selection: ReadonlySet<string>;
  select: (ids: Iterable<string>) => void;
  /** Some more chosen, some no longer. */
  reselect: (changes: ReadonlyMap<string, boolean>) => void;
};

export function useEditor(first: Flow, mayWrite: boolean): Editor {
  const hands = useHands(first, mayWrite);
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const select = useCallback((ids: Iterable<string>) => {
    const next = new Set(ids);
    setSelection((was) => (was.size === next.size && [...next].every((id) => was.has(id)) ? was : next));
  }, []);
  const reselect = useCallback((changes: ReadonlyMap<string, boolean>) => {
    if (changes.size === 0) return;
    setSelection((was) => {
      const next = new Set(was);
      for (const [id, isChosen] of changes)
        if (isChosen) next.add(id);
        else next.delete(id);
      return next;
    });
  }, []);
  return useMemo(() => {
    const { document: flow, ...rest } = hands;
    return { ...rest, flow, selection, select, reselect };
  }, [hands, selection, select, reselect]);
}
