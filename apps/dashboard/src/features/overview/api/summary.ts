import type { SummaryAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { LIVE_REFETCH_MS, statisticsQuery } from '../../../shared/api/statistics-query.js';
import type { Scope } from '../../../shared/filters/filters.js';

const getSummary = (scope: Scope, signal: AbortSignal): Promise<SummaryAnswer> =>
  api.get('/statistics/summary', { query: statisticsQuery(scope), signal });

const summaryQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['statistics', 'summary', statisticsQuery(scope)],
    queryFn: ({ signal }) => getSummary(scope, signal),
    placeholderData: keepPreviousData,
    // Who is active now changes whatever the window.
    refetchInterval: LIVE_REFETCH_MS,
  });

/** The window's key figures beside those of the window before. */
export const useSummary = (scope: Scope) => useQuery(summaryQuery(scope));
