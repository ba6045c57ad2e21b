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

export const readSessionsSearch = (search: Record<string, unknown>): SessionsSearch => {
  const minDuration = readNumber(search['min_duration']);
  return {
    username: readText(search['username']),
    state: readOneOf(STATES, search['state']),
    min_duration:
      minDuration !== undefined && minDuration > 0 && minDuration <= MAX_MIN_DURATION_SECONDS
        ? minDuration
        : undefined,
    sort: readOneOf(SESSION_SORTS, search['sort']),
    order: readOneOf(SORT_ORDERS, search['order']),
  };
};

/**
 * Returns the filters and the order that count with this view filter. Without one, nobody is “here now”. The list is
 * sorted by the time that it shows: on the view if there is a view filter, else on all views.
 */
export const searchFor = (search: SessionsSearch, view: string | undefined): SessionsSearch => {
  const { state, sort } = search;
  const byTime = view === undefined ? 'visible_duration' : 'view_duration';
  return {
    ...search,
    state: state === 'here' && view === undefined ? undefined : state,
    sort: sort === 'visible_duration' || sort === 'view_duration' ? byTime : sort,
  };
};
