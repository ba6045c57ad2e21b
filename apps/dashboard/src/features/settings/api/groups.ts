import type {
  GroupMembersAnswer,
  GroupNameBody,
  GroupsImportedAnswer,
  ImportMode,
  MembersChangedAnswer,
} from '@dwell/shared';
import { infiniteQueryOptions, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';
import { useRefetch } from '../../../shared/api/use-refetch.js';

const PAGE_SIZE = 100;

/** Returns a function that loads groups, figures and sessions again. All of these depend on the members of groups. */
const useRefetchGroups = () => useRefetch('groups', 'statistics', 'sessions');

const named = (name: string) => ({ params: { path: { name } } });

export const useCreateGroup = () =>
  useMutation({
    mutationFn: (body: GroupNameBody) => answerTo(api.POST('/api/v2/groups', { body })),
    onSuccess: useRefetchGroups(),
  });

/** Gives the group `name` another name. */
export const useRenameGroup = (name: string) =>
  useMutation({
    mutationFn: async (body: GroupNameBody): Promise<string> => {
      await answerTo(api.PATCH('/api/v2/groups/{name}', { ...named(name), body }));
      return body.name;
    },
    onSuccess: useRefetchGroups(),
  });

export const useRemoveGroup = () =>
  useMutation({
    mutationFn: (name: string): Promise<undefined> =>
      answerTo(api.DELETE('/api/v2/groups/{name}', named(name))),
    onSettled: useRefetchGroups(),
  });

const membersQuery = (name: string) =>
  infiniteQueryOptions({
    queryKey: ['groups', 'members', name],
    queryFn: ({ pageParam, signal }): Promise<GroupMembersAnswer> =>
      answerTo(
        api.GET('/api/v2/groups/{name}/members', {
          params: { path: { name }, query: { limit: PAGE_SIZE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ members }) => members),
  });

/** Returns the loaded part of a group's members, by username. */
export const useMembers = (name: string) => useInfiniteQuery(membersQuery(name));

export const useAddMembers = (name: string) =>
  useMutation({
    mutationFn: (usernames: string[]): Promise<MembersChangedAnswer> =>
      answerTo(api.POST('/api/v2/groups/{name}/members', { ...named(name), body: { usernames } })),
    onSuccess: useRefetchGroups(),
  });

/** Removes one member whom an admin added to the group. */
export const useRemoveMember = (name: string) =>
  useMutation({
    mutationFn: (username: string): Promise<undefined> =>
      answerTo(
        api.DELETE('/api/v2/groups/{name}/members/{username}', { params: { path: { name, username } } }),
      ),
    onSettled: useRefetchGroups(),
  });

interface Import {
  csv: string;
  mode: ImportMode;
}

const importGroups = ({ csv, mode }: Import): Promise<GroupsImportedAnswer> =>
  answerTo(
    api.POST('/api/v2/groups/import', {
      params: { query: { mode } },
      body: csv,
      bodySerializer: (text: string) => text,
      headers: { 'content-type': 'text/csv' },
    }),
  );

export const useImportGroups = () => useMutation({ mutationFn: importGroups, onSuccess: useRefetchGroups() });

/** The address of the file with all groups. Its first character tells Excel that the file is UTF-8. */
export const GROUPS_FILE = '/api/v2/groups/export?bom=true';
