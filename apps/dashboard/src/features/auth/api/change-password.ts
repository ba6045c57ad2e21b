import type { ChangePasswordBody } from '@dwell/shared';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';

const changePassword = (body: ChangePasswordBody): Promise<unknown> => api.post('/auth/password', body);

export const useChangePassword = () => useMutation({ mutationFn: changePassword });
