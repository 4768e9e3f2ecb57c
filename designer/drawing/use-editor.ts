import { useCallback, useMemo, useReducer, useState } from 'react';
import type { Flow } from '#domain';
import { type History, type HistoryAct, historyAfter, startHistory } from './history';

/** The drawing under the hands: its history, what is selected, and the one door by which it changes. */
export type Editor = {
  flow: Flow;
  selection: ReadonlySet<string>;
  select: (ids: Iterable<string>) => void;
  /** Some more chosen, some no longer. */
  reselect: (changes: ReadonlyMap<string, boolean>) => void;
  /** Changes the drawing; changes of one `gesture` in a row are one undo step. */
  change: (next: Flow | ((flow: Flow) => Flow), gesture?: string) => void;
  /** The gesture is over. */
  rest: () => void;
  load: (next: Flow) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  mayWrite: boolean;
};

type Act = HistoryAct<Flow> | { do: 'edit'; edit: (flow: Flow) => Flow; gesture?: string | undefined };

function reduce(history: History<Flow>, act: Act): History<Flow> {
  if (act.do !== 'edit') return historyAfter(history, act);
  return historyAfter(history, { do: 'change', next: act.edit(history.present), gesture: act.gesture });
}

export function useEditor(first: Flow, mayWrite: boolean): Editor {
  const [history, dispatch] = useReducer(reduce, first, startHistory);
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
  const change = useCallback(
    (next: Flow | ((flow: Flow) => Flow), gesture?: string) => {
      if (mayWrite) dispatch({ do: 'edit', edit: typeof next === 'function' ? next : () => next, gesture });
    },
    [mayWrite],
  );
  const rest = useCallback(() => dispatch({ do: 'rest' }), []);
  const load = useCallback((next: Flow) => dispatch({ do: 'load', next }), []);
  const undo = useCallback(() => dispatch({ do: 'undo' }), []);
  const redo = useCallback(() => dispatch({ do: 'redo' }), []);
  const { present: flow, past, future } = history;
  return useMemo(
    () => ({
      ...{ flow, selection, select, reselect, change, rest, load, undo, redo, mayWrite },
      canUndo: past.length > 0,
      canRedo: future.length > 0,
    }),
    [flow, selection, select, reselect, change, rest, load, undo, redo, mayWrite, past.length, future.length],
  );
}
