import type { ApiKeyWithSecretAnswer, CreateApiKeyBody } from '@dwell/shared';
import { useMutation } from '@tanstack/react-query';
import { api } from './client.js';
import { useRefetch } from './use-refetch.js';

const createApiKey = (body: CreateApiKeyBody): Promise<ApiKeyWithSecretAnswer> => api.post('/api-keys', body);

/** Creates an API key. The server never shows the key itself again after this answer. */
export const useCreateApiKey = () =>
  useMutation({ mutationFn: createApiKey, onSuccess: useRefetch('api-keys') });
