import { useQueries, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { routes } from '#contract';
import { type Bilingual, checkFlow, type Decision, deskFacts, type Flow, type Policy, type Problem } from '#domain';
import { call } from '../client';

/** What a drawing refers to: the tables and the policy as they are being edited. */
export type Known = {
  decisions: readonly Decision[];
  policy: Policy | null;
  /** Names of tables, by id. */
  tables: ReadonlyMap<string, Bilingual>;
  /** Facts that conditions may speak of. */
  facts: readonly string[];
};

/** Reads the drafts beside the flow; the drawing opens without waiting for them. */
export function useKnown(flow: Flow): Known {
  const heads = useQuery({ queryKey: ['drawing', 'tables'], queryFn: () => call(routes.listTables, {}) });
  const tables = useQueries({
    queries: (heads.data?.items ?? []).map(({ id, revision }) => ({
      queryKey: ['drawing', 'table', id, revision],
      staleTime: Infinity,
      queryFn: () => call(routes.readTable, { params: { id } }),
    })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data.document] : [])),
  });
  const policy = useQuery({
    queryKey: ['drawing', 'policy', flow.policy],
    queryFn: () => call(routes.readPolicy, { params: { id: flow.policy } }),
  });
  const { facts: own } = flow;
  return useMemo(
    () => ({
      decisions: tables,
      policy: policy.data?.document ?? null,
      tables: new Map(tables.map(({ id, name }) => [id, name])),
      facts: factsOf(own, tables),
    }),
    [tables, policy.data, own],
  );
}

function factsOf(own: Flow['facts'], decisions: readonly Decision[]): string[] {
  const set = decisions.flatMap((one) => (one.kind === 'literal' ? [one.output] : one.outputs.map(({ id }) => id)));
  return [...new Set([...deskFacts, ...(own ?? []).map(({ id }) => id), ...set])].sort();
}

/** Everything wrong with the drawing, a moment behind the hands so that they are never held up. */
export function useProblems(flow: Flow, { decisions, policy }: Known): readonly Problem[] {
  const settled = useDeferredValue(flow);
  return useMemo(() => checkFlow(settled, decisions, policy), [settled, decisions, policy]);
}
