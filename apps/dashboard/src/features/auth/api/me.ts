import type { MeAnswer } from '@dwell/shared';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';

const getMe = (signal: AbortSignal): Promise<MeAnswer> => api.get('/auth/me', { signal });

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => getMe(signal),
  staleTime: 60_000,
});

/** The caller; only below the shell, which has asked already. */
export const useMe = (): MeAnswer => useSuspenseQuery(meQuery).data;
