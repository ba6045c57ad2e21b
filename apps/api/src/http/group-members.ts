import { Inject, Injectable } from '@nestjs/common';
import { MAX_PEOPLE_OF_GROUPS, type PeopleSelection } from '@dwell/shared';
import { GroupStore } from '../store/ports/group-store.js';
import { InvalidFields } from './validation.js';

/**
 * People by their usernames: only those of `usernames`, or all but those of `notUsernames`. At most one of the lists is
 * there; without a list, everybody is selected.
 */
export interface SelectedPeople {
  readonly usernames?: readonly string[];
  readonly notUsernames?: readonly string[];
}

/** Finds the people whom a query selects by usernames and groups. */
@Injectable()
export class GroupMembers {
  constructor(@Inject(GroupStore) private readonly groups: Pick<GroupStore, 'usernamesOf'>) {}

  /**
   * Resolves to the people whom a query selects. Whoever is both selected and excluded is excluded.
   * @throws InvalidFields as {@link usernamesOf} does
   */
  async select(query: PeopleSelection): Promise<SelectedPeople> {
    const { usernames, groups, not_usernames: notUsernames, not_groups: notGroups } = query;
    const [members, notMembers] = await Promise.all([
      groups && this.usernamesOf(groups, 'groups'),
      notGroups && this.usernamesOf(notGroups, 'not_groups'),
    ]);
    const included = union(usernames, members);
    const excluded = union(notUsernames, notMembers);
    if (!excluded) return { usernames: included && [...included] };
    if (!included) return { notUsernames: [...excluded] };
    return { usernames: [...included].filter((username) => !excluded.has(username)) };
  }

  /**
   * Resolves to the people who are in at least one of the groups at this time, sorted by code points and without
   * repeats.
   * @param field the parameter that names the groups, for errors
   * @throws InvalidFields if there is no group of one of the names, or if the groups have more people than
   * MAX_PEOPLE_OF_GROUPS
   */
  async usernamesOf(groups: readonly string[], field: string): Promise<string[]> {
    const { usernames, unknown } = await this.groups.usernamesOf(groups, MAX_PEOPLE_OF_GROUPS + 1);
    if (unknown.length > 0) {
      throw new InvalidFields(
        unknown.map((name) => ({ field, message: `names a group that does not exist: ${name}` })),
      );
    }
    if (usernames.length > MAX_PEOPLE_OF_GROUPS) {
      const most = MAX_PEOPLE_OF_GROUPS.toLocaleString('en');
      throw new InvalidFields([{ field, message: `must have at most ${most} people together` }]);
    }
    return usernames;
  }
}

/** Returns the names of both lists together; undefined if both lists are undefined. */
const union = (
  some: readonly string[] | undefined,
  others: readonly string[] | undefined,
): ReadonlySet<string> | undefined =>
  some || others ? new Set([...(some ?? []), ...(others ?? [])]) : undefined;
