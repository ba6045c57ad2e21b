import {
  MAX_MIN_DURATION_SECONDS,
  type SessionSort,
  SESSION_SORTS,
  SORT_ORDERS,
  type SortOrder,
} from '@dwell/shared';
import { readNumber, readOneOf, readText } from '../../shared/filters/search-params.js';

/** `here`: active, and the filtered view is visible at this moment. */
export const STATES = ['active', 'ended', 'here'] as const;
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

/** Reads the search parameters. Ignores what needs a view filter if there is none. */
export const readSessionsSearch = (search: Record<string, unknown>): SessionsSearch => {
  const state = readOneOf(STATES, search['state']);
  const hasView = readText(search['view']) !== undefined;
  const minDuration = readNumber(search['min_duration']);
  return {
    username: readText(search['username']),
    state: state === 'here' && !hasView ? undefined : state,
    min_duration:
      minDuration !== undefined && minDuration > 0 && minDuration <= MAX_MIN_DURATION_SECONDS
        ? minDuration
        : undefined,
    sort: readOneOf(SESSION_SORTS, search['sort']),
    order: readOneOf(SORT_ORDERS, search['order']),
  };
};
