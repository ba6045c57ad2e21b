/**
 * `path` as a client may send it: an array of names, the view first, or the older string `"[view,tab]"`, split at its
 * first comma. The names of an array in the array count as if they stood in its place. legalPath makes a path of the
 * names.
 */
export type WirePath = readonly (string | readonly string[])[] | string;

interface ClientFields {
  /** Names the device or installation. One user on two clients has two sessions. */
  client_id?: string;
  /**
   * Names one loaded document. With it, the time of each page is measured from the page's own pings; an instant at
   * which two pages are visible counts once (docs/accounting.md).
   */
  page_id?: string;
}

/** POST /api/v2/sessionstart. The body may be missing. */
export type SessionStartBody = ClientFields;

/** POST /api/v2/session-hide */
export interface SessionHideBody extends ClientFields {
  path: WirePath;
  /** How long the page was visible and awake since its last answered ping, as the page measured it, in milliseconds. */
  elapsed_ms?: number;
}

/** POST /api/v2/keepalive */
export interface KeepaliveBody extends SessionHideBody {
  visible: boolean;
}

export interface SessionStartAnswer {
  /** Names the answer. */
  description: 'Session Start';
}

export interface KeepaliveAnswer {
  /** Names the answer. */
  description: 'Session keepalive';
  /** The session's last_ping after this keepalive, in epoch seconds. */
  time: number;
  /** Whether the page is visible, as the keepalive said. */
  visible: boolean;
  /** The path of the ping, as an array or as the older string, whichever the client sent. */
  paths: WirePath;
}

export interface SessionHideAnswer {
  /** Names the answer. */
  description: 'Session hide';
  /**
   * The session's last_ping after this request, in epoch seconds. When the request arrived, if it is ignored because no
   * session is active.
   */
  time: number;
  /** The path of the ping, as an array or as the older string, whichever the client sent. */
  paths: WirePath;
}

/** GET /api/v2/tracker: the browser tracker that this server serves. */
export interface TrackerAnswer {
  /** The version of the tracker's package. */
  version: string;
  /** The tracker's path below the server's origin. Each build of the tracker has a path of its own. */
  path: string;
  /** The hash of the file, as a script element's attribute `integrity` takes it. */
  integrity: string;
}

/** Response header of sessionstart: the keepalive interval that clients should use, in seconds. */
export const KEEPALIVE_INTERVAL_HEADER = 'Dwell-Keepalive-Interval';

/** Request header that names the user (percent-encoded UTF-8) when the API key is bound to none. */
export const USER_HEADER = 'X-Dwell-User';
