import type { RefusedOriginsAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';

/** How often to look for refused origins: so often that an origin is listed soon after its page was refused. */
const REFETCH_MS = 5_000;

const listRefusedOrigins = (signal: AbortSignal): Promise<RefusedOriginsAnswer> =>
  answerTo(api.GET('/api/v2/refused-origins', { signal }));

const refusedOriginsQuery = queryOptions({
  queryKey: ['refused-origins'],
  queryFn: ({ signal }) => listRefusedOrigins(signal),
  select: ({ refused_origins }) => refused_origins,
  refetchInterval: REFETCH_MS,
});

/** Returns the origins whose pages the server has refused, the latest first. Only admins may ask. */
export const useRefusedOrigins = () => useQuery(refusedOriginsQuery);
