import { useMutation } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const revokeApiKey = (id: string): Promise<undefined> => api.delete(`/api-keys/${encodeURIComponent(id)}`);

export const useRevokeApiKey = () =>
  useMutation({ mutationFn: revokeApiKey, onSettled: useRefetch('api-keys') });
