import type { SessionDetailAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { ACTIVE_REFETCH_MS } from '../../../shared/filters/scope.js';

const getSession = async (id: string, signal: AbortSignal): Promise<SessionDetailAnswer['session']> => {
  const { session } = await api.get<SessionDetailAnswer>(`/sessions/${encodeURIComponent(id)}`, { signal });
  return session;
};

const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['sessions', 'one', id],
    queryFn: ({ signal }) => getSession(id, signal),
    // A session that has ended never changes again.
    refetchInterval: ({ state }) => (state.data?.active ? ACTIVE_REFETCH_MS : false),
  });

/** Returns a session with its trail, which grows while the session is active. */
export const useSession = (id: string) => useQuery(sessionQuery(id));
