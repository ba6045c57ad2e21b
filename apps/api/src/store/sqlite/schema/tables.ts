import type { StretchState } from '@dwell/shared';

/** One session; see RecordedSession. Times and durations in milliseconds. */
export interface SessionTable {
  /** The row's own number, in order of creation; tabs and trail refer to it. */
  pk: number;
  id: string;
  key_hash: string;
  ordinal: number;
  username: string;
  client: string;
  revision: number;
  /** 0 or 1. */
  superseded: number;
  /** 0 or 1; see session-writer.ts: settled sessions alone are in the indexes over what pings change. */
  settled: number;
  /** See span-class.ts. */
  span_class: number;
  start: number;
  last_ping: number;
  last_visible_ping: number;
  /** JSON array. */
  last_visible_path: string;
  visible_ms: number;
  /** JSON object: what else of SessionState accounting must remember. */
  accounting: string;
  /** The session's stay, see pending-time.ts: all six are null where there is none. */
  stay_view: string | null;
  stay_tab: string | null;
  stay_slot: number | null;
  stay_total_ms: number | null;
  stay_ms: number | null;
  stay_visits: number | null;
}

/** A session's visible time on one path; '' stands for no tab. */
export interface SessionTabTable {
  session: number;
  view: string;
  tab: string;
  ms: number;
}

/** A stretch lasts until the next one begins, the last one until the session's last ping. */
export interface SessionTrailTable {
  session: number;
  begins: number;
  state: StretchState;
  /** JSON array, when visible. */
  path: string | null;
}

/** How many settled sessions that were on a view started, and stopped, in a slot; '' stands for all sessions. */
export interface SessionSlotTable {
  view: string;
  slot: number;
  started: number;
  stopped: number;
}

export interface UserTimeTable {
  username: string;
  slot: number;
  view: string;
  tab: string;
  ms: number;
  visits: number;
}

export interface ViewTimeTable {
  /** The slot's length; see rollup-levels.ts. */
  grain: number;
  slot: number;
  view: string;
  tab: string;
  ms: number;
  visits: number;
}

export interface UserTable {
  username: string;
  role: string;
  password_hash: string;
  created_at: number;
  login_generation: number;
}

export interface ApiKeyTable {
  id: string;
  name: string;
  role: string;
  username: string | null;
  key_hash: string;
  created_at: number;
  last_used: number | null;
}

export interface SecretTable {
  name: string;
  value: string;
}

/** The tables that hold sessions, by their names without the prefix. */
export interface SessionTables {
  session: SessionTable;
  session_tab: SessionTabTable;
  session_trail: SessionTrailTable;
  session_slot: SessionSlotTable;
  user_time: UserTimeTable;
  view_time: ViewTimeTable;
}

export interface AccountTables {
  users: UserTable;
  api_keys: ApiKeyTable;
  secrets: SecretTable;
}

export type Tables = SessionTables & AccountTables;

/** The names of the tables that carry the prefix. */
export const SESSION_TABLES: ReadonlySet<string> = new Set<keyof SessionTables>([
  'session',
  'session_tab',
  'session_trail',
  'session_slot',
  'user_time',
  'view_time',
]);
