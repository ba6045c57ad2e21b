import { useQuery } from '@tanstack/react-query';
import { viewsQuery } from '../../../shared/filters/api/views.js';
import { LIVE_REFETCH_MS, type Scope } from '../../../shared/filters/scope.js';

/** Returns the figures of the views and tabs in the scope, and how many sessions are here now on each view. */
export const useViewFigures = (scope: Scope) =>
  useQuery({
    ...viewsQuery(scope),
    // The sessions that are here now change even when the window is over.
    refetchInterval: LIVE_REFETCH_MS,
  });
