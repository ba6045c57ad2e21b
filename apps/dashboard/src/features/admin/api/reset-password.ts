import type { UserWithPasswordAnswer } from '@dwell/shared';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';

const resetPassword = (username: string): Promise<UserWithPasswordAnswer> =>
  api.post(`/users/${encodeURIComponent(username)}/reset`);

export const useResetPassword = () => useMutation({ mutationFn: resetPassword });
