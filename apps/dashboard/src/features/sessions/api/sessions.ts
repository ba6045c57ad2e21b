import {
  MAX_PAGE_SIZE,
  MAX_USERNAMES_PER_QUERY,
  type SessionAnswer,
  type SessionsAnswer,
  type SessionsQuery,
} from '@dwell/shared';
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { answerTo, api } from '../../../shared/api/client.js';
import { ACTIVE_REFETCH_MS, endInKey, peopleQuery, type Scope } from '../../../shared/filters/scope.js';
import { differenceOf, type FreshOrder, orderOf, rowsOf, updatePages } from '../live-list.js';
import { DEFAULT_ORDER, type SessionsSearch, sortColumn } from '../sessions-search.js';

/** The first page is small, so that it comes quickly. Further pages are longer. */
const FIRST_PAGE_SIZE = 50;
const NEXT_PAGE_SIZE = 200;

const filtersOf = (scope: Scope, search: SessionsSearch): SessionsQuery => ({
  ...peopleQuery(scope),
  view: scope.view,
  username: search.username,
  active: search.state && search.state !== 'ended',
  here_now: search.state === 'here' ? true : undefined,
  min_duration: search.min_duration,
  sort: sortColumn(search.sort, scope.view),
  order: search.order ?? DEFAULT_ORDER,
});

export const listSessions = (query: SessionsQuery, signal: AbortSignal): Promise<SessionsAnswer> =>
  answerTo(api.GET('/api/v2/sessions', { params: { query }, signal }));

/** Query of the list's pages. Only the user reloads them: an automatic reload would move rows that are being read. */
const pagesQuery = (scope: Scope, search: SessionsSearch) => {
  const { window } = scope;
  const query: SessionsQuery = { ...filtersOf(scope, search), from: window.from, to: window.to };
  const key = { ...query, to: endInKey(scope) };
  const refreshKey = ['sessions', 'refresh', key];
  return {
    refreshKey,
    query,
    ...infiniteQueryOptions({
      queryKey: ['sessions', 'list', key],
      queryFn: async ({ pageParam, signal, client }) => {
        const limit = pageParam === undefined ? FIRST_PAGE_SIZE : NEXT_PAGE_SIZE;
        const page = await listSessions({ ...query, limit, cursor: pageParam }, signal);
        if (pageParam === undefined) client.setQueryData(refreshKey, orderOf(page));
        return page;
      },
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next_cursor,
      placeholderData: keepPreviousData,
      staleTime: ({ state }) => (state.data === undefined ? 0 : 'static'),
    }),
  };
};

/**
 * Brings the figures of the loaded pages up to date, and resolves to the order that the list would have now. Asks once
 * for the list. If this answer lacks rows that the page shows as active, asks once more, for these: most have ended, or
 * no longer match the filters.
 */
const refreshPages = async (
  { queryKey, query }: ReturnType<typeof pagesQuery>,
  client: QueryClient,
  signal: AbortSignal,
): Promise<FreshOrder> => {
  const loaded = client.getQueryData(queryKey)?.pages ?? [];
  const rows = rowsOf(loaded);
  const limit = Math.min(rows.length + FIRST_PAGE_SIZE, MAX_PAGE_SIZE);
  const fresh = await listSessions({ ...query, limit }, signal);
  const inFresh = new Set(fresh.sessions.map(({ _id }) => _id));
  const missing = rows.filter(({ _id, active }) => active && !inFresh.has(_id));
  const found = missing.length > 0 ? await findSessions(missing, query.view, signal) : [];
  client.setQueryData(queryKey, (before) => {
    if (!before) return before;
    // An empty list can be replaced at once: it has no row that could move.
    if (rows.length === 0) return { pages: [fresh], pageParams: [undefined] };
    return { ...before, pages: updatePages(before.pages, [...fresh.sessions, ...found]) };
  });
  return orderOf(fresh);
};

/**
 * Returns the sessions with the latest pings, of the users of the `missing` sessions. Sessions of these users that were
 * active a moment ago are among the returned ones. Leaves out users beyond {@link MAX_USERNAMES_PER_QUERY}.
 */
const findSessions = async (
  missing: readonly SessionAnswer[],
  view: string | undefined,
  signal: AbortSignal,
): Promise<SessionAnswer[]> => {
  const usernames = [...new Set(missing.map(({ username }) => username))].slice(0, MAX_USERNAMES_PER_QUERY);
  const latest: SessionsQuery = { usernames, view, sort: 'last_ping', order: 'desc', limit: MAX_PAGE_SIZE };
  return (await listSessions(latest, signal)).sessions;
};

const NOTHING_NEW = { added: 0, more: false, moved: false };

/**
 * Returns the sessions that overlap the window, page by page. While the window runs or a listed session is active, the
 * figures in the rows are updated, but no row comes, goes or moves, except that new sessions fill an empty list.
 * `difference` says how a fresh list would differ; `sessions.refetch` loads the fresh list.
 */
export const useSessions = (scope: Scope, search: SessionsSearch) => {
  const pages = pagesQuery(scope, search);
  const sessions = useInfiniteQuery(pages);
  const { data, isPlaceholderData, hasNextPage } = sessions;
  const rows = useMemo(() => rowsOf(data?.pages ?? []), [data]);
  const changes = scope.running || rows.some(({ active }) => active);
  const refresh = useQuery(
    queryOptions({
      queryKey: pages.refreshKey,
      queryFn: ({ client, signal }) => refreshPages(pages, client, signal),
      enabled: data !== undefined && !isPlaceholderData,
      staleTime: ACTIVE_REFETCH_MS,
      refetchInterval: changes ? ACTIVE_REFETCH_MS : false,
    }),
  );
  const difference = useMemo(
    () => (refresh.data ? differenceOf(rows, refresh.data, !hasNextPage) : NOTHING_NEW),
    [rows, refresh.data, hasNextPage],
  );
  const { isFetching, isFetchingNextPage } = sessions;
  return {
    sessions,
    rows,
    difference,
    refreshError: refresh.error,
    isRefreshing: (isFetching && !isFetchingNextPage) || refresh.isFetching,
  };
};
