import type { UserRankingAnswer, UserRankingQuery } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { refetchIntervalOf, type Scope, statisticsQuery } from '../../../shared/filters/scope.js';

/** How many people the page of a view lists. The page People lists all. */
export const MAX_PEOPLE = 15;

const rankUsers = (query: UserRankingQuery, signal: AbortSignal): Promise<UserRankingAnswer> =>
  answerTo(api.GET('/api/v2/statistics/users', { params: { query }, signal }));

const rankingQuery = (scope: Scope) => {
  const query = { ...statisticsQuery(scope), limit: MAX_PEOPLE };
  return queryOptions({
    queryKey: ['statistics', 'users', query],
    queryFn: ({ signal }) => rankUsers(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refetchIntervalOf(scope, state.data?.total === 0),
  });
};

/** Returns the people with the most time in the scope: with a view in it, the most time on that view. */
export const usePeopleOnView = (scope: Scope) => useQuery(rankingQuery(scope));
