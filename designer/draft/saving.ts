import { useCallback, useEffect, useRef, useState } from 'react';
import type { Conflict } from '#domain';
import { ProblemError } from '../client';
import { forget, keep } from './kept';
import type { DraftKind, Revision } from './kinds';

/** How the draft stands with the server. */
export type Standing<T> =
  | { is: 'saved' }
  | { is: 'unsaved' }
  | { is: 'saving' }
  /** The server does not answer: the edits are kept here and sent when it does. */
  | { is: 'away' }
  /** The server will not have it like this. */
  | { is: 'refused'; error: unknown; document: T }
  /** A colleague changed the same things: somebody chooses. */
  | { is: 'conflict'; conflicts: Conflict[]; by: string };

type Tools<T> = {
  kind: DraftKind<T>;
  id: string;
  document: T;
  /** What the server had when the page was opened. */
  known: Revision<T>;
  mayWrite: boolean;
  /** Another's changes joined with ours: the page goes on with them. */
  onMerged: (document: T, conflicts: number) => void;
};

/** A pause in the work after which it is saved. */
const PAUSE_MS = 900;
const AGAIN_MS = 5_000;

/** Saves by itself after each pause, against the revision it knows; what cannot be saved yet is kept in the browser. */
export function useSaving<T>({ kind, id, document, known, mayWrite, onMerged }: Tools<T>) {
  const base = useRef<Revision<T>>(known);
  const latest = useRef(document);
  const busy = useRef(false);
  const [standing, setStanding] = useState<Standing<T>>({ is: 'saved' });
  latest.current = document;

  const save = useCallback(async (): Promise<void> => {
    if (busy.current || latest.current === base.current.document) return;
    busy.current = true;
    setStanding({ is: 'saving' });
    const sent = latest.current;
    try {
      base.current = { etag: await kind.save(id, sent, base.current.etag), document: sent };
      if (latest.current === sent) forget(kind.name, id);
      setStanding({ is: latest.current === sent ? 'saved' : 'unsaved' });
    } catch (error) {
      setStanding(afterFailure({ kind, base, mine: latest.current, onMerged }, error));
    } finally {
      busy.current = false;
    }
  }, [id, kind, onMerged]);

  const isDirty = document !== base.current.document;
  useEffect(() => {
    if (!mayWrite || standing.is === 'conflict') return;
    if (!isDirty) {
      // Undone to what the server has before it was sent: nothing is left to save, or to be found again at the next visit.
      if (standing.is !== 'saved' && standing.is !== 'saving') {
        forget(kind.name, id);
        setStanding({ is: 'saved' });
      }
      return;
    }
    if (standing.is === 'refused' && standing.document === document) return;
    keep(kind.name, id, { base: base.current.document, etag: base.current.etag, document });
    if (standing.is === 'saved') setStanding({ is: 'unsaved' });
    const timer = setTimeout(() => void save(), standing.is === 'away' ? AGAIN_MS : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [document, id, isDirty, kind, mayWrite, save, standing]);

  useEffect(() => {
    const back = (): void => void save();
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, [save]);

  /** The conflicts have been looked at: what stands on the page is what is meant. */
  const settle = useCallback(() => setStanding({ is: 'unsaved' }), []);
  return { standing, save, settle };
}

type Failed<T> = Pick<Tools<T>, 'kind' | 'onMerged'> & { base: { current: Revision<T> }; mine: T };

function afterFailure<T>({ kind, base, mine, onMerged }: Failed<T>, error: unknown): Standing<T> {
  const problem = error instanceof ProblemError ? error.problem : null;
  if (problem?.code === 'UNAVAILABLE') return { is: 'away' };
  const refused = { is: 'refused' as const, error, document: mine };
  if (problem?.code !== 'REVISION_CONFLICT') return refused;
  const current = problem.current as
    { document?: unknown; revision?: number; updatedBy?: string; updatedByName?: string } | undefined;
  const theirs = kind.parse(current?.document);
  if (theirs === null) return refused;
  const merged = kind.merge(base.current.document, mine, theirs);
  base.current = { document: theirs, etag: `"${current?.revision}"` };
  onMerged(merged.document, merged.conflicts.length);
  if (merged.conflicts.length === 0) return { is: 'unsaved' };
  return { is: 'conflict', conflicts: merged.conflicts, by: current?.updatedByName ?? current?.updatedBy ?? '' };
}
