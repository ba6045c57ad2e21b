import type { SummaryAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../api/client.js';
import {
  ACTIVE_REFETCH_MS,
  LIVE_REFETCH_MS,
  refetchIntervalOf,
  type Scope,
  statisticsKey,
  statisticsQuery,
} from '../../filters/scope.js';

const getSummary = (scope: Scope, signal: AbortSignal): Promise<SummaryAnswer> =>
  answerTo(api.GET('/api/v2/statistics/summary', { params: { query: statisticsQuery(scope) }, signal }));

const summaryQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['statistics', 'summary', statisticsKey(scope)],
    queryFn: ({ signal }) => getSummary(scope, signal),
    placeholderData: keepPreviousData,
    // The number of active sessions changes even when the window is over.
    refetchInterval: ({ state }) =>
      refetchIntervalOf(scope, state.data?.current.visible_duration === 0, ACTIVE_REFETCH_MS) ||
      LIVE_REFETCH_MS,
  });

/** Returns the window's key figures and those of the compared window. */
export const useSummary = (scope: Scope) => useQuery(summaryQuery(scope));
