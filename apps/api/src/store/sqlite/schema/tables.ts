import type { MembershipSource, SessionState, StretchState } from '@dwell/shared';
import type { Generated } from 'kysely';
import type { Annotation } from '../../ports/annotation-store.js';
import type { AuditEntry } from '../../ports/audit-store.js';
import type { SavedView } from '../../ports/saved-view-store.js';

/** The row of a `Session` (ports/session-store.ts). Times in epoch milliseconds, durations in milliseconds. */
export interface SessionTable {
  /** The row's number, in order of creation. In other tables the column `session` has this number. */
  pk: number;
  /** The bytes of a UUID; see sessionIdOf. */
  id: Uint8Array;
  /** The bytes of SessionKey.hash. */
  key_hash: Uint8Array;
  ordinal: number;
  username: string;
  client: string;
  revision: number;
  /** 0 or 1. */
  superseded: number;
  /** 0 or 1. The indexes over columns that every ping changes contain only settled sessions; see session-writer.ts. */
  settled: number;
  /** See span-class.ts. */
  span_class: number;
  start: number;
  last_ping: number;
  last_visible_ping: number;
  /** JSON array. */
  last_visible_path: string;
  visible_ms: number;
  /** {@link Accounting} as JSON; see accounting-json.ts. */
  accounting: string;
  /** The session's pending time; see pending-time.ts. Without pending time all six columns are null. */
  stay_view: string | null;
  stay_tab: string | null;
  stay_slot: number | null;
  stay_total_ms: number | null;
  stay_ms: number | null;
  stay_visits: number | null;
}

/** The part of SessionState that has no column of its own. */
export type Accounting = Pick<
  SessionState,
  'creditedPath' | 'visit' | 'shownView' | 'shownSince' | 'pages' | 'covered'
>;

/** The name of a view or of a tab, and the number that stands for the name. */
export interface NameTable {
  id: number;
  text: string;
}

/** A session's visible time on one path. The numbers stand for names; see NameTable. The tab '' stands for no tab. */
export interface SessionTabTable {
  session: number;
  view: number;
  tab: number;
  ms: number;
}

/** A settled session's visible time on one view, with all its tabs. The key is in the order of lists by this time. */
export interface SessionViewTable {
  /** See NameTable. */
  view: number;
  ms: number;
  session: number;
}

/**
 * The rows of {@link SessionViewTable} in another order: session_view_by_start in that of the sessions' starts,
 * session_view_by_last_ping in that of their last pings.
 */
export interface SessionViewByTimeTable extends SessionViewTable {
  /** The session's span_class. */
  session_class: number;
  /** The session's start, or its last ping. */
  at: number;
}

/**
 * A stretch of the trail of a session that is not settled. It ends where the next one begins, the last one at the
 * session's last ping.
 */
export interface SessionTrailTable {
  session: number;
  begins: number;
  state: StretchState;
  /** JSON array if the state is visible, else null. */
  path: string | null;
}

/** The trail of a settled session; see trail-blob.ts. */
export interface SettledTrailTable {
  session: number;
  stretches: Uint8Array;
}

/**
 * Counts the settled sessions that were ever on a view: those that started in a slot, and those whose last ping was in
 * it. The row of the view '' counts all settled sessions.
 */
export interface SessionSlotTable {
  view: string;
  slot: number;
  started: number;
  stopped: number;
}

/** A user's time on one path in one slot, until packs take the row over; see packer.ts. */
export interface UserTimeTable {
  username: string;
  slot: number;
  view: string;
  tab: string;
  ms: number;
  visits: number;
}

/**
 * A user's visits of one path that count in one slot and have a length in one bucket: visits that have ended, and
 * visits that go on in settled sessions. Visits that go on in other sessions are read from these sessions' own rows.
 * Packs take these rows over, as they do with the rows of {@link UserTimeTable}.
 */
export interface UserVisitTable {
  username: string;
  slot: number;
  view: string;
  tab: string;
  /** See bucketOfLength. */
  length_bucket: number;
  visits: number;
  /** The sum of the visits' lengths. */
  ms: number;
}

/** The sums of users' visits over all users: of the rows of {@link UserVisitTable}, and of those in packs. */
export interface ViewVisitTable extends ViewTimeTable {
  /** See bucketOfLength. `ms` is the sum of the visits' lengths. */
  length_bucket: number;
}

/**
 * Counts for each minute the settled sessions whose first whole minute it is (`started`), and those whose last whole
 * minute it is (`stopped`). Leaves out sessions that contain no whole minute.
 */
export interface SessionMinuteTable {
  minute: number;
  started: number;
  stopped: number;
}

/** All users' time on one path in one slot. Lengths and starts of slots are in units of SLOT_MS, to be short. */
export interface ViewTimeTable {
  /** The slot's length; see rollup-levels.ts. Negative: the row has the sum over all paths; see allPaths. */
  level: number;
  /** The slot's start. */
  slot: number;
  /** See PathTable. ALL_PATHS in rows that have the sum over all paths. */
  path: number;
  ms: number;
  visits: number;
}

/** A path on which there was time, or a view as a whole. */
export interface PathTable {
  id: number;
  view: string;
  /** null: the row stands for the view, with all its tabs. */
  tab: string | null;
}

/** A user who has time or settled sessions. */
export interface PackedUserTable {
  username: string;
  /** The number that the ids of the user's packs contain; see packId. */
  number: number;
  /** Packs have the user's time and visits in slots before this one, in epoch milliseconds. */
  packed_until: number;
}

/**
 * A user's time or visits of some days, sums of them, or the settled sessions of the user that started in these days;
 * see packer.ts.
 */
export interface PackTable {
  /** See packId. */
  id: number;
  /** See columns.ts. */
  columns: Uint8Array;
}

/**
 * Counts the commits that changed users' time or visits in one part of time; see part-sums.ts. A part of time without a
 * row has the revision 0.
 */
export interface PartRevisionTable {
  /** The number of a part of time; see partOf. The row ALL_PARTS counts the changes that may concern any part. */
  part: number;
  revision: number;
}

/** A user who has, or had, sessions. */
export interface PersonTable {
  username: string;
  /** See fold-name.ts. */
  folded: string;
}

export interface UserTable {
  username: string;
  role: string;
  password_hash: string;
  created_at: number;
  login_generation: number;
  /** See second-factor.ts; null: the user has no second factor. */
  second_factor: string | null;
  /** 0 or 1. */
  must_change_password: number;
}

/** See ApiKey (ports/account-store.ts). null stands for an absent field. */
export interface ApiKeyTable {
  id: string;
  name: string;
  role: string;
  username: string | null;
  key_hash: string;
  created_at: number;
  last_used: number | null;
  session_data: 0 | 1;
  /** JSON array. */
  origins: string;
  expires_at: number | null;
  created_by: string | null;
}

/** See AuditEntry. null stands for an absent field. */
export interface AuditTable extends Pick<AuditEntry, 'id' | 'at' | 'act' | 'outcome'> {
  actor: string | null;
  via: NonNullable<AuditEntry['via']> | null;
  address: string | null;
  target: string | null;
  detail: string | null;
}

export interface GroupTable {
  /** SQLite gives a new row its id. */
  id: Generated<number>;
  name: string;
  created_at: number;
}

export interface GroupMemberTable {
  group_id: number;
  username: string;
  source: MembershipSource;
}

/** A person whose groups were read from a token, and when this token was issued, in epoch milliseconds. */
export interface TokenPersonTable {
  username: string;
  issued_at: number;
}

/** See SavedView. */
export interface SavedViewTable extends Omit<SavedView, 'shared' | 'createdAt'> {
  shared: 0 | 1;
  created_at: number;
}

/** See Annotation. */
export interface AnnotationTable extends Omit<Annotation, 'createdAt'> {
  created_at: number;
}

export interface SecretTable {
  name: string;
  value: string;
}

/** A row of session with digits in place of bytes; see session-bytes.ts. */
export type SessionRow = Omit<SessionTable, 'id' | 'key_hash'> & Record<'id' | 'key_hash', string>;

/** A row of session_tab with names in place of numbers. */
export interface TotalRow {
  readonly view: string;
  readonly tab: string;
  readonly ms: number;
}
export type StretchRow = Omit<SessionTrailTable, 'session'>;
export type TimeRow = Omit<UserTimeTable, 'username'>;
export type VisitRow = Omit<UserVisitTable, 'username'>;

/** The session tables by their names without the prefix. */
export interface SessionTables {
  session: SessionTable;
  name: NameTable;
  session_tab: SessionTabTable;
  session_view: SessionViewTable;
  session_view_by_start: SessionViewByTimeTable;
  session_view_by_last_ping: SessionViewByTimeTable;
  session_trail: SessionTrailTable;
  settled_trail: SettledTrailTable;
  session_slot: SessionSlotTable;
  user_time: UserTimeTable;
  view_time: ViewTimeTable;
  user_visit: UserVisitTable;
  view_visit: ViewVisitTable;
  session_minute: SessionMinuteTable;
  path: PathTable;
  packed_user: PackedUserTable;
  pack: PackTable;
  part_revision: PartRevisionTable;
  person: PersonTable;
}

export interface AccountTables {
  users: UserTable;
  api_keys: ApiKeyTable;
  secrets: SecretTable;
  audit: AuditTable;
  groups: GroupTable;
  group_members: GroupMemberTable;
  token_people: TokenPersonTable;
  saved_views: SavedViewTable;
  annotations: AnnotationTable;
}

export type Tables = SessionTables & AccountTables;

/** The tables whose names carry the prefix. */
export const SESSION_TABLES: ReadonlySet<string> = new Set<keyof SessionTables>([
  'session',
  'name',
  'session_tab',
  'session_view',
  'session_view_by_start',
  'session_view_by_last_ping',
  'session_trail',
  'settled_trail',
  'session_slot',
  'user_time',
  'view_time',
  'user_visit',
  'view_visit',
  'session_minute',
  'path',
  'packed_user',
  'pack',
  'part_revision',
  'person',
]);
