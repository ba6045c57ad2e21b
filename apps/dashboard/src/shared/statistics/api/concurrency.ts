import type { ConcurrencyAnswer, ConcurrencyBucket } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../api/client.js';
import { endInKey, refetchIntervalOf, type Scope, statisticsQuery } from '../../filters/scope.js';

/**
 * Returns the parameters of the request without a comparison: the curve shows none, so its answer must not depend on
 * one.
 */
const parametersOf = (scope: Scope, bucket: ConcurrencyBucket) => ({
  ...statisticsQuery(scope),
  compare: 'none' as const,
  bucket,
});

const getConcurrency = (
  scope: Scope,
  bucket: ConcurrencyBucket,
  signal: AbortSignal,
): Promise<ConcurrencyAnswer> =>
  answerTo(
    api.GET('/api/v2/statistics/concurrency', { params: { query: parametersOf(scope, bucket) }, signal }),
  );

const concurrencyQuery = (scope: Scope, bucket: ConcurrencyBucket) =>
  queryOptions({
    queryKey: ['statistics', 'concurrency', { ...parametersOf(scope, bucket), to: endInKey(scope) }],
    queryFn: ({ signal }) => getConcurrency(scope, bucket, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refetchIntervalOf(scope, state.data?.peak === null),
  });

/**
 * Returns how many sessions were in progress at the same time; with a view filter, how many people were on the view.
 */
export const useConcurrency = (scope: Scope, bucket: ConcurrencyBucket) =>
  useQuery(concurrencyQuery(scope, bucket));
