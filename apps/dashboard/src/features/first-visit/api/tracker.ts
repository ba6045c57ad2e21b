import type { TrackerAnswer } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../shared/api/client.js';

const getTracker = (signal: AbortSignal): Promise<TrackerAnswer> => api.get('/tracker', { signal });

const trackerQuery = queryOptions({
  queryKey: ['tracker'],
  queryFn: ({ signal }) => getTracker(signal),
});

/** The tracker that the server serves; asked for once `wanted`. */
export const useTracker = (wanted: boolean) => useQuery({ ...trackerQuery, enabled: wanted });
