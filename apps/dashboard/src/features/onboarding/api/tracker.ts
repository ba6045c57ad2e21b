import type { TrackerAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';

const getTracker = (signal: AbortSignal): Promise<TrackerAnswer> =>
  answerTo(api.GET('/api/v2/tracker', { signal }));

const trackerQuery = queryOptions({
  queryKey: ['tracker'],
  queryFn: ({ signal }) => getTracker(signal),
});

/** Returns the path and hash of the server's tracker. Asks the API once `enabled` is true. */
export const useTracker = (enabled: boolean) => useQuery({ ...trackerQuery, enabled });
