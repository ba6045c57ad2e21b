import type { ApiKeyWithSecretAnswer, CreateApiKeyBody } from '@dwell/shared';
import { useMutation } from '@tanstack/react-query';
import { answerTo, api } from './client.js';
import { useRefetch } from './use-refetch.js';

const createApiKey = (body: CreateApiKeyBody): Promise<ApiKeyWithSecretAnswer> =>
  answerTo(api.POST('/api/v2/api-keys', { body }));

/**
 * Creates an API key. The server never shows the key itself again after this answer.
 * @param bodyOf turns the argument of `mutate` into the request's body
 */
export const useCreateApiKey = <Input>(bodyOf: (input: Input) => CreateApiKeyBody) =>
  useMutation({
    mutationFn: (input: Input) => createApiKey(bodyOf(input)),
    onSuccess: useRefetch('api-keys'),
  });
