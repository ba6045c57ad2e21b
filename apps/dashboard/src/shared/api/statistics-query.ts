import type { Scope } from '../filters/filters.js';
import type { QueryValue } from './query-string.js';

/** The parameters that all statistics take. */
export const statisticsQuery = ({ window, tz, usernames, view }: Scope): Record<string, QueryValue> => ({
  from: window.from,
  to: window.to,
  tz,
  usernames,
  view,
});

/** How often what still changes is asked for again. */
export const LIVE_REFETCH_MS = 60_000;

/** The figures of a window that is over stay as they are. */
export const refetchIntervalOf = ({ running }: Scope): number | false => (running ? LIVE_REFETCH_MS : false);
