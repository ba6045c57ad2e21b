import type { SessionsAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';

/** How often to look for the first session. */
const WAITING_REFETCH_MS = 3_000;

const getAnySession = async (signal: AbortSignal): Promise<boolean> => {
  const { sessions } = await api.get<SessionsAnswer>('/sessions', { query: { limit: 1 }, signal });
  return sessions.length > 0;
};

const anySessionQuery = queryOptions({
  queryKey: ['any-session'],
  queryFn: ({ signal }) => getAnySession(signal),
  staleTime: ({ state }) => (state.data === true ? Infinity : 0),
  refetchInterval: ({ state }) => (state.data === false ? WAITING_REFETCH_MS : false),
});

/** Returns whether any session is recorded. Asks again until one is. */
export const useAnySession = () => useQuery(anySessionQuery);
