import type { ViewsAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { Scope } from '../filters/filters.js';
import { api } from './client.js';
import { refetchIntervalOf, statisticsQuery } from './statistics-query.js';

const getViews = (scope: Scope, signal: AbortSignal): Promise<ViewsAnswer> =>
  api.get('/statistics/views', { query: statisticsQuery(scope), signal });

const viewsQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['statistics', 'views', statisticsQuery(scope)],
    queryFn: ({ signal }) => getViews(scope, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refetchIntervalOf(scope),
  });

/** Time on page by view and tab; asked for once `wanted`. */
export const useViews = (scope: Scope, wanted = true) => useQuery({ ...viewsQuery(scope), enabled: wanted });
