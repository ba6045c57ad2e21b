import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { apiKeysQuery } from './api-keys.js';
import { usersQuery } from './users.js';

const removeUser = (username: string): Promise<undefined> =>
  api.delete(`/users/${encodeURIComponent(username)}`);

/** The user's API keys go with it. */
export const useRemoveUser = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: removeUser,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: usersQuery.queryKey }),
        queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
      ]),
  });
};
