import { SORT_ORDERS, type SortOrder } from '@dwell/shared';
import { readNumber, readOneOf, readText } from '../../shared/filters/search-params.js';

/** The columns by which the table of views can be sorted. */
export const VIEW_SORTS = [
  'view',
  'visible_duration',
  'share',
  'change',
  'visits',
  'users',
  'mean_visit_duration',
  'median_visit_duration',
  'p95_visit_duration',
  'here_now',
] as const;
export type ViewSort = (typeof VIEW_SORTS)[number];

export const DEFAULT_VIEW_SORT: ViewSort = 'visible_duration';

/**
 * What the page of all views lists: the views with time, or the report about those that are not used or left at once.
 */
export const VIEW_LISTS = ['used', 'unused'] as const;
export type ViewList = (typeof VIEW_LISTS)[number];

/** The search parameters that only the page of all views has. */
export interface ViewsSearch {
  /** Default: `used`. */
  view_list?: ViewList | undefined;
  /** A part of the names of the views that are listed. */
  view_search?: string | undefined;
  view_sort?: ViewSort | undefined;
  /** Default: `desc`. */
  view_order?: SortOrder | undefined;
  /** A view or tab is left at once if its median visit is shorter than this, in seconds. Default: the API's. */
  left_within?: number | undefined;
}

/** The filters that only the page of all views has. */
export const VIEWS_FILTER_NAMES = ['view_search', 'left_within'] as const satisfies (keyof ViewsSearch)[];

/** The longest `left_within` that the API takes, in seconds. */
const MAX_LEFT_WITHIN = 86_400;

/** Reads the search parameters of the page of all views. A value that the page or the API can't use is undefined. */
export const readViewsSearch = (search: Record<string, unknown>): ViewsSearch => {
  const leftWithin = readNumber(search['left_within']);
  return {
    view_list: readOneOf(VIEW_LISTS, search['view_list']),
    view_search: readText(search['view_search']),
    view_sort: readOneOf(VIEW_SORTS, search['view_sort']),
    view_order: readOneOf(SORT_ORDERS, search['view_order']),
    left_within:
      leftWithin !== undefined && leftWithin > 0 && leftWithin <= MAX_LEFT_WITHIN ? leftWithin : undefined,
  };
};
