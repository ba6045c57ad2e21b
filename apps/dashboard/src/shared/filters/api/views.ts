import type { ViewsAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../api/client.js';
import { refetchIntervalOf, type Scope, statisticsKey, statisticsQuery } from '../scope.js';

const getViews = (scope: Scope, signal: AbortSignal): Promise<ViewsAnswer> =>
  answerTo(api.GET('/api/v2/statistics/views', { params: { query: statisticsQuery(scope) }, signal }));

export const viewsQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['statistics', 'views', statisticsKey(scope)],
    queryFn: ({ signal }) => getViews(scope, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refetchIntervalOf(scope, state.data?.views.length === 0),
  });

/** Returns time on page by view and tab. Asks the API once `enabled` is true. */
export const useViews = (scope: Scope, enabled = true) => useQuery({ ...viewsQuery(scope), enabled });
