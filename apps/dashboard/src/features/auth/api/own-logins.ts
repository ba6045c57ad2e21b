import type { LoginsAnswer } from '@dwell/shared';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const listLogins = (signal: AbortSignal): Promise<LoginsAnswer> =>
  answerTo(api.GET('/api/v2/auth/logins', { signal }));

const loginsQuery = queryOptions({
  queryKey: ['own-logins'],
  queryFn: ({ signal }) => listLogins(signal),
  staleTime: 0,
});

export const useOwnLogins = () => useQuery(loginsQuery);

const endLogin = (id: string): Promise<undefined> =>
  answerTo(api.DELETE('/api/v2/auth/logins/{id}', { params: { path: { id } } }));

/**
 * Ends one login, and fetches the list of logins again. Rejects if the login has already ended; fetches the list then
 * too.
 */
export const useEndLogin = () => useMutation({ mutationFn: endLogin, onSettled: useRefetch('own-logins') });

const endOtherLogins = (): Promise<undefined> => answerTo(api.DELETE('/api/v2/auth/logins'));

export const useEndOtherLogins = () =>
  useMutation({ mutationFn: endOtherLogins, onSettled: useRefetch('own-logins') });
