import type { ChangePasswordBody, LoginBody, MeAnswer } from '@dwell/shared';
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { answerTo, api } from '../../../shared/api/client.js';

const getMe = (signal: AbortSignal): Promise<MeAnswer> => answerTo(api.GET('/api/v2/auth/me', { signal }));

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => getMe(signal),
  staleTime: 60_000,
});

/** Returns who is logged in. Use it only inside the shell, whose route has loaded the answer. */
export const useMe = (): MeAnswer => useSuspenseQuery(meQuery).data;

const login = (body: LoginBody): Promise<MeAnswer> => answerTo(api.POST('/api/v2/auth/login', { body }));

export const useLogin = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: login,
    onSuccess: (me) => {
      queryClient.clear();
      queryClient.setQueryData(meQuery.queryKey, me);
    },
  });
};

const logout = (scope: 'here' | 'everywhere'): Promise<unknown> =>
  answerTo(api.POST(scope === 'here' ? '/api/v2/auth/logout' : '/api/v2/auth/logout-everywhere'));

/** Ends this login, or every login of the user, then shows the login page. */
export const useLogout = () => {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: logout,
    onSuccess: async () => {
      await router.navigate({ to: '/login', search: {} });
      queryClient.clear();
    },
  });
};

const changePassword = (body: ChangePasswordBody): Promise<unknown> =>
  answerTo(api.POST('/api/v2/auth/password', { body }));

export const useChangePassword = () => useMutation({ mutationFn: changePassword });
