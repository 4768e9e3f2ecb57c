import { useCallback, useState } from 'react';
import { type PastIssue, type Scenario, readScenario } from '#domain';

/** A play under the hands: what was done so far, and what people did to the past issue it began with. */
export type Session = {
  play: Scenario;
  /** Acts of the past issue, the next one first; empty for a sample. */
  recorded: PastIssue['acts'];
};

const keyOf = (flow: string): string => `liangxin.play.${flow}`;

function kept(flow: string): Session | null {
  try {
    const read = JSON.parse(sessionStorage.getItem(keyOf(flow)) ?? 'null') as Partial<Session> | null;
    const play = readScenario(read?.play);
    return play.ok ? { play: play.scenario, recorded: read?.recorded ?? [] } : null;
  } catch {
    return null;
  }
}

function keep(flow: string, session: Session | null): void {
  try {
    if (session) sessionStorage.setItem(keyOf(flow), JSON.stringify(session));
    else sessionStorage.removeItem(keyOf(flow));
  } catch {
    // A browser that keeps nothing: the page itself still holds the play.
  }
}

/** The play of a flow; a look at the canvas in between, or a reload, does not lose it. */
export function useSessionOf(flow: string): [Session | null, (next: Session | null) => void] {
  const [session, setSession] = useState(() => kept(flow));
  const change = useCallback(
    (next: Session | null) => {
      keep(flow, next);
      setSession(next);
    },
    [flow],
  );
  return [session, change];
}

/** Hands a play to the play room, which opens with it. */
export const handOver = (flow: string, play: Scenario, recorded: PastIssue['acts'] = []): void => keep(flow, { play, recorded });
