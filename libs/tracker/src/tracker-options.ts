/** What the user looks at: a view, and the tab that is open in it. */
export type Path = readonly [view: string, tab?: string];

export interface TrackerOptions {
  /** The URL of Dwell, without `/api`: `https://dwell.example`. Default: the page's own origin. */
  readonly url?: string;
  /** The current path, or a function that returns it. Default: the URL's path, without query and hash. */
  readonly path?: Path | (() => Path);
  /** Seconds between two keepalives. Default: the interval that the server sends. */
  readonly interval?: number;
  /**
   * Returns headers for each request: `Authorization` with a token or an API key, `X-Dwell-User`. Default: none; the
   * login's cookie identifies the user.
   */
  readonly headers?: () => Record<string, string>;
  /** Whether requests send cookies, as in `fetch`. Default: `include`. */
  readonly credentials?: RequestCredentials;
  /** Names the device if neither a login nor a token does. One user on two clients has two sessions. */
  readonly clientId?: string;
  /** Seconds without key, pointer, touch or wheel after which a visible page counts as hidden. Default: never. */
  readonly idle?: number;
  /**
   * Called four times a second while the page is visible, and at some events. While it returns false, the tracker sends
   * nothing, and does not report this time later. Default: the user always consents.
   */
  readonly consent?: () => boolean;
  /**
   * Whether the tracker does nothing if the browser asks not to be tracked (Global Privacy Control, Do Not Track).
   * Default: false.
   */
  readonly gpc?: boolean;
}

export interface Tracker {
  /** Sets the current path, instead of the URL's. Without an argument, the option `path` or the URL counts again. */
  setPath(path?: Path): void;
  /** Reports the page as left if it was reported as visible, and removes every listener and timer. */
  stop(): void;
}
