import type { Role, UserAnswer } from '@dwell/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { usersQuery } from './users.js';

interface RoleChange {
  username: string;
  role: Role;
}

const changeRole = ({ username, role }: RoleChange): Promise<UserAnswer> =>
  api.patch(`/users/${encodeURIComponent(username)}`, { role });

export const useChangeRole = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: changeRole,
    // One's own role may have been among them.
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: usersQuery.queryKey }),
        queryClient.invalidateQueries({ queryKey: ['me'] }),
      ]),
  });
};
