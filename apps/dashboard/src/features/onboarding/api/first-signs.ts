import type { SessionAnswer, SessionsQuery } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';

/** How often to look for the first session and its first keepalive. */
const WAITING_REFETCH_MS = 3_000;

/**
 * How many of the latest sessions to look at. An application may start a session at each login, so the latest session
 * may have no keepalive yet.
 */
const LATEST_SESSIONS = 20;

/** What the server has recorded so far: nothing, a session without a keepalive, or a keepalive too. */
export type FirstSigns = 'nothing' | 'session' | 'keepalive';

/** Returns whether a keepalive has come after the request that started the session. */
const hasKeepalive = ({ start, last_ping, last_visible_path }: SessionAnswer): boolean =>
  last_ping > start || last_visible_path.length > 0;

const getFirstSigns = async (signal: AbortSignal): Promise<FirstSigns> => {
  const query: SessionsQuery = { limit: LATEST_SESSIONS, sort: 'start', order: 'desc' };
  const { sessions } = await answerTo(api.GET('/api/v2/sessions', { params: { query }, signal }));
  if (sessions.some(hasKeepalive)) return 'keepalive';
  return sessions.length > 0 ? 'session' : 'nothing';
};

const firstSignsQuery = queryOptions({
  queryKey: ['first-signs'],
  queryFn: ({ signal }) => getFirstSigns(signal),
  staleTime: ({ state }) => (state.data === 'keepalive' ? Infinity : 0),
  refetchInterval: ({ state }) =>
    state.data === undefined || state.data === 'keepalive' ? false : WAITING_REFETCH_MS,
});

/** Returns what the server has recorded so far. Asks again until a keepalive has come. */
export const useFirstSigns = () => useQuery(firstSignsQuery);
