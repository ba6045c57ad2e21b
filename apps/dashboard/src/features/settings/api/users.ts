import type { CreateUserBody, Role, UserAnswer, UsersAnswer, UserWithPasswordAnswer } from '@dwell/shared';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const listUsers = (signal: AbortSignal): Promise<UsersAnswer> => api.get('/users', { signal });

const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => listUsers(signal),
  select: ({ users }) => users,
});

export const useUsers = () => useQuery(usersQuery);

const createUser = (body: CreateUserBody): Promise<UserWithPasswordAnswer> => api.post('/users', body);

/** Creates a user. If the body has no password, the server generates one and puts it in the answer. */
export const useCreateUser = () => useMutation({ mutationFn: createUser, onSuccess: useRefetch('users') });

const userPath = (username: string): string => `/users/${encodeURIComponent(username)}`;

const changeRole = ({ username, role }: { username: string; role: Role }): Promise<UserAnswer> =>
  api.patch(userPath(username), { role });

export const useChangeRole = () => {
  const queryClient = useQueryClient();
  const router = useRouter();
  const refetchUsers = useRefetch('users');
  return useMutation({
    mutationFn: changeRole,
    onSettled: async () => {
      // Admins who give up their own role may no longer read the users. So the router takes them out of the settings
      // before the users are read again.
      await queryClient.invalidateQueries({ queryKey: ['me'] });
      await router.invalidate();
      await refetchUsers();
    },
  });
};

const resetPassword = (username: string): Promise<UserWithPasswordAnswer> =>
  api.post(`${userPath(username)}/reset`);

/** Resets a user's password. The answer has the new one, which the server generated. */
export const useResetPassword = () => useMutation({ mutationFn: resetPassword });

const endLogins = (username: string): Promise<undefined> => api.delete(`${userPath(username)}/logins`);

export const useEndLogins = () => useMutation({ mutationFn: endLogins });

const removeUser = (username: string): Promise<undefined> => api.delete(userPath(username));

/** Removes a user. The server removes the user's API keys too. */
export const useRemoveUser = () =>
  useMutation({ mutationFn: removeUser, onSettled: useRefetch('users', 'api-keys') });

const removeSecondFactor = (username: string): Promise<undefined> =>
  api.delete(`${userPath(username)}/second-factor`);

export const useRemoveSecondFactor = () =>
  useMutation({ mutationFn: removeSecondFactor, onSettled: useRefetch('users') });
