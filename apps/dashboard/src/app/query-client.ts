import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, NO_ANSWER } from '../shared/api/api-error.js';

const MAX_RETRIES = 2;

/** Only what may go better the next time is tried again: no answer, or a failure of the server's. */
const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === NO_ANSWER || error.status >= 500);

/** @param onLoggedOut called when the API no longer knows the caller; who asks for `me` sees to that alone */
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
        retry: (failures, error) => failures < MAX_RETRIES && isPassing(error),
      },
      mutations: { retry: false },
    },
  });
