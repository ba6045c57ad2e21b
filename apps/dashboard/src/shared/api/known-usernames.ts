import type { SessionsAnswer } from '@dwell/shared';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './client.js';

/** Latest sessions that are looked at for names. */
const SESSIONS_LOOKED_AT = 100;

const getKnownUsernames = async (prefix: string, signal: AbortSignal): Promise<string[]> => {
  const { sessions } = await api.get<SessionsAnswer>('/sessions', {
    query: { username: prefix || undefined, sort: 'last_ping', order: 'desc', limit: SESSIONS_LOOKED_AT },
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

/** Usernames that begin with `prefix`, of those seen last: suggestions, not the whole list; asked for once `wanted`. */
export const useKnownUsernames = (prefix: string, wanted: boolean) =>
  useQuery({ ...knownUsernamesQuery(prefix), enabled: wanted });
