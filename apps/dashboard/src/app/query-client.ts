import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isTransient } from '../shared/api/api-error.js';

const MAX_RETRIES = 2;

/**
 * Creates the cache of the API's answers.
 * @param onLoggedOut called when a query is answered with 401. The query `me` is excluded: its caller handles the 401.
 */
export const createQueryClient = (onLoggedOut: () => void): QueryClient => {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (!(error instanceof ApiError)) return;
        if (error.status === 401 && queryKey[0] !== 'me') onLoggedOut();
        // A group of the filter may have been removed. The page needs the new list to say so.
        if (error.forField('groups') ?? error.forField('not_groups')) {
          void client.invalidateQueries({ queryKey: ['groups'] });
        }
      },
    }),
    defaultOptions: {
      queries: {
        // A browser that says "offline" can still reach a server on the same machine. ServerWatch finds out.
        networkMode: 'always',
        staleTime: 30_000,
        retry: (failures, error) => failures < MAX_RETRIES && isTransient(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
};
