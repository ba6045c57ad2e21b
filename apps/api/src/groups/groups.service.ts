import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import {
  DEFAULT_GROUPS_PER_PAGE,
  type GroupAnswer,
  type GroupMembersAnswer,
  type GroupsAnswer,
  type GroupsExportQuery,
  type GroupsImportedAnswer,
  type GroupsQuery,
  type ImportMode,
  isGroupName,
  isLegalString,
  MAX_GROUP_MEMBERS,
  MAX_GROUPS,
  MAX_GROUPS_PER_PAGE,
  type MembersChangedAnswer,
  type MembershipSource,
  toSeconds,
} from '@dwell/shared';
import { invalidCursor, readCursor, writeCursor } from '../http/cursors.js';
import type { Export } from '../http/formats/exports.js';
import { csvWriter, writeInParts } from '../http/formats/row-writers.js';
import { Clock } from '../platform/clock.js';
import { GROUP_COLUMNS, type GroupRow, readGroupFile } from './group-files.js';
import {
  type GroupMember,
  GroupStore,
  type ListedGroup,
  type MembersChange,
} from '../store/ports/group-store.js';

export const NO_GROUP = 'There is no group of this name';
export const NAME_TAKEN = 'There is a group of this name already';
export const NOT_A_MEMBER = 'No admin has put this user into the group';
export const tooManyMembers = (group: string): string =>
  `Admins can put at most ${MAX_GROUP_MEMBERS.toLocaleString('en')} members into a group: ${group}`;

/** Lists groups and their members, and changes them for admins. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly store: GroupStore,
    private readonly clock: Clock,
  ) {}

  async list({ limit = DEFAULT_GROUPS_PER_PAGE, cursor }: GroupsQuery): Promise<GroupsAnswer> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const found = await this.store.listGroups({ after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      description: 'Groups',
      groups: page.map(answer),
      ...(found.length > page.length && last ? { next_cursor: writeCursor([last.name]) } : {}),
    };
  }

  /** @throws ConflictException if the name is taken or there are MAX_GROUPS */
  async create(name: string): Promise<GroupAnswer> {
    const createdAt = this.clock.now();
    const outcome = await this.store.createGroup(name, createdAt);
    if (outcome === 'name-taken') throw new ConflictException(NAME_TAKEN);
    if (outcome === 'too-many-groups') throw tooManyGroups();
    return answer({ name, createdAt, members: 0 });
  }

  /**
   * @throws NotFoundException if there is no such group, ConflictException if the new name is taken or tokens name the
   * group
   */
  async rename(name: string, newName: string): Promise<void> {
    const outcome = await this.store.renameGroup(existing(name), newName);
    if (outcome === 'no-group') throw noGroup();
    if (outcome === 'name-taken') throw new ConflictException(NAME_TAKEN);
    if (outcome === 'token-members') {
      throw new ConflictException('Tokens name this group, and would go on naming it: change the name there');
    }
  }

  /** @throws NotFoundException if there is no such group */
  async remove(name: string): Promise<void> {
    if (!(await this.store.removeGroup(existing(name)))) throw noGroup();
  }

  /** @throws NotFoundException if there is no such group */
  async listMembers(
    name: string,
    { limit = DEFAULT_GROUPS_PER_PAGE, cursor }: GroupsQuery,
  ): Promise<GroupMembersAnswer> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, name);
    const found = await this.store.listMembers(existing(name), { after, limit: limit + 1 });
    if (!found) throw noGroup();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      description: 'Group members',
      members: page.map(({ username, sources }) => ({ username, sources: [...sources] })),
      ...(found.length > page.length && last ? { next_cursor: writeCursor([name, last.username]) } : {}),
    };
  }

  /**
   * @throws NotFoundException if there is no such group, ConflictException if it would have more than MAX_GROUP_MEMBERS
   * members whom admins put into it
   */
  async changeMembers(name: string, change: MembersChange): Promise<MembersChangedAnswer> {
    const done = await this.store.changeMembers(existing(name), change);
    if (done.outcome === 'done') return { added: done.added, removed: done.removed };
    throw done.outcome === 'no-group' ? noGroup() : new ConflictException(tooManyMembers(name));
  }

  /** @throws NotFoundException if there is no such group, or if no admin has put the user into it */
  async removeMember(name: string, username: string): Promise<void> {
    const usernames = isLegalString(username) ? [username] : [];
    const { removed } = await this.changeMembers(name, { act: 'remove', usernames });
    if (removed === 0) throw new NotFoundException(NOT_A_MEMBER);
  }

  /**
   * Imports a CSV file. If the file is refused, changes nothing; for an exception on MongoDB see
   * {@link GroupStore.importGroups}.
   * @throws InvalidFields that name the lines of the file, ConflictException if there would be too many groups or
   * members
   */
  async importCsv(csv: string, mode: ImportMode): Promise<GroupsImportedAnswer> {
    const groups = await readGroupFile(csv);
    const act = mode === 'replace' ? 'set' : 'add';
    const done = await this.store.importGroups({ act, groups }, this.clock.now());
    if (done.outcome === 'too-many-groups') throw tooManyGroups();
    if (done.outcome === 'too-many-members') throw new ConflictException(tooManyMembers(done.group));
    return { created: done.created, added: done.added, removed: done.removed };
  }

  /**
   * Returns all groups with their members as a CSV file, which {@link importCsv} understands. With `source`, the file
   * has only the members from this source: an admin, or a token.
   */
  exportCsv({ source, bom }: GroupsExportQuery): Export {
    const writer = csvWriter(GROUP_COLUMNS, { bom });
    const window = { from: undefined, to: toSeconds(this.clock.now()) };
    const parts = writeInParts(writer, this.rows(source));
    return { format: 'csv', name: 'groups', window, tz: 'UTC', head: writer.head, parts };
  }

  private async *rows(source: MembershipSource | undefined): AsyncGenerator<GroupRow[]> {
    for await (const group of this.namesOfGroups()) {
      let hasRows = false;
      for await (const members of this.pagesOfMembers(group)) {
        const shown = members.filter(({ sources }) => source === undefined || sources.includes(source));
        hasRows ||= shown.length > 0;
        yield shown.map(({ username }) => ({ group, username }));
      }
      if (!hasRows) yield [{ group, username: null }];
    }
  }

  private async *namesOfGroups(): AsyncGenerator<string> {
    for (let after: string | undefined; ;) {
      const page = await this.store.listGroups({ after, limit: DEFAULT_GROUPS_PER_PAGE });
      for (const { name } of page) yield name;
      after = page.at(-1)?.name;
      if (after === undefined) return;
    }
  }

  private async *pagesOfMembers(name: string): AsyncGenerator<readonly GroupMember[]> {
    for (let after: string | undefined; ;) {
      const page = (await this.store.listMembers(name, { after, limit: MAX_GROUPS_PER_PAGE })) ?? [];
      after = page.at(-1)?.username;
      if (after === undefined) return;
      yield page;
    }
  }
}

const noGroup = (): NotFoundException => new NotFoundException(NO_GROUP);

const tooManyGroups = (): ConflictException =>
  new ConflictException(`There can be at most ${MAX_GROUPS.toLocaleString('en')} groups`);

/** Returns the name in a URL's path if a group can have such a name. @throws NotFoundException if not */
const existing = (name: string): string => {
  if (!isGroupName(name)) throw noGroup();
  return name;
};

const answer = ({ name, createdAt, members }: ListedGroup): GroupAnswer => ({
  name,
  created_at: toSeconds(createdAt),
  members,
});

/**
 * Returns the name with which the previous page ended: the last value in its cursor. The other values in the cursor
 * say which list it belongs to, and must be `scope`.
 * @throws InvalidFields if `text` is not a cursor, or is one of another list.
 */
const decodeCursor = (text: string, ...scope: readonly string[]): string => {
  const values = readCursor(text);
  const last = values.pop();
  if (!isLegalString(last) || values.length !== scope.length) throw invalidCursor();
  if (values.some((value, index) => value !== scope[index])) throw invalidCursor('belongs to another list');
  return last;
};
