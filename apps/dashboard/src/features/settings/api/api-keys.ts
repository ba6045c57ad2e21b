import { useMutation } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const revokeApiKey = (id: string): Promise<undefined> =>
  answerTo(api.DELETE('/api/v2/api-keys/{id}', { params: { path: { id } } }));

export const useRevokeApiKey = () =>
  useMutation({ mutationFn: revokeApiKey, onSettled: useRefetch('api-keys') });
