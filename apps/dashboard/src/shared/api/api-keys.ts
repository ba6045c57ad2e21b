import type { ApiKeysAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from './client.js';

/** How often to ask again for the keys: each request of an application changes when its key was last used. */
const REFETCH_MS = 15_000;

const listApiKeys = (signal: AbortSignal): Promise<ApiKeysAnswer> =>
  answerTo(api.GET('/api/v2/api-keys', { signal }));

const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => listApiKeys(signal),
  select: ({ api_keys }) => api_keys,
  refetchInterval: REFETCH_MS,
});

/** Returns the API keys, without their secrets. Only admins may ask: asks the API once `enabled` is true. */
export const useApiKeys = (enabled = true) => useQuery({ ...apiKeysQuery, enabled });
