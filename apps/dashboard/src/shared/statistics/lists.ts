import type { TimeWindow } from '@dwell/shared';

/** Clears the session list's own filters and order, so that a link leads to exactly the sessions of a figure. */
const NO_LIST_FILTERS = {
  username: undefined,
  state: undefined,
  min_duration: undefined,
  sort: undefined,
  order: undefined,
} as const;

/** Returns the search parameters of the list of all sessions in a window. Default: the window of the page's filters. */
export const listOfSessions = (window?: TimeWindow) => ({
  ...NO_LIST_FILTERS,
  ...(window && { range: undefined, from: window.from, to: window.to }),
});

/** The search parameters of the list of all views. They clear the list's own search. */
export const LIST_OF_VIEWS = { view_list: undefined, view_search: undefined } as const;

/** Returns the search parameters of the list of all people in a window. They clear the list's own search. */
export const listOfPeople = (window?: TimeWindow) => ({
  person: undefined,
  ...(window && { range: undefined, from: window.from, to: window.to }),
});
