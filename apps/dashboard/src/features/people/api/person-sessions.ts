import type { SessionsAnswer, SessionsQuery } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { endInKey, peopleQuery, refetchIntervalOf, type Scope } from '../../../shared/filters/scope.js';

/** How many of a person's sessions the page shows. The list of sessions has all of them. */
export const SHOWN_SESSIONS = 10;

/** The page shows the clients of at most this many of a person's sessions, the newest. */
export const SESSIONS_OF_CLIENTS = 200;

const listSessions = (query: SessionsQuery, signal: AbortSignal): Promise<SessionsAnswer> =>
  answerTo(api.GET('/api/v2/sessions', { params: { query }, signal }));

/** Returns the query for the sessions of the scope's person that overlap the window, the newest first. */
export const toSessionsQuery = (scope: Scope): SessionsQuery => ({
  ...peopleQuery(scope),
  view: scope.view,
  ...scope.window,
  sort: 'start',
  order: 'desc',
});

const personSessionsQuery = (scope: Scope, limit: number) => {
  const query: SessionsQuery = { ...toSessionsQuery(scope), limit };
  return queryOptions({
    queryKey: ['sessions', 'of person', { ...query, to: endInKey(scope) }],
    queryFn: ({ signal }) => listSessions(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refetchIntervalOf(scope, state.data?.sessions.length === 0),
  });
};

/** Returns the `limit` newest sessions of the scope's person that overlap the window. */
export const usePersonSessions = (scope: Scope, limit: number) => useQuery(personSessionsQuery(scope, limit));
