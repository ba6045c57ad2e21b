import type { ErrorAnswer } from './errors.js';
import type { KeepaliveBody, SessionHideBody, SessionStartBody } from './recording.js';

/** The most items in one body of POST /api/v2/keepalives. */
export const MAX_KEEPALIVES_ITEMS = 1_000;

/** Largest body of POST /api/v2/keepalives, in bytes: 1 MB. */
export const MAX_KEEPALIVES_BODY_BYTES = 1024 * 1024;

interface UserField {
  /**
   * The user whom the item reports for. Required if the request has an API key that is bound to no user, and no header
   * X-Dwell-User.
   */
  username?: string;
}

export interface SessionStartItem extends SessionStartBody, UserField {
  call: 'sessionstart';
}

export interface KeepaliveItem extends KeepaliveBody, UserField {
  call: 'keepalive';
}

export interface SessionHideItem extends SessionHideBody, UserField {
  call: 'session-hide';
}

/** One call in the body of POST /api/v2/keepalives: the fields of the call's own body, and which call it is. */
export type KeepalivesItem = SessionStartItem | KeepaliveItem | SessionHideItem;

/** The outcome of an item that is recorded, or of a session-hide that is ignored because no session is active. */
export interface RecordedItem {
  /** The HTTP status that the item would have as a call of its own. */
  statusCode: 200;
  /** The session's last_ping after this item; for an ignored session-hide, when the item arrived. In epoch seconds. */
  time: number;
}

/** The outcome of an item that is not recorded: what the item would be answered as a call of its own. */
export interface RefusedItem extends ErrorAnswer {
  /** With this text, the item has no active session: a session must be started first. */
  description?: 'Session Not Valid';
  /** Always empty. Present whenever `description` is. */
  name?: '';
  /**
   * With the status 429: when to send the item again, in seconds.
   * @asType integer
   */
  retry_after?: number;
}

/** POST /api/v2/keepalives */
export interface KeepalivesAnswer {
  /** Names the answer. */
  description: 'Keepalives';
  /** The outcome of each item, in the order of the items. */
  results: (RecordedItem | RefusedItem)[];
}
