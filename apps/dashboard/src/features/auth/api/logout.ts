import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api } from '../../../shared/api/client.js';

/** Ends this login, or all of the caller's, and shows the login page. */
export const useLogout = () => {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (scope: 'here' | 'everywhere') =>
      api.post<unknown>(scope === 'here' ? '/auth/logout' : '/auth/logout-everywhere'),
    onSuccess: async () => {
      await router.navigate({ to: '/login', search: {} });
      queryClient.clear();
    },
  });
};
