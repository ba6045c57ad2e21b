import type { SessionAnswer, SessionsQuery } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { ACTIVE_REFETCH_MS } from '../../../shared/filters/scope.js';
import { listSessions } from './sessions.js';

type Key = Pick<SessionAnswer, '_id' | 'username' | 'start'>;

export interface Neighbours {
  readonly previous: SessionAnswer | undefined;
  readonly next: SessionAnswer | undefined;
}

const NO_SESSION: Key = { _id: '', username: '', start: 0 };

/** In seconds: the smallest step of the API's times. */
const MILLISECOND = 0.001;

/**
 * Returns the session after this one in the order of `query`, whose first sessions start when this one does. Sessions
 * that start in the same millisecond are in the order of their ids, so the first few rows of the answer are enough.
 */
const after = async (
  { _id }: Key,
  query: SessionsQuery,
  signal: AbortSignal,
): Promise<SessionAnswer | undefined> => {
  const { sessions } = await listSessions({ ...query, sort: 'start', limit: 10 }, signal);
  return sessions[sessions.findIndex((session) => session._id === _id) + 1];
};

const neighboursQuery = (session: Key) => {
  const { _id, username, start } = session;
  const usernames = [username];
  return queryOptions({
    queryKey: ['sessions', 'neighbours', _id],
    queryFn: async ({ signal }): Promise<Neighbours> => {
      const [previous, next] = await Promise.all([
        after(session, { usernames, to: start + MILLISECOND, order: 'desc' }, signal),
        after(session, { usernames, started_after: start - MILLISECOND, order: 'asc' }, signal),
      ]);
      return { previous, next };
    },
    // The latest session has no next one yet, so asks again.
    refetchInterval: ({ state }) => (state.data?.next ? false : ACTIVE_REFETCH_MS),
    placeholderData: keepPreviousData,
  });
};

/** Returns the sessions of the same user before and after this one, by their start. */
export const useNeighbours = (session: Key | undefined) =>
  useQuery({
    ...neighboursQuery(session ?? NO_SESSION),
    enabled: session !== undefined,
  });
