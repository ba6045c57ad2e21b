import { type Path, pathKey, pathOf, type Visit } from '@dwell/shared';
import { compareCodePoints } from '../store/model/code-point-order.js';
import type { AccountStore, ApiKey, Secret, User } from '../store/ports/account-store.js';
import { encodeSecondFactor } from '../store/model/second-factor.js';
import type { Group, PageQuery, TokenGroups } from '../store/ports/group-store.js';
import type { Annotation } from '../store/ports/annotation-store.js';
import type { AuditEntry } from '../store/ports/audit-store.js';
import type { SavedView } from '../store/ports/saved-view-store.js';
import type {
  ArchivedRecords,
  Portions,
  SessionDataName,
  StoredData,
  UserSlot,
} from '../store/ports/archive.js';
import type { Database } from '../store/ports/database.js';
import type { Session, ViewTotal, VisitLengths } from '../store/ports/session-store.js';
import { difference, hasGrown } from './compare-sums.js';
import { CommandError } from './run-command.js';

/** A record to be copied, and the target's record with the same key. */
export interface Change<T> {
  readonly ours: T;
  readonly theirs?: T;
}

/** One kind of record, and how to copy it. */
export interface Kind<T> {
  /** The name of the kind in messages, in the plural. */
  readonly name: string;
  /** Resolves to about how many records of this kind the database has. */
  count(database: Database): Promise<number>;
  /**
   * Reads all records in the order of their keys. Only sessions in MongoDB use `onUnreadable`: it is called with the id
   * of each session that can't be read, and the session is left out.
   */
  read(database: Database, onUnreadable?: (id: string) => void): Portions<T>;
  /** Makes the target's records equal to the source's (`ours`). */
  write(target: Database, changes: readonly Change<T>[]): Promise<void>;
  keyOf(record: T): string;
  /**
   * Returns the fields by which records are compared, in the same form for each database: two records are equal if the
   * JSON of these fields is equal. An export has these fields too. The fields of a session that only the live list
   * shows (`shownView` and the like) are copied, but not compared, because they change only when `last_ping` changes.
   */
  fieldsOf(record: T): Readonly<Record<string, unknown>>;
  /** Fields that an export shows as digests only. */
  readonly confidential?: readonly string[];
  /**
   * Returns whether the target's record can't be an earlier copy of the source's, for example because it has more time.
   * Only the kinds from which charts are computed have this method. Of these kinds, the target must not have any record
   * that the source lacks.
   */
  isNewer?(theirs: T, ours: T): boolean;
}

const sessions: Kind<Session> = {
  name: 'sessions',
  count: ({ archive }) => archive.count('sessions'),
  read: ({ archive }, onUnreadable) => archive.sessions(onUnreadable),
  write: async (target, changes) => {
    const conflicts = await target.archive.addSessions(
      changes.map(({ ours, theirs }) => ({
        key: ours.key,
        writes: [
          {
            session: { ...ours, revision: theirs?.revision ?? 0 },
            changedTotals: [...ours.totals.values()],
            trailChangedFrom: ours.state.start,
            rollups: [],
            endedVisits: [],
          },
        ],
      })),
    );
    if (conflicts.size > 0) {
      throw new CommandError(
        `the target did not take ${conflicts.size} sessions; stop all servers of both databases and copy again`,
      );
    }
  },
  keyOf: ({ id }) => id,
  // The revision is not compared: it counts a database's own commits, and no figure depends on it.
  fieldsOf: ({ id, key, ordinal, superseded, state, totals, trail }) => ({
    id,
    username: key.username,
    client: key.client,
    key_hash: key.hash,
    ordinal,
    superseded,
    start: state.start,
    last_ping: state.lastPing,
    last_visible_ping: state.lastVisiblePing,
    last_visible_path: state.lastVisiblePath,
    visible_ms: state.visibleMs,
    credited_path: state.creditedPath,
    visit: state.visit && visitFields(state.visit),
    pages: state.pages.map(({ id, at, visible, path, creditedPath, visit }) => ({
      id,
      at,
      visible,
      path,
      credited_path: creditedPath,
      visit: visit && visitFields(visit),
    })),
    covered: state.covered.map(({ from, to }) => [from, to]),
    totals: byPath(Array.from(totals.values(), ({ path, ms }) => ({ path, ms }))),
    trail: trail.map(({ from, to, state, path }) => ({ from, to, state, path })),
  }),
  // A different start is a different session: a server that used the target gave it the same id.
  isNewer: (theirs, ours) =>
    theirs.state.start !== ours.state.start ||
    theirs.state.lastPing > ours.state.lastPing ||
    Array.from(theirs.totals).some(([path, { ms }]) => ms > (ours.totals.get(path)?.ms ?? -1)),
};

const visitFields = ({ path, slot, ms }: Visit) => ({ path, slot, ms });

const userTime: Kind<UserSlot> = {
  name: 'slots of users',
  count: ({ archive }) => archive.count('userTime'),
  read: ({ archive }) => archive.userTime(),
  write: ({ archive }, changes) =>
    archive.addUserTime(
      changes.map(({ ours, theirs }) => ({
        ...ours,
        time: difference(ours.time, theirs?.time ?? [], timeKey),
        visits: difference(ours.visits, theirs?.visits ?? [], lengthsKey),
      })),
    ),
  keyOf: ({ username, slot }) => `${username}\0${String(slot).padStart(16, '0')}`,
  fieldsOf: ({ username, slot, time, visits }) => ({
    username,
    slot,
    time: byPath(time.map(({ ms, visits, ...total }) => ({ path: pathOf(total), ms, visits }))),
    visits: byPath(
      visits
        .toSorted((a, b) => a.lengthBucket - b.lengthBucket)
        .map(({ lengthBucket, visits, ms, ...total }) => ({
          path: pathOf(total),
          length_bucket: lengthBucket,
          visits,
          ms,
        })),
    ),
  }),
  isNewer: (theirs, ours) =>
    hasGrown(theirs.time, ours.time, timeKey) || hasGrown(theirs.visits, ours.visits, lengthsKey),
};

const timeKey = (total: ViewTotal): string => pathKey(pathOf(total));

const lengthsKey = (lengths: VisitLengths): string => `${lengths.lengthBucket} ${pathKey(pathOf(lengths))}`;

const byPath = <T extends { readonly path: Path }>(times: readonly T[]): T[] =>
  times.toSorted((a, b) => compareCodePoints(pathKey(a.path), pathKey(b.path)));

/** Makes a kind whose records are so few that they are read all at once. */
const accountKind = <T>(
  kind: Pick<Kind<T>, 'name' | 'keyOf' | 'fieldsOf' | 'confidential'>,
  list: (accounts: AccountStore) => Promise<readonly T[]>,
  put: (accounts: AccountStore, record: T) => Promise<unknown>,
): Kind<T> => ({
  ...kind,
  count: async ({ accounts }) => (await list(accounts)).length,
  async *read({ accounts }) {
    yield (await list(accounts)).toSorted((a, b) => compareCodePoints(kind.keyOf(a), kind.keyOf(b)));
  },
  write: async ({ accounts }, changes) => {
    for (const { ours } of changes) await put(accounts, ours);
  },
});

const users = accountKind<User>(
  {
    name: 'users',
    keyOf: ({ username }) => username,
    fieldsOf: ({
      username,
      role,
      passwordHash,
      createdAt,
      loginGeneration,
      mustChangePassword,
      secondFactor,
    }) => ({
      username,
      role,
      password_hash: passwordHash,
      created_at: createdAt,
      login_generation: loginGeneration,
      must_change_password: mustChangePassword ?? false,
      second_factor: secondFactor && encodeSecondFactor(secondFactor),
    }),
    confidential: ['password_hash', 'second_factor'],
  },
  (accounts) => accounts.listUsers(),
  (accounts, user) => accounts.putUser(user),
);

const apiKeys = accountKind<ApiKey>(
  {
    name: 'API keys',
    keyOf: ({ id }) => id,
    fieldsOf: ({
      id,
      name,
      role,
      username,
      keyHash,
      createdAt,
      lastUsed,
      sessionData,
      origins,
      expiresAt,
      createdBy,
    }) => ({
      id,
      name,
      role,
      username,
      key_hash: keyHash,
      created_at: createdAt,
      last_used: lastUsed,
      session_data: sessionData,
      origins,
      expires_at: expiresAt,
      created_by: createdBy,
    }),
    confidential: ['key_hash'],
  },
  (accounts) => accounts.listApiKeys(),
  async (accounts, key) => {
    await accounts.removeApiKey(key.id);
    await accounts.createApiKey(key);
  },
);

const secrets = accountKind<Secret>(
  {
    name: 'secrets',
    keyOf: ({ name }) => name,
    fieldsOf: ({ name, value }) => ({ name, value }),
    confidential: ['value'],
  },
  (accounts) => accounts.listSecrets(),
  (accounts, secret) => accounts.setSecret(secret),
);

/**
 * How many groups, or users with groups from tokens, are read at a time. The number is small, because a group can have
 * megabytes of names.
 */
const GROUP_PORTION = 20;

/** Makes a kind whose records are read by pages, and written one by one. */
const pagedKind = <T>(
  records: ArchivedRecords,
  kind: Pick<Kind<T>, 'name' | 'keyOf' | 'fieldsOf'>,
  limit: number,
  read: (database: Database, page: PageQuery) => Promise<readonly T[]>,
  put: (database: Database, record: T) => Promise<void>,
): Kind<T> => ({
  ...kind,
  count: ({ archive }) => archive.count(records),
  async *read(database) {
    let after: string | undefined;
    for (;;) {
      const portion = await read(database, { after, limit });
      const last = portion.at(-1);
      if (last === undefined) return;
      yield portion;
      after = kind.keyOf(last);
    }
  },
  write: async (target, changes) => {
    for (const { ours } of changes) await put(target, ours);
  },
});

const groups = pagedKind<Group>(
  'groups',
  {
    name: 'groups',
    keyOf: ({ name }) => name,
    fieldsOf: ({ name, createdAt, usernames }) => ({ name, created_at: createdAt, usernames }),
  },
  GROUP_PORTION,
  ({ groups }, page) => groups.readGroups(page),
  ({ groups }, group) => groups.putGroup(group),
);

const tokenGroups = pagedKind<TokenGroups>(
  'tokenGroups',
  {
    name: 'groups of tokens',
    keyOf: ({ username }) => username,
    fieldsOf: ({ username, groups, issuedAt }) => ({ username, groups, issued_at: issuedAt }),
  },
  GROUP_PORTION,
  ({ groups }, page) => groups.readTokenGroups(page),
  ({ groups }, token) => groups.putTokenGroups(token),
);

/** How many saved views or annotations are read at a time. */
const KEPT_PORTION = 200;

const savedViews = pagedKind<SavedView>(
  'savedViews',
  {
    name: 'saved views',
    keyOf: ({ id }) => id,
    fieldsOf: ({ id, owner, name, page, query, shared, createdAt }) => ({
      id,
      owner,
      name,
      page,
      query,
      shared,
      created_at: createdAt,
    }),
  },
  KEPT_PORTION,
  (database, page) => database.savedViews.readSavedViews(page),
  (database, view) => database.savedViews.putSavedView(view),
);

const annotations = pagedKind<Annotation>(
  'annotations',
  {
    name: 'annotations',
    keyOf: ({ id }) => id,
    fieldsOf: ({ id, at, text, author, createdAt }) => ({ id, at, text, author, created_at: createdAt }),
  },
  KEPT_PORTION,
  (database, page) => database.annotations.readAnnotations(page),
  (database, annotation) => database.annotations.putAnnotation(annotation),
);

/** How many entries of the audit log are read at a time. */
const AUDIT_PORTION = 500;

const audit: Kind<AuditEntry> = {
  name: 'audit entries',
  count: (database) => database.audit.count(),
  async *read(database) {
    let after: string | undefined;
    for (;;) {
      const portion = await database.audit.list({ order: 'oldest first', after, limit: AUDIT_PORTION });
      if (portion.length === 0) return;
      yield portion;
      after = portion.at(-1)?.id;
    }
  },
  write: (target, changes) => target.audit.put(changes.map(({ ours }) => ours)),
  keyOf: ({ id }) => id,
  fieldsOf: ({ id, at, actor, via, address, act, target, detail, outcome }) => ({
    id,
    at,
    actor,
    via,
    address,
    act,
    target,
    detail,
    outcome,
  }),
};

const sessionData = (name: string, store: SessionDataName): Kind<StoredData> => ({
  name,
  count: ({ archive }) => archive.count(store),
  read: ({ archive }) => archive.sessionData(store),
  write: ({ archive }, changes) =>
    archive.putSessionData(
      store,
      changes.map(({ ours }) => ours),
    ),
  keyOf: ({ sid }) => sid,
  fieldsOf: ({ sid, createdAt, data }) => ({ sid, created_at: createdAt, data }),
  // Whoever knows a sid can use the login or read the data that is stored under it.
  confidential: ['sid'],
});

/** All kinds of records. Each comes after the kinds that it depends on. */
export const KINDS: readonly Kind<unknown>[] = [
  sessions,
  userTime,
  users,
  apiKeys,
  secrets,
  groups,
  tokenGroups,
  savedViews,
  annotations,
  sessionData('logins', 'logins'),
  sessionData('sessman sessions', 'sessman'),
  audit,
];
