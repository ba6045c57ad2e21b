import type {
  ConfirmSecondFactorBody,
  ProveIdentityBody,
  RecoveryCodesAnswer,
  SecondFactorAnswer,
  StartedSecondFactorAnswer,
  StartSecondFactorBody,
} from '@dwell/shared';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const getSecondFactor = (signal: AbortSignal): Promise<SecondFactorAnswer> =>
  answerTo(api.GET('/api/v2/auth/second-factor', { signal }));

const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => getSecondFactor(signal),
});

export const useSecondFactor = () => useQuery(secondFactorQuery);

const useRefetchFactor = () => useRefetch('second-factor', 'users');

const start = (body: StartSecondFactorBody): Promise<StartedSecondFactorAnswer> =>
  answerTo(api.POST('/api/v2/auth/second-factor/start', { body }));

export const useStartSecondFactor = () => useMutation({ mutationFn: start });

/** @param setup the value `setup` of the server's answer when the user began to turn the second factor on */
export const useConfirmSecondFactor = (setup = '') =>
  useMutation({
    mutationFn: ({ code }: Omit<ConfirmSecondFactorBody, 'setup'>): Promise<RecoveryCodesAnswer> =>
      answerTo(api.POST('/api/v2/auth/second-factor/confirm', { body: { setup, code } })),
    onSuccess: useRefetchFactor(),
  });

const renewRecoveryCodes = (body: ProveIdentityBody): Promise<RecoveryCodesAnswer> =>
  answerTo(api.POST('/api/v2/auth/second-factor/recovery-codes', { body }));

export const useRenewRecoveryCodes = () =>
  useMutation({ mutationFn: renewRecoveryCodes, onSettled: useRefetchFactor() });

const turnOff = (body: ProveIdentityBody): Promise<undefined> =>
  answerTo(api.POST('/api/v2/auth/second-factor/off', { body }));

export const useTurnOffSecondFactor = () =>
  useMutation({ mutationFn: turnOff, onSettled: useRefetchFactor() });
