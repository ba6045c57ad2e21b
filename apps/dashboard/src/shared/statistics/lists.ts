import type { TimeWindow } from '@dwell/shared';

/** The session list's own filters and order. A link to exactly the sessions of a figure takes them away. */
const NO_LIST_FILTERS = {
  username: undefined,
  state: undefined,
  min_duration: undefined,
  sort: undefined,
  order: undefined,
} as const;

/** Returns the search parameters of the list of all sessions in a window. Without a window, the page's own one stays. */
export const listOfSessions = (window?: TimeWindow) => ({
  ...NO_LIST_FILTERS,
  ...(window && { range: undefined, from: window.from, to: window.to }),
});

/** The search parameters of the list of all views, without what was searched in it before. */
export const LIST_OF_VIEWS = { view_list: undefined, view_search: undefined } as const;

/** Returns the search parameters of the list of all people in a window, without what was searched in it before. */
export const listOfPeople = (window?: TimeWindow) => ({
  person: undefined,
  ...(window && { range: undefined, from: window.from, to: window.to }),
});
