import type { SessionAnswer, SessionsQuery } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { ACTIVE_REFETCH_MS } from '../../../shared/filters/scope.js';

const getLatestSession = async (
  username: string,
  signal: AbortSignal,
): Promise<SessionAnswer | undefined> => {
  const query: SessionsQuery = { usernames: [username], sort: 'last_ping', order: 'desc', limit: 1 };
  return (await answerTo(api.GET('/api/v2/sessions', { params: { query }, signal }))).sessions[0];
};

const presenceQuery = (username: string) =>
  queryOptions({
    queryKey: ['sessions', 'latest', username],
    // A query may not resolve to undefined.
    queryFn: async ({ signal }) => ({ latest: await getLatestSession(username, signal) }),
    refetchInterval: ACTIVE_REFETCH_MS,
  });

/**
 * Returns the person's session with the latest ping, whatever the window and the view; none if nobody with this name
 * was ever recorded.
 */
export const usePresence = (username: string) => useQuery(presenceQuery(username));
