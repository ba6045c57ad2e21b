import type { QueryValue } from '../../../shared/api/query-string.js';
import type { Scope } from '../../../shared/filters/filters.js';

/** The parameters that all statistics take. */
export const statisticsQuery = ({ window, tz, usernames, view }: Scope): Record<string, QueryValue> => ({
  from: window.from,
  to: window.to,
  tz,
  usernames,
  view,
});

/** How often figures of a window that reaches to now are asked for again. */
export const RUNNING_REFETCH_MS = 60_000;
