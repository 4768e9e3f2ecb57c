import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { routes } from '#contract';
import type { City, Flow } from '#domain';
import { call } from '../client';
import type { Prove, Proven } from './prover';

/** Who proves: a worker of the browser, so that the page stays fluent; a test gives another. */
export const ProverContext = createContext<Prove | null>(null);

const inWorker = async (): Promise<Prove> => (await import('./start-worker')).proveInWorker;

export type ProofState = { is: 'noDrafts' } | { is: 'failed' } | { is: 'done' | 'running'; proven: Proven | undefined };

/** Hands rest for so long before the proof begins anew. */
const RESTS_MS = 700;

/** The draft as it is under the hands, with what stands beside it on the server; read anew when another policy or table is named. */
function useCity(flow: Flow): { city: City | null; failed: boolean } {
  const decisions = flow.nodes.flatMap((node) => (node.kind === 'decide' ? [node.decision] : []));
  const beside = useQuery({
    queryKey: ['proof', flow.id, flow.policy, [...new Set(decisions)].sort().join()],
    queryFn: () => call(routes.readRehearsal, { params: { id: flow.id } }),
    retry: false,
  });
  const { data } = beside;
  const city = useMemo(() => {
    if (!data) return null;
    const { content, units, people, days } = data;
    const whole = { format: 1, number: 0, ...content, flow };
    return { content: whole, units, people, ...(days.length > 0 ? { editions: days } : {}) };
  }, [data, flow]);
  return { city, failed: beside.isError };
}

/** The proof of the drawing, run again whenever it rests; what stood before stays until the next has come. */
export function useProof(flow: Flow): ProofState {
  const given = useContext(ProverContext);
  const { city, failed } = useCity(flow);
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
  return failed ? { is: 'noDrafts' } : state;
}
