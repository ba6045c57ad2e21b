import { type GroupAnswer, type GroupsAnswer, MAX_GROUPS_PER_PAGE } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answerTo, api } from '../../api/client.js';
import { type Filters, groupsIn } from '../filters.js';

/**
 * How long the list of groups counts as fresh, in milliseconds. Shorter than for figures, so that a new group is found.
 */
const STALE_MS = 5_000;

/** Loads all groups: as many can exist as one page holds. */
const listGroups = (signal: AbortSignal): Promise<GroupsAnswer> =>
  answerTo(api.GET('/api/v2/groups', { params: { query: { limit: MAX_GROUPS_PER_PAGE } }, signal }));

const groupsQuery = queryOptions({
  queryKey: ['groups', 'list'],
  queryFn: ({ signal }) => listGroups(signal),
  select: ({ groups }): GroupAnswer[] => groups,
  staleTime: STALE_MS,
});

/** Returns all groups, sorted by name, with the numbers of their members. Asks the API once `enabled` is true. */
export const useGroups = (enabled = true) => useQuery({ ...groupsQuery, enabled });

const NONE: readonly string[] = [];

/**
 * Returns the groups that the filters name and that do not exist. While the list of groups is loading, `isPending` is
 * true. If the list can't be loaded, returns no group: the API's answer then names the groups that it does not know.
 */
export const useMissingGroups = (filters: Filters): { missing: readonly string[]; isPending: boolean } => {
  const { groups, not_groups } = filters;
  const named = useMemo(() => groupsIn({ groups, not_groups }), [groups, not_groups]);
  const { data, isPending } = useGroups(named.length > 0);
  const missing = useMemo(() => {
    if (!data) return NONE;
    const existing = new Set(data.map(({ name }) => name));
    return named.filter((name) => !existing.has(name));
  }, [data, named]);
  return { missing, isPending: named.length > 0 && isPending };
};
