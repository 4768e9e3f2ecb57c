import { useCallback, useEffect, useRef, useState } from 'react';
import { routes } from '#contract';
import { type Conflict, flowSchema, type Flow, mergeFlows } from '#domain';
import { ProblemError, exchange } from '../client';
import { forget, keep } from './kept';

/** How the draft stands with the server. */
export type Standing =
  | { is: 'saved' }
  | { is: 'unsaved' }
  | { is: 'saving' }
  /** The server does not answer: the edits are kept here and sent when it does. */
  | { is: 'away' }
  /** The server will not have it like this. */
  | { is: 'refused'; error: unknown; flow: Flow }
  /** A colleague changed the same things: somebody chooses. */
  | { is: 'conflict'; conflicts: Conflict[]; by: string };

type Known = { flow: Flow; etag: string };

type Tools = {
  id: string;
  flow: Flow;
  /** What the server had when the page was opened. */
  known: Known;
  mayWrite: boolean;
  /** Another's changes joined with ours: the page goes on with them. */
  onMerged: (flow: Flow, conflicts: number) => void;
};

/** A pause in the work after which it is saved. */
const PAUSE_MS = 900;
const AGAIN_MS = 5_000;

/** Saves by itself after each pause, against the revision it knows; what cannot be saved yet is kept in the browser. */
export function useSaving({ id, flow, known, mayWrite, onMerged }: Tools) {
  const base = useRef<Known>(known);
  const latest = useRef(flow);
  const busy = useRef(false);
  const [standing, setStanding] = useState<Standing>({ is: 'saved' });
  latest.current = flow;

  const save = useCallback(async (): Promise<void> => {
    if (busy.current || latest.current === base.current.flow) return;
    busy.current = true;
    setStanding({ is: 'saving' });
    const sent = latest.current;
    try {
      const { body, etag } = await exchange(routes.saveFlow, { params: { id }, body: sent }, { ifMatch: base.current.etag });
      base.current = { flow: sent, etag: etag ?? `"${body.revision}"` };
      if (latest.current === sent) forget(id);
      setStanding({ is: latest.current === sent ? 'saved' : 'unsaved' });
    } catch (error) {
      setStanding(afterFailure(error, base, latest.current, onMerged));
    } finally {
      busy.current = false;
    }
  }, [id, onMerged]);

  const isDirty = flow !== base.current.flow;
  useEffect(() => {
    if (!mayWrite || !isDirty || standing.is === 'conflict') return;
    if (standing.is === 'refused' && standing.flow === flow) return;
    keep(id, { base: base.current.flow, etag: base.current.etag, flow });
    if (standing.is === 'saved') setStanding({ is: 'unsaved' });
    const timer = setTimeout(() => void save(), standing.is === 'away' ? AGAIN_MS : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [flow, id, isDirty, mayWrite, save, standing]);

  useEffect(() => {
    const back = (): void => void save();
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, [save]);

  /** The conflicts have been looked at: what stands on the page is what is meant. */
  const settle = useCallback(() => setStanding({ is: 'unsaved' }), []);
  return { standing, save, settle, isDirty };
}

function afterFailure(
  error: unknown,
  base: { current: Known },
  mine: Flow,
  onMerged: (flow: Flow, conflicts: number) => void,
): Standing {
  const problem = error instanceof ProblemError ? error.problem : null;
  if (problem?.code === 'UNAVAILABLE') return { is: 'away' };
  if (problem?.code !== 'REVISION_CONFLICT') return { is: 'refused', error, flow: mine };
  const current = problem.current as { document?: unknown; revision?: number; updatedBy?: string } | undefined;
  const theirs = flowSchema.safeParse(current?.document);
  if (!theirs.success) return { is: 'refused', error, flow: mine };
  const merged = mergeFlows(base.current.flow, mine, theirs.data);
  base.current = { flow: theirs.data, etag: `"${current?.revision}"` };
  onMerged(merged.flow, merged.conflicts.length);
  if (merged.conflicts.length === 0) return { is: 'unsaved' };
  return { is: 'conflict', conflicts: merged.conflicts, by: current?.updatedBy ?? '' };
}
