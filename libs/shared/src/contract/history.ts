import type { FormatQuery } from './formats.js';
import type { PeopleSelection } from './people.js';
import type { Path } from './values.js';

/** view → seconds, or view → tab → seconds for a view with tabs. */
export type TabDuration = Record<string, number | Record<string, number>>;

/** A session. Only answers to requests with the parameter `view` have `view_duration` and `here_now`. */
export interface SessionAnswer {
  /** Identifies the session. */
  _id: string;
  /** Names the user and the client: base64 of `username_client`. The sessions of one user on one client share it. */
  id_beaker_session: string;
  /** Whose session it is. */
  username: string;
  /** When the session began, in epoch seconds. */
  start: number;
  /** When the last keepalive or session-hide came, in epoch seconds. The session's start if none has come yet. */
  last_ping: number;
  /** When a page of the session was last known to be visible, in epoch seconds; before that, the session's start. */
  last_visible_ping: number;
  /**
   * The view, and its tab if it has tabs, that was last visible. Empty until a ping says that one is or was visible.
   */
  last_visible_path: Path | [];
  /** How long a page of the session was visible, in seconds. */
  visible_duration: number;
  /** How long each view, or each tab of a view, was visible, in seconds. */
  tab_duration: TabDuration;
  /** Whether the session goes on: its last ping is recent, and its user has no later session on the client. */
  active: boolean;
  /** Only with the parameter `view`: the session's time on that view, in seconds. */
  view_duration?: number;
  /** Only with the parameter `view`: whether the session is active, and the view is visible at this moment. */
  here_now?: boolean;
}

export type StretchState = 'visible' | 'hidden' | 'gap';

/** One stretch of a session's trail. Visible stretches have a `path`. Times in epoch seconds. */
export interface StretchAnswer {
  /** When the stretch begins, in epoch seconds. */
  from: number;
  /** When the stretch ends and the next one begins, in epoch seconds. */
  to: number;
  /** Visible, hidden, or a gap in which nothing is known of the session. */
  state: StretchState;
  /** What was visible. */
  path?: Path;
}

/** The parameters of GET /api/v2/sessions/:id. */
export interface SessionDetailQuery {
  /** Adds `view_duration` and `here_now`, as in a list of the sessions that were on this view. */
  view?: string;
}

/** A session with its trail. */
export interface SessionWithTrailAnswer extends SessionAnswer {
  /** What the session did from its start to its last ping, without holes. */
  trail: StretchAnswer[];
}

/** GET /api/v2/sessions/:id */
export interface SessionDetailAnswer {
  /** Names the answer. */
  description: 'Session';
  /** The session. */
  session: SessionWithTrailAnswer;
}

/** GET /api/v2/sessions */
export interface SessionsAnswer {
  /** Names the answer. */
  description: 'Sessions';
  /** The sessions of this page, or all that match if the request has no `limit`. */
  sessions: SessionAnswer[];
  /** The `cursor` of the next page, if the request has a `limit` and there are more sessions. */
  next_cursor?: string;
}

/** `view_duration` needs the filter `view`. */
export const SESSION_SORTS = ['start', 'last_ping', 'visible_duration', 'username', 'view_duration'] as const;
export type SessionSort = (typeof SESSION_SORTS)[number];

export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** What a row of CSV is: a session, or one path of a session. */
export const SESSION_ROWS = ['sessions', 'tabs'] as const;
export type SessionRows = (typeof SESSION_ROWS)[number];

/** The parameters of GET /api/v2/sessions. All are optional, and are combined with AND. Times in epoch seconds. */
export interface SessionsQuery extends FormatQuery, PeopleSelection {
  /** Sessions of the users whose names begin with this text. */
  username?: string;
  active?: boolean;
  /** Sessions that started after this time. */
  started_after?: number;
  /** Sessions that have ended and whose last_ping is before this time. */
  stopped_before?: number;
  /** Sessions that were on this view. */
  view?: string;
  /**
   * Needs `view`. true: only active sessions in which the view is visible at this moment; false: only the other
   * sessions that were on the view.
   */
  here_now?: boolean;
  /** Sessions that overlap the window [from, to). */
  from?: number;
  to?: number;
  /**
   * Sessions whose visible_duration is at least this many seconds. With `view`, their view_duration is compared
   * instead.
   */
  min_duration?: number;
  sort?: SessionSort;
  order?: SortOrder;
  limit?: number;
  cursor?: string;
  /** CSV only. Default sessions. */
  rows?: SessionRows;
  /** CSV only: the IANA time zone of the times. Default UTC. */
  tz?: string;
}
