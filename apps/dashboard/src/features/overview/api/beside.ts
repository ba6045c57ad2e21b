import type { Bucket, StatisticsQuery, SummaryAnswer, TimelineAnswer, ViewsAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { refetchIntervalOf, statisticsKey, statisticsQuery } from '../../../shared/filters/scope.js';
import type { Sides } from '../beside-sides.js';

/** The API's answers to the same question about two sides: the people of the filters, and those beside them. */
type Pair<Answer> = readonly [Answer, Answer];

type Ask<Answer> = (query: StatisticsQuery, signal: AbortSignal) => Promise<Answer>;

const pairQuery = <Answer>(name: string, [first, second]: Sides, ask: Ask<Answer>) => {
  const queries = [statisticsQuery(first.scope), statisticsQuery(second.scope)] as const;
  return queryOptions({
    queryKey: ['statistics', 'beside', name, statisticsKey(first.scope), statisticsKey(second.scope)],
    queryFn: ({ signal }): Promise<Pair<Answer>> =>
      Promise.all([ask(queries[0], signal), ask(queries[1], signal)]),
    placeholderData: keepPreviousData,
    refetchInterval: refetchIntervalOf(first.scope, false),
  });
};

const getSummary: Ask<SummaryAnswer> = (query, signal) =>
  answerTo(api.GET('/api/v2/statistics/summary', { params: { query }, signal }));

const getViews: Ask<ViewsAnswer> = (query, signal) =>
  answerTo(api.GET('/api/v2/statistics/views', { params: { query }, signal }));

/** Asks for one series and the sum of all others: only the time on all views together is shown. */
const getTimeline =
  (bucket: Bucket): Ask<TimelineAnswer> =>
  (query, signal) =>
    answerTo(
      api.GET('/api/v2/statistics/timeline', { params: { query: { ...query, bucket, top: 1 } }, signal }),
    );

/** Returns the key figures of both sides. */
export const useSummaries = (sides: Sides) => useQuery(pairQuery('summary', sides, getSummary));

/** Returns the time by view of both sides. */
export const useViewsOfSides = (sides: Sides) => useQuery(pairQuery('views', sides, getViews));

/** Returns the time of both sides in each bucket. */
export const useTimelines = (sides: Sides, bucket: Bucket) =>
  useQuery(pairQuery(`timeline by ${bucket}`, sides, getTimeline(bucket)));
