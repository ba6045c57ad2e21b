import type { SessionsAnswer } from '@dwell/shared';
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import type { QueryValue } from '../../../shared/api/query-string.js';
import type { Scope } from '../../../shared/filters/filters.js';
import { DEFAULT_ORDER, DEFAULT_SORT, type SessionsSearch } from '../sessions-search.js';

const PAGE_SIZE = 50;

const sessionsQueryOf = (
  { window, usernames, view }: Scope,
  search: SessionsSearch,
): Record<string, QueryValue> => ({
  from: window.from,
  to: window.to,
  usernames,
  view,
  username: search.username,
  active: search.state && search.state === 'active',
  min_duration: search.min_duration,
  sort: search.sort ?? DEFAULT_SORT,
  order: search.order ?? DEFAULT_ORDER,
  limit: PAGE_SIZE,
});

const listSessions = (
  query: Record<string, QueryValue>,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<SessionsAnswer> => api.get('/sessions', { query: { ...query, cursor }, signal });

const sessionsQuery = (scope: Scope, search: SessionsSearch) => {
  const query = sessionsQueryOf(scope, search);
  return infiniteQueryOptions({
    queryKey: ['sessions', 'list', query],
    queryFn: ({ pageParam, signal }) => listSessions(query, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
};

/** Sessions that overlap the window, page by page. */
export const useSessions = (scope: Scope, search: SessionsSearch) =>
  useInfiniteQuery(sessionsQuery(scope, search));
