import type { SessionsAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';

const LATEST_SESSIONS = 100;

const getKnownUsernames = async (prefix: string, signal: AbortSignal): Promise<string[]> => {
  const { sessions } = await api.get<SessionsAnswer>('/sessions', {
    query: { username: prefix || undefined, sort: 'last_ping', order: 'desc', limit: LATEST_SESSIONS },
    signal,
  });
  return [...new Set(sessions.map(({ username }) => username))].sort((a, b) => a.localeCompare(b));
};

const knownUsernamesQuery = (prefix: string) =>
  queryOptions({
    queryKey: ['known-usernames', prefix],
    queryFn: ({ signal }) => getKnownUsernames(prefix, signal),
    placeholderData: keepPreviousData,
  });

/**
 * Returns usernames that begin with `prefix` and occur in the latest sessions: suggestions, not every username. Asks the
 * API once `enabled` is true.
 */
export const useKnownUsernames = (prefix: string, enabled: boolean) =>
  useQuery({ ...knownUsernamesQuery(prefix), enabled });
