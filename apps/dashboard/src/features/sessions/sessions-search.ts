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

/** The states that need no view filter. */
const STATES_OF_ALL_VIEWS = STATES.filter((state) => state !== 'here');

/** The sorts that need no view filter. */
const SORTS_OF_ALL_VIEWS = SESSION_SORTS.filter((sort) => sort !== 'view_duration');

/** The session list's own filters and order, as they are in the URL. */
export interface SessionsSearch {
  /** Beginning of the username. */
  username?: string | undefined;
  state?: State | undefined;
  /** Minimum time visible, in seconds; with a view filter, on that view. */
  min_duration?: number | undefined;
  sort?: SessionSort | undefined;
  order?: SortOrder | undefined;
}

/** The filters that only the session list has. */
export const SESSION_FILTER_NAMES = [
  'username',
  'state',
  'min_duration',
] as const satisfies (keyof SessionsSearch)[];

export const DEFAULT_SORT: SessionSort = 'start';
export const DEFAULT_ORDER: SortOrder = 'desc';

/**
 * Reads the session list's own filters. Without a view filter, leaves out the state “here now” and the sort by the time
 * on a view.
 */
export const readSessionsSearch = (
  search: Record<string, unknown>,
  view: string | undefined,
): SessionsSearch => {
  const onView = view !== undefined;
  const minDuration = readNumber(search['min_duration']);
  return {
    username: readText(search['username']),
    state: readOneOf(onView ? STATES : STATES_OF_ALL_VIEWS, search['state']),
    min_duration:
      minDuration !== undefined && minDuration > 0 && minDuration <= MAX_MIN_DURATION_SECONDS
        ? minDuration
        : undefined,
    sort: readOneOf(onView ? SESSION_SORTS : SORTS_OF_ALL_VIEWS, search['sort']),
    order: readOneOf(SORT_ORDERS, search['order']),
  };
};

/**
 * Returns the column that the list is sorted by. A list that is sorted by time is sorted by the time that it shows:
 * with a view filter, the time on that view.
 */
export const sortColumn = (sort: SessionSort | undefined, view: string | undefined): SessionSort => {
  if (sort === 'visible_duration' && view !== undefined) return 'view_duration';
  return sort ?? DEFAULT_SORT;
};

/**
 * Returns the URL's value for a sort by this column. The column of the time on a view has the same value as that of the
 * time on all views, so that the list is still sorted by time when the view filter is removed.
 */
export const sortInUrl = (column: SessionSort): SessionSort =>
  column === 'view_duration' ? 'visible_duration' : column;
