import { Injectable } from '@nestjs/common';
import { MAX_PEOPLE_OF_GROUPS } from '@dwell/shared';
import { GroupStore } from '../store/ports/group-store.js';
import { InvalidFields } from './validation.js';

/** Finds the people of the groups that a query names. */
@Injectable()
export class GroupMembers {
  constructor(private readonly groups: GroupStore) {}

  /**
   * Resolves to the people who are in at least one of the groups at this time, sorted by code points and without repeats.
   * @param field the parameter that names the groups, for errors
   * @throws InvalidFields if there is no group of one of the names, or if the groups have more people than
   * MAX_PEOPLE_OF_GROUPS
   */
  async usernamesOf(groups: readonly string[], field = 'groups'): Promise<string[]> {
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
