import { type PeopleSearch, readPeopleSearch } from '../features/people/people-search.js';
import { type TimelineSearch, readTimelineSearch } from '../shared/statistics/timeline-search.js';
import { type LiveSearch, readLiveSearch } from '../features/live/live-search.js';
import { readSessionsSearch, type SessionsSearch } from '../features/sessions/sessions-search.js';
import { readViewsSearch, type ViewsSearch } from '../features/views/views-search.js';
import { type BesideSearch, readBesideSearch } from '../shared/filters/beside.js';
import { type Filters, readFilters } from '../shared/filters/filters.js';

/**
 * The search parameters of every page inside the shell: the filters that these pages share, and those of single pages.
 */
export type PageSearch = Filters &
  BesideSearch &
  TimelineSearch &
  LiveSearch &
  SessionsSearch &
  PeopleSearch &
  ViewsSearch;

/**
 * Reads the search parameters of all pages inside the shell. In the result, a missing or unusable parameter is
 * undefined.
 */
export const readPageSearch = (search: Record<string, unknown>): PageSearch => {
  const filters = readFilters(search);
  return {
    ...filters,
    ...readBesideSearch(search),
    ...readTimelineSearch(search),
    ...readSessionsSearch(search, filters.view),
    ...readPeopleSearch(search),
    ...readLiveSearch(search),
    ...readViewsSearch(search),
  };
};

export const PAGE_SEARCH_NAMES = Object.keys(readPageSearch({})) as (keyof PageSearch)[];
