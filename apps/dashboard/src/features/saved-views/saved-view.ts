import { SAVED_VIEW_PAGES, type SavedViewBody, type SavedViewPage } from '@dwell/shared';

/** A page with its filters, as a saved view has them. */
export type OpenPage = Pick<SavedViewBody, 'page' | 'query'>;

export const PAGE_PATHS = {
  overview: '/',
  live: '/live',
  views: '/views',
  people: '/people',
  sessions: '/sessions',
} as const satisfies Record<SavedViewPage, string>;

/**
 * Returns the page at a path, with the filters in the URL's query; undefined if the page can't be saved.
 * @param search the query of the URL, which begins with `?` or is empty
 */
export const openPageAt = (pathname: string, search: string): OpenPage | undefined => {
  const page = SAVED_VIEW_PAGES.find((each) => PAGE_PATHS[each] === pathname);
  return page && { page, query: search.replace(/^\?/, '') };
};

/** Returns whether both are the same page with the same filters, in whatever order the URLs have them. */
export const isSamePage = (a: OpenPage, b: OpenPage): boolean =>
  a.page === b.page && sorted(a.query) === sorted(b.query);

const sorted = (query: string): string => {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return parameters.toString();
};
