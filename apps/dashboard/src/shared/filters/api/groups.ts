import { type GroupAnswer, type GroupsAnswer, MAX_GROUPS_PER_PAGE } from '@dwell/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answerTo, api } from '../../api/client.js';
import { type Filters, groupsIn } from '../filters.js';

/** A group that somebody has just created must be found: asks again sooner than for figures. In milliseconds. */
const STALE_MS = 5_000;

/** One page has all groups: there are never more. */
const listGroups = (signal: AbortSignal): Promise<GroupsAnswer> =>
  answerTo(api.GET('/api/v2/groups', { params: { query: { limit: MAX_GROUPS_PER_PAGE } }, signal }));

const groupsQuery = queryOptions({
  queryKey: ['groups', 'list'],
  queryFn: ({ signal }) => listGroups(signal),
  select: ({ groups }): GroupAnswer[] => groups,
  staleTime: STALE_MS,
});

/** Returns all groups by name, with the numbers of their members. Asks the API once `enabled` is true. */
export const useGroups = (enabled = true) => useQuery({ ...groupsQuery, enabled });

const NONE: readonly string[] = [];

/**
 * Returns the groups that the filters name and that do not exist. Until the list of groups is there, `isPending` is true.
 * If the list can't be loaded, no group is missing: the API then says which groups it does not know.
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
