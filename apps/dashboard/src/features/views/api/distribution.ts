import type { DistributionAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import {
  refetchIntervalOf,
  type Scope,
  statisticsKey,
  statisticsQuery,
} from '../../../shared/filters/scope.js';

const getDistribution = (scope: Scope, signal: AbortSignal): Promise<DistributionAnswer> =>
  answerTo(api.GET('/api/v2/statistics/distribution', { params: { query: statisticsQuery(scope) }, signal }));

const distributionQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['statistics', 'distribution', statisticsKey(scope)],
    queryFn: ({ signal }) => getDistribution(scope, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refetchIntervalOf(scope, state.data?.visits === 0),
  });

/** Returns how many visits in the scope have each length. */
export const useDistribution = (scope: Scope) => useQuery(distributionQuery(scope));
