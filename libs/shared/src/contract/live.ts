import type { PeopleSelection } from './people.js';

/**
 * The parameters of GET /api/v2/live. All are optional, and are combined with AND. Who is in a group is decided when
 * the stream begins.
 */
export interface LiveQuery extends PeopleSelection {
  /** Only sessions in which this view is visible at this moment. */
  view?: string;
}

/** A view and tab on which a session is. */
export interface LivePlace {
  /** The view. */
  view: string;
  /** The tab. Null on the view itself. */
  tab: string | null;
  /** Whether the view and tab are visible at this moment. */
  visible: boolean;
  /** Since when the session has been on this view and tab with this visibility, in epoch seconds. */
  since: number;
}

/** An active session. */
export interface LiveSessionAnswer {
  /** Identifies the session. */
  _id: string;
  /** Base64 of `username_client`. */
  id_beaker_session: string;
  /** The user. */
  username: string;
  /** When the session started, in epoch seconds. */
  start: number;
  /**
   * The views and tabs that are open: each at most once as visible and once as hidden. Empty if the session has only
   * been started, or if its pings had no page_id and were all hidden.
   */
  places: LivePlace[];
  /** When the last ping came, in epoch seconds. The session's start if none has come yet. */
  last_ping: number;
}

/** A session in which only the last ping has changed. */
export interface LivePingAnswer {
  /** Identifies the session. */
  _id: string;
  /** When the last ping came, in epoch seconds. */
  last_ping: number;
}

/** The data of the event `snapshot` of GET /api/v2/live. It replaces whatever the client knows. */
export interface LiveSnapshotAnswer {
  /** The server's time, in epoch seconds. */
  time: number;
  /** All active sessions that the filters admit. */
  sessions: LiveSessionAnswer[];
}

/** The data of the event `change` of GET /api/v2/live: what has changed since the event before. */
export interface LiveChangeAnswer {
  /** The server's time, in epoch seconds. */
  time: number;
  /** Sessions that are new, or in which more than the last ping has changed. */
  changed: LiveSessionAnswer[];
  /** Sessions in which only the last ping has changed. */
  pinged: LivePingAnswer[];
  /** The ids of sessions that have ended, or that the filters no longer admit. */
  gone: string[];
}

/** The data of the event `heartbeat` of GET /api/v2/live: the stream is alive. */
export interface LiveHeartbeatAnswer {
  /** The server's time, in epoch seconds. */
  time: number;
}

/** The sessions that a client of the live stream knows, by id. */
export type LiveSessions = Map<string, LiveSessionAnswer>;

/**
 * Applies an event of the live stream to the sessions that the client knows; `data` is the event's text. Returns the
 * server's time, in epoch seconds.
 */
export const applyLiveEvent = (sessions: LiveSessions, event: string, data: string): number => {
  const answer = JSON.parse(data) as LiveHeartbeatAnswer;
  if (event === 'snapshot') {
    sessions.clear();
    for (const session of (answer as LiveSnapshotAnswer).sessions) sessions.set(session._id, session);
  }
  if (event === 'change') {
    const { changed, pinged, gone } = answer as LiveChangeAnswer;
    for (const id of gone) sessions.delete(id);
    for (const session of changed) sessions.set(session._id, session);
    for (const { _id, last_ping } of pinged) {
      const known = sessions.get(_id);
      if (known) sessions.set(_id, { ...known, last_ping });
    }
  }
  return answer.time;
};
