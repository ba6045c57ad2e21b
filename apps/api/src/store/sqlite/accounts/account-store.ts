import type { Role } from '@dwell/shared';
import type { Kysely } from 'kysely';
import { decodeSecondFactor, encodeSecondFactor } from '../../model/second-factor.js';
import type {
  ApiKey,
  SecondFactor,
  Secret,
  User,
  UserChange,
  UserOutcome,
} from '../../ports/account-store.js';
import type { Statements } from '../connection/kysely.js';
import type { ApiKeyTable, Tables, UserTable } from '../schema/tables.js';

/** Stores users, API keys and secrets. Other threads and processes call these methods as their AccountStore. */
export const accountMethods = (db: Kysely<Tables>, statements: Statements) => ({
  countUsers: (): number =>
    statements.first(db.selectFrom('users').select(({ fn }) => fn.countAll<number>().as('count')))?.count ??
    0,

  listUsers: (): User[] => statements.all(db.selectFrom('users').selectAll().orderBy('username')).map(toUser),

  findUser: (username: string): User | undefined => {
    const row = statements.first(db.selectFrom('users').selectAll().where('username', '=', username));
    return row && toUser(row);
  },

  createUser: (user: User): boolean =>
    statements.run(
      db
        .insertInto('users')
        .values(toUserRow(user))
        .onConflict((conflict) => conflict.doNothing()),
    ) > 0,

  updateUser: (username: string, change: UserChange): UserOutcome =>
    statements.inTransaction(() => {
      const { role } = change;
      if (role !== undefined && role !== 'admin' && isLastAdmin(db, statements, username))
        return 'last-admin';
      return statements.run(updateOf(db, username, change)) > 0 ? 'done' : 'no-user';
    }),

  updateUserOfGeneration: (username: string, generation: number, change: Omit<UserChange, 'role'>): boolean =>
    statements.run(updateOf(db, username, change).where('login_generation', '=', generation)) > 0,

  changeSecondFactor: (before: User, after: SecondFactor, loginGeneration?: number): boolean =>
    statements.run(
      db
        .updateTable('users')
        .set({ second_factor: encodeSecondFactor(after), login_generation: loginGeneration })
        .where('username', '=', before.username)
        .where('login_generation', '=', before.loginGeneration)
        .where('second_factor', 'is', before.secondFactor ? encodeSecondFactor(before.secondFactor) : null),
    ) > 0,

  removeUser: (username: string): UserOutcome =>
    statements.inTransaction(() => {
      if (isLastAdmin(db, statements, username)) return 'last-admin';
      statements.run(db.deleteFrom('api_keys').where('username', '=', username));
      return statements.run(db.deleteFrom('users').where('username', '=', username)) > 0 ? 'done' : 'no-user';
    }),

  putUser: (user: User): void => {
    statements.run(db.replaceInto('users').values(toUserRow(user)));
  },

  listApiKeys: (): ApiKey[] =>
    statements.all(db.selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id')).map(toApiKey),

  findApiKey: (keyHash: string): ApiKey | undefined => {
    const row = statements.first(db.selectFrom('api_keys').selectAll().where('key_hash', '=', keyHash));
    return row && toApiKey(row);
  },

  createApiKey: (key: ApiKey): void => {
    statements.run(db.insertInto('api_keys').values(toApiKeyRow(key)));
  },

  removeApiKey: (id: string): boolean => statements.run(db.deleteFrom('api_keys').where('id', '=', id)) > 0,

  touchApiKeys: (lastUsed: ReadonlyMap<string, number>): void => {
    statements.inTransaction(() => {
      for (const [id, time] of lastUsed) {
        statements.run(
          db
            .updateTable('api_keys')
            .set({ last_used: time })
            .where('id', '=', id)
            .where(({ eb, or }) => or([eb('last_used', 'is', null), eb('last_used', '<', time)])),
        );
      }
    });
  },

  ensureSecret: (name: string, made: string): string => {
    const kept = statements.first(db.selectFrom('secrets').select('value').where('name', '=', name));
    if (kept) return kept.value;
    statements.run(db.insertInto('secrets').values({ name, value: made }));
    return made;
  },

  listSecrets: (): Secret[] => statements.all(db.selectFrom('secrets').selectAll().orderBy('name')),

  setSecret: (secret: Secret): void => {
    statements.run(db.replaceInto('secrets').values(secret));
  },
});

const updateOf = (db: Kysely<Tables>, username: string, change: UserChange) =>
  db
    .updateTable('users')
    .set({
      // Kysely leaves out undefined values. The username, which stays the same, keeps the statement legal when no
      // column changes.
      username,
      role: change.role,
      password_hash: change.passwordHash,
      created_at: change.createdAt,
      login_generation: change.loginGeneration,
      second_factor: change.secondFactor,
      must_change_password:
        change.mustChangePassword === undefined ? undefined : Number(change.mustChangePassword),
    })
    .where('username', '=', username);

/** Returns whether the user is an admin and nobody else is. */
const isLastAdmin = (db: Kysely<Tables>, statements: Statements, username: string): boolean => {
  const admins = statements.all(
    db.selectFrom('users').select('username').where('role', '=', 'admin').orderBy('username').limit(2),
  );
  return admins.length === 1 && admins[0]?.username === username;
};

const toUserRow = (user: User): UserTable => ({
  username: user.username,
  role: user.role,
  password_hash: user.passwordHash,
  created_at: user.createdAt,
  login_generation: user.loginGeneration,
  must_change_password: Number(user.mustChangePassword ?? false),
  second_factor: user.secondFactor ? encodeSecondFactor(user.secondFactor) : null,
});

const toUser = (row: UserTable): User => ({
  username: row.username,
  role: row.role as Role,
  passwordHash: row.password_hash,
  createdAt: row.created_at,
  loginGeneration: row.login_generation,
  ...(row.must_change_password === 1 ? { mustChangePassword: true } : {}),
  ...(row.second_factor === null ? {} : { secondFactor: decodeSecondFactor(row.second_factor) }),
});

const toApiKey = (row: ApiKeyTable): ApiKey => ({
  id: row.id,
  name: row.name,
  role: row.role as Role,
  ...(row.username === null ? {} : { username: row.username }),
  keyHash: row.key_hash,
  createdAt: row.created_at,
  ...(row.last_used === null ? {} : { lastUsed: row.last_used }),
  sessionData: row.session_data === 1,
  origins: JSON.parse(row.origins) as string[],
  ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
  ...(row.created_by === null ? {} : { createdBy: row.created_by }),
});

const toApiKeyRow = (key: ApiKey): ApiKeyTable => ({
  id: key.id,
  name: key.name,
  role: key.role,
  username: key.username ?? null,
  key_hash: key.keyHash,
  created_at: key.createdAt,
  last_used: key.lastUsed ?? null,
  session_data: key.sessionData ? 1 : 0,
  origins: JSON.stringify(key.origins),
  expires_at: key.expiresAt ?? null,
  created_by: key.createdBy ?? null,
});
