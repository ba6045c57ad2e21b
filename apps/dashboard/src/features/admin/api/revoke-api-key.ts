import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { apiKeysQuery } from './api-keys.js';

const revokeApiKey = (id: string): Promise<undefined> => api.delete(`/api-keys/${encodeURIComponent(id)}`);

export const useRevokeApiKey = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: revokeApiKey,
    onSettled: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
};
