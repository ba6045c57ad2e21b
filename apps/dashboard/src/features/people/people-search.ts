import { SORT_ORDERS, type SortOrder, USER_SORTS, type UserSort } from '@dwell/shared';
import { readOneOf, readText } from '../../shared/filters/search-params.js';

/** The search and the order of the ranking of people, as they are in the URL. */
export interface PeopleSearch {
  /** The ranking lists only the people with this text in their names. */
  person?: string | undefined;
  people_sort?: UserSort | undefined;
  people_order?: SortOrder | undefined;
}

/** The filters that only the ranking has. */
export const PEOPLE_FILTER_NAMES = ['person'] as const satisfies (keyof PeopleSearch)[];

const DEFAULT_SORT: UserSort = 'visible_duration';

export const readPeopleSearch = (search: Record<string, unknown>): PeopleSearch => ({
  person: readText(search['person']),
  people_sort: readOneOf(USER_SORTS, search['people_sort']),
  people_order: readOneOf(SORT_ORDERS, search['people_order']),
});

/**
 * Returns the order of the ranking. Without a choice, the people with the most time come first. If only a column is
 * chosen, usernames ascend, and figures descend.
 */
export const rankingOrder = ({
  people_sort = DEFAULT_SORT,
  people_order,
}: PeopleSearch): { sort: UserSort; order: SortOrder } => ({
  sort: people_sort,
  order: people_order ?? (people_sort === 'username' ? 'asc' : 'desc'),
});
