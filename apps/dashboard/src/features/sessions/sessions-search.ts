import { type SessionSort, SESSION_SORTS, SORT_ORDERS, type SortOrder } from '@dwell/shared';
import { readNumber, readOneOf, readText } from '../../shared/filters/search-params.js';

export const STATES = ['active', 'ended'] as const;
type State = (typeof STATES)[number];

/** The session list's own filters and order, as they are in the URL. */
export interface SessionsSearch {
  /** Beginning of the username. */
  username?: string | undefined;
  state?: State | undefined;
  /** Minimum time visible, in seconds. */
  min_duration?: number | undefined;
  sort?: SessionSort | undefined;
  order?: SortOrder | undefined;
}

export const DEFAULT_SORT: SessionSort = 'start';
export const DEFAULT_ORDER: SortOrder = 'desc';

export const readSessionsSearch = (search: Record<string, unknown>): SessionsSearch => {
  const minDuration = readNumber(search['min_duration']);
  return {
    username: readText(search['username']),
    state: readOneOf(STATES, search['state']),
    min_duration: minDuration !== undefined && minDuration > 0 ? minDuration : undefined,
    sort: readOneOf(SESSION_SORTS, search['sort']),
    order: readOneOf(SORT_ORDERS, search['order']),
  };
};
