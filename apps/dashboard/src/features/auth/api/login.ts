import type { LoginBody, MeAnswer } from '@dwell/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { meQuery } from './me.js';

const login = (body: LoginBody): Promise<MeAnswer> => api.post('/auth/login', body);

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
