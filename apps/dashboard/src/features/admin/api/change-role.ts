import type { Role, UserAnswer } from '@dwell/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
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
  const router = useRouter();
  return useMutation({
    mutationFn: changeRole,
    onSettled: async () => {
      // It may have been one's own: whoever is no admin any more leaves the settings, before they are asked for again.
      await queryClient.invalidateQueries({ queryKey: ['me'] });
      await router.invalidate();
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
  });
};
