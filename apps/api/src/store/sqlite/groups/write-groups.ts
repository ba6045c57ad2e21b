import { MAX_GROUP_MEMBERS, MAX_GROUPS } from '@dwell/shared';
import { type Kysely, sql } from 'kysely';
import { isDeepStrictEqual } from 'node:util';
import type {
  Group,
  GroupsImport,
  ImportOutcome,
  MembersChange,
  MembersOutcome,
  TokenGroups,
} from '../../ports/group-store.js';
import { type Statements, valuesOf } from '../connection/kysely.js';
import type { Tables } from '../schema/tables.js';
import { tokenGroupsOf } from './read-groups.js';

const members = sql.table('group_members');

/** Thrown to undo a transaction that would let admins put more than MAX_GROUP_MEMBERS members into a group. */
class TooManyMembers extends Error {
  constructor(readonly group: string) {
    super('too many members');
  }
}

/** The methods of sqliteGroups that run on the worker that commits. */
export const groupWriteMethods = (db: Kysely<Tables>, statements: Statements) => {
  const idOf = (name: string): number | undefined =>
    statements.first(db.selectFrom('groups').select('id').where('name', '=', name))?.id;

  const countGroups = (): number =>
    statements.first(db.selectFrom('groups').select(({ fn }) => fn.countAll<number>().as('count')))?.count ??
    0;

  const insertGroup = (name: string, createdAt: number): void => {
    statements.run(db.insertInto('groups').values({ name, created_at: createdAt }));
  };

  /** Changes the members whom admins put into a group. @throws TooManyMembers */
  const change = (id: number, name: string, { act, usernames }: MembersChange) => {
    const named = valuesOf(usernames);
    const ofAdmins = sql`group_id = ${id} and source = 'admin'`;
    const removed =
      act === 'add'
        ? 0
        : statements.run(
            act === 'set'
              ? sql`delete from ${members} where ${ofAdmins} and username not in ${named}`
              : sql`delete from ${members} where ${ofAdmins} and username in ${named}`,
          );
    if (act === 'remove') return { added: 0, removed };
    const added = statements.run(
      sql`insert or ignore into ${members} (group_id, username, source) select ${id}, value, 'admin' from ${named}`,
    );
    const count = statements.first(
      sql<{ count: number }>`select count(*) as count from ${members} where ${ofAdmins}`,
    );
    if (added > 0 && (count?.count ?? 0) > MAX_GROUP_MEMBERS) throw new TooManyMembers(name);
    return { added, removed };
  };

  const isRecorded = ({ username, issuedAt, groups }: TokenGroups): boolean => {
    const stored = statements.first(
      db.selectFrom('token_people').select('issued_at').where('username', '=', username),
    );
    if (!stored || stored.issued_at < issuedAt) return false;
    return stored.issued_at > issuedAt || isDeepStrictEqual(tokenGroupsOf(db, statements, username), groups);
  };

  const putTokenGroups = ({ username, groups, issuedAt }: TokenGroups): void => {
    statements.run(db.replaceInto('token_people').values({ username, issued_at: issuedAt }));
    statements.run(
      db.deleteFrom('group_members').where('username', '=', username).where('source', '=', 'token'),
    );
    statements.run(sql`
      insert into ${members} (group_id, username, source)
      select id, ${username}, 'token' from ${sql.table('groups')}
      where name in ${valuesOf(groups)}`);
  };

  return {
    createGroup: (name: string, createdAt: number): 'done' | 'name-taken' | 'too-many-groups' =>
      statements.inTransaction(() => {
        if (idOf(name) !== undefined) return 'name-taken';
        if (countGroups() >= MAX_GROUPS) return 'too-many-groups';
        insertGroup(name, createdAt);
        return 'done';
      }),

    renameGroup: (name: string, newName: string): 'done' | 'no-group' | 'name-taken' | 'token-members' =>
      statements.inTransaction(() => {
        const id = idOf(name);
        if (id === undefined) return 'no-group';
        if (newName === name) return 'done';
        if (idOf(newName) !== undefined) return 'name-taken';
        const fromToken = db
          .selectFrom('group_members')
          .select('username')
          .where('group_id', '=', id)
          .where('source', '=', 'token')
          .limit(1);
        if (statements.first(fromToken)) return 'token-members';
        statements.run(db.updateTable('groups').set({ name: newName }).where('id', '=', id));
        return 'done';
      }),

    removeGroup: (name: string): boolean =>
      statements.inTransaction(() => {
        const id = idOf(name);
        if (id === undefined) return false;
        statements.run(db.deleteFrom('group_members').where('group_id', '=', id));
        statements.run(db.deleteFrom('groups').where('id', '=', id));
        return true;
      }),

    changeMembers: (name: string, members: MembersChange): MembersOutcome =>
      refusing(() =>
        statements.inTransaction((): MembersOutcome => {
          const id = idOf(name);
          return id === undefined
            ? { outcome: 'no-group' }
            : { outcome: 'done', ...change(id, name, members) };
        }),
      ),

    importGroups: ({ act, groups }: GroupsImport, createdAt: number): ImportOutcome =>
      refusing(() =>
        statements.inTransaction((): ImportOutcome => {
          const missing = groups.filter(({ name }) => idOf(name) === undefined);
          if (countGroups() + missing.length > MAX_GROUPS) return { outcome: 'too-many-groups' };
          for (const { name } of missing) insertGroup(name, createdAt);
          const sum = { created: missing.length, added: 0, removed: 0 };
          for (const { name, usernames } of groups) {
            const { added, removed } = change(idOf(name) ?? 0, name, { act, usernames });
            sum.added += added;
            sum.removed += removed;
          }
          return { outcome: 'done', ...sum };
        }),
      ),

    recordTokenGroups: (tokens: readonly TokenGroups[], now: number): void => {
      statements.inTransaction(() => {
        for (const token of tokens) {
          if (isRecorded(token)) continue;
          const missing = token.groups.filter((name) => idOf(name) === undefined);
          const created = missing.slice(0, Math.max(0, MAX_GROUPS - countGroups()));
          for (const name of created) insertGroup(name, now);
          const groups = token.groups.filter((name) => !missing.includes(name) || created.includes(name));
          if (!isRecorded({ ...token, groups })) putTokenGroups({ ...token, groups });
        }
      });
    },

    putGroup: ({ name, createdAt, usernames }: Group): void => {
      statements.inTransaction(() => {
        if (idOf(name) === undefined) insertGroup(name, createdAt);
        statements.run(db.updateTable('groups').set({ created_at: createdAt }).where('name', '=', name));
        change(idOf(name) ?? 0, name, { act: 'set', usernames });
      });
    },

    putTokenGroups: (token: TokenGroups): void => {
      statements.inTransaction(() => {
        putTokenGroups(token);
      });
    },
  };
};

/** Returns what `work` returns. If `work` throws TooManyMembers, returns the outcome that names the group instead. */
const refusing = <T>(work: () => T): T | { outcome: 'too-many-members'; group: string } => {
  try {
    return work();
  } catch (error) {
    if (error instanceof TooManyMembers) return { outcome: 'too-many-members', group: error.group };
    throw error;
  }
};
