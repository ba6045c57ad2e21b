import { readText } from '../../shared/filters/search-params.js';

/** The live page's own filter, as it is in the URL. */
export interface LiveSearch {
  /** Shows only the views, tabs and people with this text in their names. */
  find?: string | undefined;
}

export const LIVE_FILTER_NAMES = ['find'] as const satisfies (keyof LiveSearch)[];

export const readLiveSearch = (search: Record<string, unknown>): LiveSearch => ({
  find: readText(search['find']),
});
