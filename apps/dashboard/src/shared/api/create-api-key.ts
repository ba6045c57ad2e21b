import type { ApiKeyWithSecretAnswer, CreateApiKeyBody } from '@dwell/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.js';

const createApiKey = (body: CreateApiKeyBody): Promise<ApiKeyWithSecretAnswer> => api.post('/api-keys', body);

/** Makes a key; the answer is the only time that it is shown. */
export const useCreateApiKey = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: createApiKey,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['api-keys'] }),
  });
};
