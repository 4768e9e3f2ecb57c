import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { routes } from '#contract';
import type { City, Flow } from '#domain';
import { call } from '../client';

/** What the flow's other drafts say, the directory and the days, as the server has them when the room is opened. */
export function useRehearsal(flow: Flow) {
  const decisions = flow.nodes.flatMap((node) => (node.kind === 'decide' ? [node.decision] : []));
  return useQuery({
    queryKey: ['rehearsal', flow.id, flow.policy, [...new Set(decisions)].sort().join()],
    queryFn: () => call(routes.readRehearsal, { params: { id: flow.id } }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

type Rehearsal = NonNullable<ReturnType<typeof useRehearsal>['data']>;

/** The city with the drawing as it is under the hands, saved or not; a moment behind them. */
export function useCityOf({ content, units, people, days }: Rehearsal, flow: Flow): City {
  const settled = useDeferredValue(flow);
  return useMemo(
    () => ({
      content: { format: 1, number: 0, ...content, flow: settled },
      ...{ units, people },
      ...(days.length > 0 ? { editions: days } : {}),
    }),
    [content, units, people, days, settled],
  );
}
