import type { SessionDetailAnswer, SessionsAnswer } from '@dwell/shared';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { api, type Query } from '../../../shared/api/client.js';
import { LIVE_REFETCH_MS, type Scope } from '../../../shared/filters/scope.js';
import { DEFAULT_ORDER, DEFAULT_SORT, type SessionsSearch } from '../sessions-search.js';

const PAGE_SIZE = 50;

const listQuery = ({ window, usernames, view }: Scope, search: SessionsSearch): Query => ({
  from: window.from,
  to: window.to,
  usernames,
  view,
  username: search.username,
  active: search.state && search.state !== 'ended',
  here_now: view !== undefined && search.state === 'here' ? true : undefined,
  min_duration: search.min_duration,
  sort: search.sort ?? DEFAULT_SORT,
  order: search.order ?? DEFAULT_ORDER,
  limit: PAGE_SIZE,
});

const listSessions = (
  query: Query,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<SessionsAnswer> => api.get('/sessions', { query: { ...query, cursor }, signal });

const sessionsQuery = (scope: Scope, search: SessionsSearch) => {
  const query = listQuery(scope, search);
  return infiniteQueryOptions({
    queryKey: ['sessions', 'list', query],
    queryFn: ({ pageParam, signal }) => listSessions(query, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
};

/** Returns the sessions that overlap the window, page by page. */
export const useSessions = (scope: Scope, search: SessionsSearch) =>
  useInfiniteQuery(sessionsQuery(scope, search));

const getSession = async (id: string, signal: AbortSignal): Promise<SessionDetailAnswer['session']> => {
  const { session } = await api.get<SessionDetailAnswer>(`/sessions/${encodeURIComponent(id)}`, { signal });
  return session;
};

const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['sessions', 'one', id],
    queryFn: ({ signal }) => getSession(id, signal),
    refetchInterval: ({ state }) => (state.data?.active ? LIVE_REFETCH_MS : false),
  });

/** Returns a session with its trail. */
export const useSession = (id: string) => useQuery(sessionQuery(id));
