import { readText } from '../../shared/filters/search-params.js';

/** The search parameters of the page of groups. */
export interface GroupsSearch {
  /** The group whose members are shown. Without it, the page lists all groups. */
  group?: string | undefined;
}

export const readGroupsSearch = (search: Record<string, unknown>): GroupsSearch => ({
  group: readText(search['group']),
});
