import type { SummaryAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import type { Scope } from '../../../shared/filters/filters.js';
import { RUNNING_REFETCH_MS, statisticsQuery } from './statistics-query.js';

const getSummary = (scope: Scope, signal: AbortSignal): Promise<SummaryAnswer> =>
  api.get('/statistics/summary', { query: statisticsQuery(scope), signal });

const summaryQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['statistics', 'summary', statisticsQuery(scope)],
    queryFn: ({ signal }) => getSummary(scope, signal),
    placeholderData: keepPreviousData,
    // Who is active now changes whatever the window.
    refetchInterval: RUNNING_REFETCH_MS,
  });

export const useSummary = (scope: Scope) => useQuery(summaryQuery(scope));
