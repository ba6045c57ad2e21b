import type { Path } from './path.js';

/** `path` as it may arrive: an array, or the older string form `"[view,tab]"`, split at its first comma. */
export type WirePath = Path | string;

interface ClientFields {
  /** Names the device or installation; two clients of one user are two sessions. */
  client_id?: string;
  /** Names one loaded document. With it, time is accounted to the page (see the accounting rules). */
  page_id?: string;
}

/** POST /api/v2/sessionstart; the whole body is optional. */
export type SessionStartBody = ClientFields;

/** POST /api/v2/session-hide. */
export interface SessionHideBody extends ClientFields {
  path: WirePath;
  /** Visible and awake time since this page's last answered ping, in milliseconds, as the page measured it. */
  elapsed_ms?: number;
}

/** POST /api/v2/keepalive. */
export interface KeepaliveBody extends SessionHideBody {
  visible: boolean;
}

export interface SessionStartAnswer {
  description: 'Session Start';
}

export interface KeepaliveAnswer {
  description: 'Session keepalive';
  /** The session's last_ping after this keepalive, in epoch seconds. */
  time: number;
  visible: boolean;
  /** The path, in the form in which it was sent. */
  paths: WirePath;
}

export interface SessionHideAnswer {
  description: 'Session hide';
  time: number;
  paths: WirePath;
}

/** Response header of sessionstart: the keepalive interval that the server wants, in seconds. */
export const KEEPALIVE_INTERVAL_HEADER = 'Dwell-Keepalive-Interval';

/** Request header by which a reporter key that is bound to no user names the user (percent-encoded UTF-8). */
export const USER_HEADER = 'X-Dwell-User';
