import { type SessionSort, SESSION_SORTS, SORT_ORDERS, type SortOrder } from '@dwell/shared';
import { readNumber, readOneOf, readText } from '../../shared/filters/filters.js';

export const STATES = ['active', 'ended'] as const;
export type State = (typeof STATES)[number];

/** The session list's own filters and order, as they stand in the URL. */
export interface SessionsSearch {
  /** Start of a username. */
  username?: string | undefined;
  state?: State | undefined;
  /** Least time visible, in seconds. */
  min_duration?: number | undefined;
  sort?: SessionSort | undefined;
  order?: SortOrder | undefined;
}

export const DEFAULT_SORT: SessionSort = 'start';
export const DEFAULT_ORDER: SortOrder = 'desc';

export const readSessionsSearch = (search: Record<string, unknown>): SessionsSearch => {
  const username = readText(search['username']);
  const state = readOneOf(STATES, search['state']);
  const minDuration = readNumber(search['min_duration']);
  const sort = readOneOf(SESSION_SORTS, search['sort']);
  const order = readOneOf(SORT_ORDERS, search['order']);
  return {
    ...(username !== undefined && { username }),
    ...(state !== undefined && { state }),
    ...(minDuration !== undefined && minDuration > 0 && { min_duration: minDuration }),
    ...(sort !== undefined && { sort }),
    ...(order !== undefined && { order }),
  };
};
