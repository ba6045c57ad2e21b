import type { CreateUserBody, UserWithPasswordAnswer } from '@dwell/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { usersQuery } from './users.js';

const createUser = (body: CreateUserBody): Promise<UserWithPasswordAnswer> => api.post('/users', body);

export const useCreateUser = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: createUser,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey }),
  });
};
