import type { CreateUserBody, Role, UserAnswer, UsersAnswer, UserWithPasswordAnswer } from '@dwell/shared';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { answerTo, api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const listUsers = (signal: AbortSignal): Promise<UsersAnswer> =>
  answerTo(api.GET('/api/v2/users', { signal }));

const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => listUsers(signal),
  select: ({ users }) => users,
});

export const useUsers = () => useQuery(usersQuery);

const createUser = (body: CreateUserBody): Promise<UserWithPasswordAnswer> =>
  answerTo(api.POST('/api/v2/users', { body }));

/** Creates a user. If the body has no password, the server generates one and puts it in the answer. */
export const useCreateUser = () => useMutation({ mutationFn: createUser, onSuccess: useRefetch('users') });

const named = (username: string) => ({ params: { path: { username } } });

const changeRole = ({ username, role }: { username: string; role: Role }): Promise<UserAnswer> =>
  answerTo(api.PATCH('/api/v2/users/{username}', { ...named(username), body: { role } }));

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
  answerTo(api.POST('/api/v2/users/{username}/reset', named(username)));

/** Resets a user's password. The answer has the new one, which the server generated. */
export const useResetPassword = () => useMutation({ mutationFn: resetPassword });

const endLogins = (username: string): Promise<undefined> =>
  answerTo(api.DELETE('/api/v2/users/{username}/logins', named(username)));

export const useEndLogins = () => useMutation({ mutationFn: endLogins });

const removeUser = (username: string): Promise<undefined> =>
  answerTo(api.DELETE('/api/v2/users/{username}', named(username)));

/** Removes a user. The server removes the user's API keys too. */
export const useRemoveUser = () =>
  useMutation({ mutationFn: removeUser, onSettled: useRefetch('users', 'api-keys') });

const removeSecondFactor = (username: string): Promise<undefined> =>
  answerTo(api.DELETE('/api/v2/users/{username}/second-factor', named(username)));

export const useRemoveSecondFactor = () =>
  useMutation({ mutationFn: removeSecondFactor, onSettled: useRefetch('users') });
