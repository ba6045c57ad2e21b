import { pathKey, type Path } from '@dwell/shared';
import type { ApiKey, User } from '../store/ports/account-store.js';
import type { Archive, ArchivePart, Secret, StoredData, UserSlot } from '../store/ports/archive.js';
import { compareCodePoints } from '../store/model/code-points.js';
import type { RecordedSession } from '../store/ports/session-store.js';

/** One kind of record, and how two stores' records of it are compared. */
export interface Kind<T> {
  /** As people call many of them. */
  readonly name: string;
  partOf(archive: Archive): ArchivePart<T>;
  /** By key, in the order in which archives give them. */
  compare(a: T, b: T): number;
  /** All that is copied, in one form whatever store it comes from; two records are the same when their JSON is. */
  fieldsOf(record: T): Readonly<Record<string, unknown>>;
  /** Fields that nobody may read in an export. */
  readonly confidential: readonly string[];
  /** Whether a record that the target alone has makes its figures wrong. */
  readonly countsInSums: boolean;
  /** Whether the target's record has changed since it was copied from the source's. */
  hasGoneOn?(theirs: T, ours: T): boolean;
}

/** The revision is left out: it counts commits, and no figure depends on it. */
const sessionFields = ({ id, key, ordinal, superseded, state, totals, trail }: RecordedSession) => ({
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
  pages: state.pages.map(({ id, at, visible, path, creditedPath }) => ({
    id,
    at,
    visible,
    path,
    credited_path: creditedPath,
  })),
  covered: state.covered.map(({ from, to }) => [from, to]),
  totals: byPath(Array.from(totals.values(), ({ path, ms }) => ({ path, ms }))),
  trail: trail.map(({ from, to, state, path }) => ({ from, to, state, path })),
});

const userSlotFields = ({ username, slot, time }: UserSlot) => ({
  username,
  slot,
  time: byPath(
    time.map(({ view, tab, ms, visits }) => ({
      path: tab === undefined ? ([view] as const) : ([view, tab] as const),
      ms,
      visits,
    })),
  ),
});

const byPath = <T extends { readonly path: Path }>(times: readonly T[]): T[] =>
  times.toSorted((a, b) => compareCodePoints(pathKey(a.path), pathKey(b.path)));

const sessions: Kind<RecordedSession> = {
  name: 'sessions',
  partOf: (archive) => archive.sessions,
  compare: (a, b) => compareCodePoints(a.id, b.id),
  fieldsOf: sessionFields,
  confidential: [],
  countsInSums: true,
  hasGoneOn: (theirs, ours) => theirs.state.lastPing > ours.state.lastPing,
};

const userTime: Kind<UserSlot> = {
  name: 'slots of users',
  partOf: (archive) => archive.userTime,
  compare: (a, b) => compareCodePoints(a.username, b.username) || a.slot - b.slot,
  fieldsOf: userSlotFields,
  confidential: [],
  countsInSums: true,
};

const users: Kind<User> = {
  name: 'users',
  partOf: (archive) => archive.users,
  compare: (a, b) => compareCodePoints(a.username, b.username),
  fieldsOf: ({ username, role, passwordHash, createdAt, loginGeneration }) => ({
    username,
    role,
    password_hash: passwordHash,
    created_at: createdAt,
    login_generation: loginGeneration,
  }),
  confidential: ['password_hash'],
  countsInSums: false,
};

const apiKeys: Kind<ApiKey> = {
  name: 'API keys',
  partOf: (archive) => archive.apiKeys,
  compare: (a, b) => compareCodePoints(a.id, b.id),
  fieldsOf: ({ id, name, role, username, keyHash, createdAt, lastUsed }) => ({
    id,
    name,
    role,
    username,
    key_hash: keyHash,
    created_at: createdAt,
    last_used: lastUsed,
  }),
  confidential: ['key_hash'],
  countsInSums: false,
};

const secrets: Kind<Secret> = {
  name: 'secrets',
  partOf: (archive) => archive.secrets,
  compare: (a, b) => compareCodePoints(a.name, b.name),
  fieldsOf: ({ name, value }) => ({ name, value }),
  confidential: ['value'],
  countsInSums: false,
};

const sessionData = (
  name: string,
  partOf: (archive: Archive) => ArchivePart<StoredData>,
): Kind<StoredData> => ({
  name,
  partOf,
  compare: (a, b) => compareCodePoints(a.sid, b.sid),
  fieldsOf: ({ sid, createdAt, data }) => ({ sid, created_at: createdAt, data }),
  // Who knows the sid has the login, or the data.
  confidential: ['sid'],
  countsInSums: false,
});

const logins = sessionData('logins', (archive) => archive.logins);
const sessman = sessionData('sessman sessions', (archive) => archive.sessman);

/** All kinds, each after those that it depends on. */
export const KINDS: readonly Kind<unknown>[] = [sessions, userTime, users, apiKeys, secrets, logins, sessman];
