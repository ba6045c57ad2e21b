import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, NO_ANSWER } from '../shared/api/api-error.js';

const MAX_RETRIES = 2;

/** Returns whether a retry may succeed: when no answer came, or when the server failed (5xx). */
const isTransient = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === NO_ANSWER || error.status >= 500);

/**
 * Creates the cache of the API's answers.
 * @param onLoggedOut called when a query is answered with 401. The query `me` is excluded: its caller handles the 401.
 */
export const createQueryClient = (onLoggedOut: () => void): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (error instanceof ApiError && error.status === 401 && queryKey[0] !== 'me') onLoggedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < MAX_RETRIES && isTransient(error),
      },
      mutations: { retry: false },
    },
  });
