import type { SessionDetailAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { LIVE_REFETCH_MS } from '../../../shared/api/statistics-query.js';

const getSession = async (id: string, signal: AbortSignal): Promise<SessionDetailAnswer['session']> => {
  const { session } = await api.get<SessionDetailAnswer>(`/sessions/${encodeURIComponent(id)}`, { signal });
  return session;
};

const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['sessions', 'one', id],
    queryFn: ({ signal }) => getSession(id, signal),
    refetchInterval: ({ state }) => (state.data?.active ? LIVE_REFETCH_MS : false),
  });

/** One session with its trail. */
export const useSession = (id: string) => useQuery(sessionQuery(id));
