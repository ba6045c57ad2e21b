import type { TimelineAnswer, TimelineQuery, TimeWindow } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { LIVE_REFETCH_MS, type Scope, statisticsQuery } from '../../../shared/filters/scope.js';

const getDays = (query: TimelineQuery, signal: AbortSignal): Promise<TimelineAnswer> =>
  answerTo(api.GET('/api/v2/statistics/timeline', { params: { query }, signal }));

const calendarQuery = (scope: Scope, window: TimeWindow, running: boolean) => {
  const query: TimelineQuery = {
    ...statisticsQuery(scope),
    ...window,
    compare: 'none',
    bucket: 'day',
    top: 1,
  };
  return queryOptions({
    queryKey: ['statistics', 'calendar', query],
    queryFn: ({ signal }) => getDays(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: running ? LIVE_REFETCH_MS : false,
  });
};

/** Returns the time of each day of `window` for the people and the view of the scope. */
export const useCalendarDays = (scope: Scope, window: TimeWindow, running: boolean) =>
  useQuery(calendarQuery(scope, window, running));
