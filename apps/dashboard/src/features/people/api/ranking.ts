import type { RankedUser, UserRankingAnswer, UserRankingQuery } from '@dwell/shared';
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answerTo, api } from '../../../shared/api/client.js';
import {
  endInKey,
  LIVE_REFETCH_MS,
  refetchIntervalOf,
  type Scope,
  statisticsQuery,
} from '../../../shared/filters/scope.js';
import { type PeopleSearch, rankingOrder } from '../people-search.js';

const PAGE_SIZE = 100;

/** Returns the query of the ranking. Its pages and its CSV file use the same query. */
export const toRankingQuery = (scope: Scope, search: PeopleSearch): UserRankingQuery => ({
  ...statisticsQuery(scope),
  search: search.person,
  ...rankingOrder(search),
});

const rankUsers = (query: UserRankingQuery, signal: AbortSignal): Promise<UserRankingAnswer> =>
  answerTo(api.GET('/api/v2/statistics/users', { params: { query }, signal }));

const rankingQuery = (scope: Scope, search: PeopleSearch) => {
  const query = toRankingQuery(scope, search);
  return infiniteQueryOptions({
    queryKey: ['statistics', 'users', { ...query, to: endInKey(scope) }],
    queryFn: ({ pageParam, signal }) => rankUsers({ ...query, limit: PAGE_SIZE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? 'static' : LIVE_REFETCH_MS),
    // Once further pages are loaded, only the user reloads them: rows that are being read must not move.
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? [];
      return pages.length > 1 ? false : refetchIntervalOf(scope, pages[0]?.users.length === 0);
    },
  });
};

/**
 * Returns the people of the loaded pages. A person who moved to a later page before that page was loaded is on both,
 * but is listed once.
 */
const rowsOf = (pages: readonly UserRankingAnswer[]): RankedUser[] => [
  ...new Map(pages.flatMap(({ users }) => users.map((user) => [user.username, user] as const))).values(),
];

/** Returns the people with time in the window, page by page. */
export const useRanking = (scope: Scope, search: PeopleSearch) => {
  const ranking = useInfiniteQuery(rankingQuery(scope, search));
  const { data } = ranking;
  const rows = useMemo(() => rowsOf(data?.pages ?? []), [data]);
  return { ranking, rows };
};
