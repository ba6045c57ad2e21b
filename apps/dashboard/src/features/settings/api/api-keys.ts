import type { ApiKeysAnswer } from '@dwell/shared';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const listApiKeys = (signal: AbortSignal): Promise<ApiKeysAnswer> => api.get('/api-keys', { signal });

const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => listApiKeys(signal),
  select: ({ api_keys }) => api_keys,
});

export const useApiKeys = () => useQuery(apiKeysQuery);

const revokeApiKey = (id: string): Promise<undefined> => api.delete(`/api-keys/${encodeURIComponent(id)}`);

export const useRevokeApiKey = () =>
  useMutation({ mutationFn: revokeApiKey, onSettled: useRefetch('api-keys') });
