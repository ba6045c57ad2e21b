import type { SessionDetailAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { ACTIVE_REFETCH_MS } from '../../../shared/filters/scope.js';

type Session = SessionDetailAnswer['session'];

const getSession = async (id: string, view: string | undefined, signal: AbortSignal): Promise<Session> => {
  const params = { path: { id }, query: { view } };
  return (await answerTo(api.GET('/api/v2/sessions/{id}', { params, signal }))).session;
};

/** Returns the session without its figures about one view. */
const withoutView = ({ view_duration: _time, here_now: _here, ...session }: Session): Session => session;

const sessionQuery = (id: string, view: string | undefined) =>
  queryOptions({
    queryKey: ['sessions', 'one', id, { view }],
    queryFn: ({ signal }) => getSession(id, view, signal),
    // A session that has ended never changes again.
    refetchInterval: ({ state }) => (state.data?.active ? ACTIVE_REFETCH_MS : false),
  });

/**
 * Returns a session with its trail, which grows while the session is active. With a `view`, the session also has its
 * time on the view, and whether it is here now on the view.
 */
export const useSession = (id: string, view: string | undefined) =>
  useQuery({
    ...sessionQuery(id, view),
    // When the view is changed, what is known of the whole session stays on the screen until the answer comes.
    placeholderData: (before) => (before?._id === id ? withoutView(before) : undefined),
  });
