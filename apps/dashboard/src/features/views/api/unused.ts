import type { UnusedAnswer, UnusedQuery } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { endInKey, LIVE_REFETCH_MS, type Scope, statisticsQuery } from '../../../shared/filters/scope.js';

/**
 * Returns the query for the views and tabs that are not used, or whose median visit is shorter than `leftWithin`
 * seconds.
 */
export const unusedParameters = (scope: Scope, leftWithin: number): UnusedQuery => ({
  ...statisticsQuery(scope),
  left_within: leftWithin,
});

const getUnused = (query: UnusedQuery, signal: AbortSignal): Promise<UnusedAnswer> =>
  answerTo(api.GET('/api/v2/statistics/unused', { params: { query }, signal }));

const unusedQuery = (scope: Scope, leftWithin: number) => {
  const query = unusedParameters(scope, leftWithin);
  return queryOptions({
    queryKey: ['statistics', 'unused', { ...query, to: endInKey(scope) }],
    queryFn: ({ signal }) => getUnused(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: scope.running ? LIVE_REFETCH_MS : false,
  });
};

/**
 * Returns the views and tabs without time in the scope, and those whose median visit is shorter than `leftWithin`
 * seconds.
 */
export const useUnused = (scope: Scope, leftWithin: number) => useQuery(unusedQuery(scope, leftWithin));
