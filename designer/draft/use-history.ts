import { useCallback, useMemo, useReducer } from 'react';
import { type History, type HistoryAct, historyAfter, startHistory } from './history';

/** A document under the hands: the one door by which it changes, and the ways back and forth. */
export type Hands<T> = {
  document: T;
  /** Changes of one `gesture` in a row are one undo step. */
  change: (next: T | ((document: T) => T), gesture?: string) => void;
  /** The gesture is over. */
  rest: () => void;
  load: (next: T) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  mayWrite: boolean;
};

type Act<T> = HistoryAct<T> | { do: 'edit'; edit: (document: T) => T; gesture?: string | undefined };

function reduce<T>(history: History<T>, act: Act<T>): History<T> {
  if (act.do !== 'edit') return historyAfter(history, act);
  return historyAfter(history, { do: 'change', next: act.edit(history.present), gesture: act.gesture });
}

export function useHands<T extends object>(first: T, mayWrite: boolean): Hands<T> {
  const [history, dispatch] = useReducer(reduce<T>, first, startHistory<T>);
  const change = useCallback(
    (next: T | ((document: T) => T), gesture?: string) => {
      if (mayWrite) dispatch({ do: 'edit', edit: typeof next === 'function' ? next : () => next, gesture });
    },
    [mayWrite],
  );
  const rest = useCallback(() => dispatch({ do: 'rest' }), []);
  const load = useCallback((next: T) => dispatch({ do: 'load', next }), []);
  const undo = useCallback(() => dispatch({ do: 'undo' }), []);
  const redo = useCallback(() => dispatch({ do: 'redo' }), []);
  const { present: document, past, future } = history;
  return useMemo(
    () => ({
      ...{ document, change, rest, load, undo, redo, mayWrite },
      canUndo: past.length > 0,
      canRedo: future.length > 0,
    }),
    [document, change, rest, load, undo, redo, mayWrite, past.length, future.length],
  );
}
