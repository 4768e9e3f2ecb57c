/**
 * Undo over everything: the documents before and after, one step a gesture. Changes of one gesture (typing in one field, holding an
 * arrow key) that follow each other are one step.
 */
export type History<T> = {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** The gesture of the last change; `null` ends it. */
  readonly gesture: string | null;
};

export type HistoryAct<T> =
  | { do: 'change'; next: T; gesture?: string | undefined }
  /** The gesture is over: the same one again is a step of its own. */
  | { do: 'rest' }
  | { do: 'undo' }
  | { do: 'redo' }
  /** Another document comes in underneath (a colleague's changes were joined): it can be undone like any change. */
  | { do: 'load'; next: T };

/** How many steps back are kept. */
const DEPTH = 200;

export const startHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], gesture: null });

export function historyAfter<T>(history: History<T>, act: HistoryAct<T>): History<T> {
  const { past, present, future } = history;
  switch (act.do) {
    case 'change': {
      if (act.next === present) return history;
      const goesOn = act.gesture !== undefined && act.gesture === history.gesture;
      const before = goesOn ? past : [...past, present].slice(-DEPTH);
      return { past: before, present: act.next, future: [], gesture: act.gesture ?? null };
    }
    case 'rest':
      return history.gesture === null ? history : { ...history, gesture: null };
    case 'undo': {
      const last = past.at(-1);
      if (last === undefined) return history;
      return { past: past.slice(0, -1), present: last, future: [present, ...future], gesture: null };
    }
    case 'redo': {
      const [next, ...rest] = future;
      if (next === undefined) return history;
      return { past: [...past, present], present: next, future: rest, gesture: null };
    }
    case 'load':
      return { past: [...past, present].slice(-DEPTH), present: act.next, future: [], gesture: null };
  }
}
