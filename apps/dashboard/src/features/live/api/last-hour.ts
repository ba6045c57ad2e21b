import { type ConcurrencyAnswer, type ConcurrencyQuery, SLOT_SECONDS } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { ACTIVE_REFETCH_MS, type Scope, statisticsQuery } from '../../../shared/filters/scope.js';

const HOUR = 3_600;

/** Returns the window of whole slots that contains the last hour. It stays the same for a quarter of an hour. */
const windowAround = (now: number): { from: number; to: number } => ({
  from: Math.floor((now - HOUR) / SLOT_SECONDS) * SLOT_SECONDS,
  to: (Math.floor(now / SLOT_SECONDS) + 1) * SLOT_SECONDS,
});

const getConcurrency = (query: ConcurrencyQuery, signal: AbortSignal): Promise<ConcurrencyAnswer> =>
  answerTo(api.GET('/api/v2/statistics/concurrency', { params: { query }, signal }));

/** The API counts the sessions of each minute on all views only, so the view filter is left out. */
const lastHourQuery = (scope: Scope, now: number) => {
  const selected = statisticsQuery({
    ...scope,
    window: windowAround(now),
    compare: 'none',
    view: undefined,
  });
  const query: ConcurrencyQuery = { ...selected, bucket: 'minute' };
  return queryOptions({
    queryKey: ['statistics', 'concurrency', { ...query, from: 'an hour ago', to: 'now' }],
    queryFn: ({ signal }) => getConcurrency(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ACTIVE_REFETCH_MS,
  });
};

/**
 * Returns the sessions in progress at each minute of the hour that ends with the newest minute of the answer. The hour
 * ends there and not at `now`, so that an old answer still fills the hour.
 * @param now epoch seconds
 */
export const useLastHour = (scope: Scope, now: number) =>
  useQuery({
    ...lastHourQuery(scope, now),
    select: ({ points, tz }) => {
      const minutes = points.flatMap(({ from, max }) => (max === null ? [] : { at: from, sessions: max }));
      const newest = minutes.at(-1)?.at ?? 0;
      return { tz, minutes: minutes.filter(({ at }) => at > newest - HOUR) };
    },
  });
