import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { routes } from '#contract';
import type { City, Decision, Flow, Policy } from '#domain';
import { call } from '../client';
import type { Prove, Proven } from './prover';

/** Who proves: a worker of the browser, so that the page stays fluent; a test gives another. */
export const ProverContext = createContext<Prove | null>(null);

const inWorker = async (): Promise<Prove> => (await import('./start-worker')).proveInWorker;

export type ProofState = { is: 'noDrafts' } | { is: 'failed' } | { is: 'done' | 'running'; proven: Proven | undefined };

/** Hands rest for so long before the proof begins anew. */
const RESTS_MS = 700;

/** The drafts beside the drawing, as its other checks know them. */
export type Beside = { decisions: readonly Decision[]; policy: Policy | null };

/** The draft as it is under the hands, with the directory and the days of the server; nothing is asked while drafts are missing. */
function useCity(flow: Flow, { decisions, policy }: Beside): { city: City | null; missing: boolean } {
  const used = [...new Set(flow.nodes.flatMap((node) => (node.kind === 'decide' ? [node.decision] : [])))];
  const missing = policy === null || !used.every((id) => decisions.some((one) => one.id === id));
  const beside = useQuery({
    queryKey: ['proof', flow.id, flow.policy],
    queryFn: () => call(routes.readRehearsal, { params: { id: flow.id } }),
    enabled: !missing,
    retry: false,
  });
  const { data } = beside;
  const names = used.join();
  const city = useMemo(() => {
    if (!data || policy === null) return null;
    const asked = names.split(',');
    const { content, units, people, days } = data;
    const own = { flow, policy, decisions: decisions.filter(({ id }) => asked.includes(id)) };
    return {
      content: { format: 1, number: 0, ...content, ...own },
      ...{ units, people },
      ...(days.length > 0 ? { editions: days } : {}),
    };
  }, [data, flow, policy, decisions, names]);
  return { city, missing: missing || beside.isError };
}

/** The proof of the drawing, run again whenever it rests; what stood before stays until the next has come. */
export function useProof(flow: Flow, beside: Beside): ProofState {
  const given = useContext(ProverContext);
  const { city, missing } = useCity(flow, beside);
  const [state, setState] = useState<ProofState>({ is: 'running', proven: undefined });
  useEffect(() => {
    if (!city) return undefined;
    let stop: () => void = () => undefined;
    const over = { is: false };
    const isOver = (): boolean => over.is;
    const begin = async (): Promise<void> => {
      const prover = given ?? (await inWorker());
      if (isOver()) return;
      setState((was) => ({ is: 'running', proven: 'proven' in was ? was.proven : undefined }));
      const job = prover({ city, at: new Date().toISOString() });
      ({ stop } = job);
      const proven = await job.done;
      if (!isOver()) setState({ is: 'done', proven });
    };
    const timer = setTimeout(() => {
      begin().catch(() => {
        if (!isOver()) setState({ is: 'failed' });
      });
    }, RESTS_MS);
    return () => {
      over.is = true;
      clearTimeout(timer);
      stop();
    };
  }, [city, given]);
  return missing ? { is: 'noDrafts' } : state;
}
