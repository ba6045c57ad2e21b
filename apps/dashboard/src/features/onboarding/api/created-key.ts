import type { ApiKeyWithSecretAnswer, CreateApiKeyBody } from '@dwell/shared';
import { queryOptions, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApiKeys } from '../../../shared/api/api-keys.js';
import { useCreateApiKey } from '../../../shared/api/create-api-key.js';
import { messages } from '../../../shared/messages/messages.js';
import { notifyError } from '../../../shared/ui/notify.js';

/** The key that the guide has created. It stays in memory until the user logs out or reloads the page. */
const createdKeyQuery = queryOptions<ApiKeyWithSecretAnswer>({
  queryKey: ['created-key'],
  queryFn: skipToken,
  gcTime: Infinity,
});

/**
 * Returns the key that the guide has created, unless it is revoked by now; whether there is a reporter key that can't
 * be shown again; and a function that creates a key.
 * @param canCreateKeys whether the user may list and create API keys
 */
export const useCreatedKey = (canCreateKeys: boolean) => {
  const queryClient = useQueryClient();
  const { data: created, dataUpdatedAt: createdAt } = useQuery(createdKeyQuery);
  const { data: keys = [], dataUpdatedAt: listedAt } = useApiKeys(canCreateKeys);
  const create = useCreateApiKey((body: CreateApiKeyBody) => body);
  const revoked = listedAt > createdAt && !keys.some(({ id }) => id === created?.id);
  const key = revoked ? undefined : created?.key;
  return {
    key,
    hasLostKey: key === undefined && keys.some(({ role }) => role === 'reporter'),
    isPending: create.isPending,
    createKey: () => {
      create
        .mutateAsync({ name: messages.onboarding.keyName, role: 'reporter' })
        .then((answer) => queryClient.setQueryData(createdKeyQuery.queryKey, answer))
        .catch(notifyError);
    },
  };
};
