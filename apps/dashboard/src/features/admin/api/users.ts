import type { UsersAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';

const listUsers = (signal: AbortSignal): Promise<UsersAnswer> => api.get('/users', { signal });

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => listUsers(signal),
  select: ({ users }) => users,
});

export const useUsers = () => useQuery(usersQuery);
