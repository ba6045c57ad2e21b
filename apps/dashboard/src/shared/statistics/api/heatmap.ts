import type { HeatmapAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../api/client.js';
import { endInKey, refetchIntervalOf, type Scope, statisticsQuery } from '../../filters/scope.js';
import { isEmptyHeatmap } from '../heatmap-chart.js';

/**
 * Returns the parameters of the request without a comparison: a heatmap shows none, so its answer must not depend on
 * one.
 */
const heatmapParameters = (scope: Scope) => ({ ...statisticsQuery(scope), compare: 'none' as const });

const getHeatmap = (scope: Scope, signal: AbortSignal): Promise<HeatmapAnswer> =>
  answerTo(api.GET('/api/v2/statistics/heatmap', { params: { query: heatmapParameters(scope) }, signal }));

const heatmapQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['statistics', 'heatmap', { ...heatmapParameters(scope), to: endInKey(scope) }],
    queryFn: ({ signal }) => getHeatmap(scope, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      refetchIntervalOf(scope, state.data !== undefined && isEmptyHeatmap(state.data)),
  });

/** Returns time on page in each hour of the week. */
export const useHeatmap = (scope: Scope) => useQuery(heatmapQuery(scope));
