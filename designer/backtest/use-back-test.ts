import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { type CallOf, type ResultOf, type Routes, routes } from '#contract';
import { call, newIntent } from '../client';

export type BackTest = ResultOf<Routes['readBackTest']>;
export type Head = ResultOf<Routes['listBackTests']>['items'][number];
export type Summary = NonNullable<BackTest['summary']>;
export type Items = ResultOf<Routes['listBackTestItems']>;
export type Item = Items['items'][number];
export type Asked = CallOf<Routes['startBackTest']>['body'];
export type Kind = NonNullable<NonNullable<CallOf<Routes['listBackTestItems']>['query']>['kind']>;

const BACK_TESTS = 'back-tests';
/** How often a running one is asked how far it is. */
const ASK_MS = 700;

export const isGoing = ({ state }: Pick<Head, 'state'>): boolean => state === 'reading' || state === 'running';

/** The back-tests of a flow, and the acts on them. */
export function useBackTests(flow: string) {
  const client = useQueryClient();
  const list = useQuery({
    queryKey: [BACK_TESTS, flow],
    queryFn: async () => (await call(routes.listBackTests, { params: { id: flow } })).items,
  });
  const again = () => client.invalidateQueries({ queryKey: [BACK_TESTS] });
  const start = async (body: Asked): Promise<string> => {
    const { id } = await call(routes.startBackTest, { params: { id: flow }, body }, { idempotencyKey: newIntent() });
    await again();
    return id;
  };
  const cancel = async (id: string): Promise<void> => {
    await call(routes.cancelBackTest, { params: { id } });
    await again();
  };
  return { list, start, cancel, again };
}

/** One back-test, asked again and again while it runs. */
export function useBackTest(id: string) {
  return useQuery({
    queryKey: [BACK_TESTS, 'one', id],
    queryFn: () => call(routes.readBackTest, { params: { id } }),
    refetchInterval: ({ state }) => (state.data && isGoing(state.data) ? ASK_MS : false),
  });
}

export function useItems(id: string, kind: Kind) {
  return useInfiniteQuery({
    queryKey: [BACK_TESTS, 'items', id, kind],
    queryFn: ({ pageParam }) =>
      call(routes.listBackTestItems, {
        params: { id },
        query: { kind, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}
