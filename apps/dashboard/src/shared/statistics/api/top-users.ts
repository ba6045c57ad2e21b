import type { UserRankingAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../api/client.js';
import { refetchIntervalOf, type Scope, statisticsKey, statisticsQuery } from '../../filters/scope.js';

const getTopUsers = (scope: Scope, limit: number, signal: AbortSignal): Promise<UserRankingAnswer> =>
  answerTo(
    api.GET('/api/v2/statistics/users', { params: { query: { ...statisticsQuery(scope), limit } }, signal }),
  );

const topUsersQuery = (scope: Scope, limit: number) =>
  queryOptions({
    queryKey: ['statistics', 'top users', limit, statisticsKey(scope)],
    queryFn: ({ signal }) => getTopUsers(scope, limit, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refetchIntervalOf(scope, state.data?.total === 0),
  });

/** Returns the `limit` users with the most time on page, and how many users have any. */
export const useTopUsers = (scope: Scope, limit: number) => useQuery(topUsersQuery(scope, limit));
