import type { ApiKeysAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';

const listApiKeys = (signal: AbortSignal): Promise<ApiKeysAnswer> => api.get('/api-keys', { signal });

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => listApiKeys(signal),
  select: ({ api_keys }) => api_keys,
});

export const useApiKeys = () => useQuery(apiKeysQuery);
