import type { SessionsAnswer, SessionsQuery } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { ACTIVE_REFETCH_MS, peopleQuery, type Scope } from '../../../shared/filters/scope.js';

/** How many sessions the page of a view lists. The list of sessions has all. */
export const MAX_HERE = 15;

const listSessions = (query: SessionsQuery, signal: AbortSignal): Promise<SessionsAnswer> =>
  answerTo(api.GET('/api/v2/sessions', { params: { query }, signal }));

const hereNowQuery = (scope: Scope) => {
  const query: SessionsQuery = {
    ...peopleQuery(scope),
    view: scope.view,
    here_now: true,
    sort: 'username',
    limit: MAX_HERE,
  };
  return queryOptions({
    // Not below `['sessions', 'list']`: those lists have pages.
    queryKey: ['sessions', 'here now', query],
    queryFn: ({ signal }) => listSessions(query, signal),
    refetchInterval: ACTIVE_REFETCH_MS,
  });
};

/** Returns the first MAX_HERE sessions, by username, that are here now on the scope's view, whatever the window. */
export const useHereNow = (scope: Scope) => useQuery(hereNowQuery(scope));
