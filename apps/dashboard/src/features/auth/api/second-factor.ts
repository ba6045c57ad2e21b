import type {
  ConfirmSecondFactorBody,
  ProveIdentityBody,
  RecoveryCodesAnswer,
  SecondFactorAnswer,
  StartedSecondFactorAnswer,
  StartSecondFactorBody,
} from '@dwell/shared';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const PATH = '/auth/second-factor';

const getSecondFactor = (signal: AbortSignal): Promise<SecondFactorAnswer> => api.get(PATH, { signal });

const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => getSecondFactor(signal),
});

export const useSecondFactor = () => useQuery(secondFactorQuery);

const useRefetchFactor = () => useRefetch('second-factor', 'users');

const start = (body: StartSecondFactorBody): Promise<StartedSecondFactorAnswer> =>
  api.post(`${PATH}/start`, body);

export const useStartSecondFactor = () => useMutation({ mutationFn: start });

/** @param setup the value `setup` of the server's answer when the user began to turn the second factor on */
export const useConfirmSecondFactor = (setup = '') =>
  useMutation({
    mutationFn: ({ code }: Omit<ConfirmSecondFactorBody, 'setup'>): Promise<RecoveryCodesAnswer> =>
      api.post(`${PATH}/confirm`, { setup, code } satisfies ConfirmSecondFactorBody),
    onSuccess: useRefetchFactor(),
  });

const renewRecoveryCodes = (body: ProveIdentityBody): Promise<RecoveryCodesAnswer> =>
  api.post(`${PATH}/recovery-codes`, body);

export const useRenewRecoveryCodes = () =>
  useMutation({ mutationFn: renewRecoveryCodes, onSettled: useRefetchFactor() });

const turnOff = (body: ProveIdentityBody): Promise<undefined> => api.post(`${PATH}/off`, body);

export const useTurnOffSecondFactor = () =>
  useMutation({ mutationFn: turnOff, onSettled: useRefetchFactor() });
