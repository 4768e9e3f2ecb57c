import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type CallOf, type ResultOf, type Route, type Routes, routes } from '#contract';
import { call } from './api-client';
import { LIVE } from './live';

/** Reads a route and keeps it fresh by live events. */
export function useRead<R extends Route>(route: R, input: CallOf<R>, options: { enabled?: boolean } = {}) {
  return useQuery({
    queryKey: [LIVE, route.path, input],
    queryFn: ({ signal }) => call(route, input, { signal }),
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  });
}

type Page = { items: unknown[]; next: string | null };
type PagedRoute = { [N in keyof Routes]: ResultOf<Routes[N]> extends Page ? Routes[N] : never }[keyof Routes];
export type ItemOf<R extends PagedRoute> = ResultOf<R> extends { items: (infer I)[] } ? I : never;

/** One page; every paged route answers `{ items, next }` to a query. */
const readPage = (route: Route, query: Record<string, unknown>, signal: AbortSignal) =>
  call(route, { query } as never, { signal }) as Promise<unknown> as Promise<Page>;

/** Reads a list page by page. */
export function usePages<R extends PagedRoute>(route: R, query: Record<string, unknown>) {
  const result = useInfiniteQuery({
    queryKey: [LIVE, route.path, 'pages', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => readPage(route, { ...query, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = (result.data?.pages.flatMap((page) => page.items) ?? []) as ItemOf<R>[];
  return { ...result, items };
}

export type IssueDetail = ResultOf<Routes['readIssue']>;
export type TimelineEntry = ResultOf<Routes['readTimeline']>['items'][number];
export type ClockView = ResultOf<Routes['readClocks']>['items'][number];
export type InboxItem = ItemOf<Routes['readInbox']>;
export type Release = ResultOf<Routes['readRelease']>;

/** The city's lists: categories, districts, sources. They change with a release, not by the minute. */
export const useCity = () => useQuery({ queryKey: ['city'], queryFn: () => call(routes.city, {}), staleTime: 10 * 60_000 });

export const useUnits = () =>
  useQuery({
    queryKey: ['units'],
    staleTime: 60_000,
    queryFn: async () => (await call(routes.listUnits, {})).items,
  });
