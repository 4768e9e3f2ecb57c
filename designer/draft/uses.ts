import { useQueries, useQuery } from '@tanstack/react-query';
import { routes } from '#contract';
import type { Bilingual, Flow, FlowNode } from '#domain';
import { call } from '../client';

export type Use = { flow: string; flowName: Bilingual; node: string; nodeName: Bilingual };

/** Where the drawings use something, as they are saved now: the steps of every flow that `of` picks. */
export function useUses(of: (flow: Flow) => readonly FlowNode[]): Use[] {
  const heads = useQuery({ queryKey: ['drawing', 'flows'], queryFn: () => call(routes.listFlows, {}) });
  const flows = useQueries({
    queries: (heads.data?.items ?? []).map(({ id, revision }) => ({
      queryKey: ['drawing', 'flow', id, revision],
      staleTime: Infinity,
      queryFn: () => call(routes.readFlow, { params: { id } }),
    })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data.document] : [])),
  });
  return flows.flatMap((flow) =>
    of(flow).map(({ id, name }) => ({ flow: flow.id, flowName: flow.name, node: id, nodeName: name })),
  );
}
