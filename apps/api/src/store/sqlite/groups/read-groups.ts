import type { MembershipSource } from '@dwell/shared';
import { type Kysely, sql } from 'kysely';
import type { Group, GroupMember, ListedGroup, PageQuery, TokenGroups } from '../../ports/group-store.js';
import { type Statements, valuesOf } from '../connection/kysely.js';
import type { Tables } from '../schema/tables.js';

const groups = sql.table('groups');
const members = sql.table('group_members');
const tokenPeople = sql.table('token_people');

/** The methods of sqliteGroups that run on the worker that reads. */
export const groupReadMethods = (db: Kysely<Tables>, statements: Statements) => ({
  listGroups: ({ after = '', limit }: PageQuery): ListedGroup[] =>
    statements.all(sql<ListedGroup>`
      select name, created_at as createdAt,
        (select count(distinct username) from ${members} where group_id = id) as members
      from ${groups} where name > ${after} order by name limit ${limit}`),

  listMembers: (name: string, { after = '', limit }: PageQuery): GroupMember[] | undefined => {
    const group = statements.first(db.selectFrom('groups').select('id').where('name', '=', name));
    return (
      group &&
      statements
        .all(
          sql<{ username: string; sources: string }>`
            select username, group_concat(source) as sources from ${members}
            where group_id = ${group.id} and username > ${after}
            group by username order by username limit ${limit}`,
        )
        .map(({ username, sources }) => ({ username, sources: sources.split(',') as MembershipSource[] }))
    );
  },

  usernamesOf: (names: readonly string[], limit: number): { usernames: string[]; unknown: string[] } => {
    const known = statements.all(
      sql<{ id: number; name: string }>`
        select id, name from ${groups} where name in ${valuesOf(names)}`,
    );
    const ids = known.map(({ id }) => id);
    const found = statements.all(
      sql<{ username: string }>`
        select distinct username from ${members}
        where group_id in ${valuesOf(ids)} order by username limit ${limit}`,
    );
    const knownNames = new Set(known.map(({ name }) => name));
    return {
      usernames: found.map(({ username }) => username),
      unknown: names.filter((name) => !knownNames.has(name)),
    };
  },

  readGroups: ({ after = '', limit }: PageQuery): Group[] =>
    statements
      .all(db.selectFrom('groups').selectAll().where('name', '>', after).orderBy('name').limit(limit))
      .map(({ id, name, created_at }) => ({
        name,
        createdAt: created_at,
        usernames: statements
          .all(
            db
              .selectFrom('group_members')
              .select('username')
              .where('group_id', '=', id)
              .where('source', '=', 'admin')
              .orderBy('username'),
          )
          .map(({ username }) => username),
      })),

  readTokenGroups: ({ after = '', limit }: PageQuery): TokenGroups[] =>
    statements
      .all(
        sql<{ username: string; issued_at: number }>`
          select username, issued_at from ${tokenPeople} where username > ${after} order by username limit ${limit}`,
      )
      .map(({ username, issued_at }) => ({
        username,
        groups: tokenGroupsOf(db, statements, username),
        issuedAt: issued_at,
      })),
});

/** Returns the names of the groups that the person's token named, in the order of code points. */
export const tokenGroupsOf = (db: Kysely<Tables>, statements: Statements, username: string): string[] =>
  statements
    .all(
      db
        .selectFrom('group_members')
        .innerJoin('groups', 'id', 'group_id')
        .select('name')
        .where('username', '=', username)
        .where('source', '=', 'token')
        .orderBy('name'),
    )
    .map(({ name }) => name);
