import type { Bucket, TimelineAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../api/client.js';
import { refetchIntervalOf, type Scope, statisticsKey, statisticsQuery } from '../../filters/scope.js';

const getTimeline = (scope: Scope, bucket: Bucket, signal: AbortSignal): Promise<TimelineAnswer> =>
  answerTo(
    api.GET('/api/v2/statistics/timeline', {
      params: { query: { ...statisticsQuery(scope), bucket } },
      signal,
    }),
  );

const timelineQuery = (scope: Scope, bucket: Bucket) =>
  queryOptions({
    queryKey: ['statistics', 'timeline', bucket, statisticsKey(scope)],
    queryFn: ({ signal }) => getTimeline(scope, bucket, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refetchIntervalOf(scope, state.data?.series.length === 0),
  });

/** Returns time on page by view in each bucket of the window. */
export const useTimeline = (scope: Scope, bucket: Bucket) => useQuery(timelineQuery(scope, bucket));
