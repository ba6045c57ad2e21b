/** Where the user is: a view, and the tab open in it. */
export type Path = readonly [view: string, tab?: string];

export interface TrackerOptions {
  /** Where Dwell is, without `/api`: `https://dwell.example`. Default: where the page comes from. */
  readonly url?: string;
  /** Where the user is, or how to find out. Default: the URL's path, without query and hash. */
  readonly path?: Path | (() => Path);
  /** Seconds between two keepalives. Default: what the server wants. */
  readonly interval?: number;
  /** Sent with each request: `Authorization` with a token or an API key, `X-Dwell-User`. Default: none, the login's cookie tells who it is. */
  readonly headers?: () => Record<string, string>;
  /** Whether cookies go along. Default: `include`. */
  readonly credentials?: RequestCredentials;
  /** Names the device where neither a login nor a token does; two clients of one user are two sessions. */
  readonly clientId?: string;
  /** Seconds without a key, a pointer or a wheel after which a visible page counts as hidden. Default: never. */
  readonly idle?: number;
  /** Asked at each look, four times a second: while it says no, nothing is sent, and what passes is not told later. */
  readonly consent?: () => boolean;
  /** Whether to be silent where the browser asks not to be tracked (Global Privacy Control, Do Not Track). Default: false. */
  readonly gpc?: boolean;
}

export interface Tracker {
  /** Says where the user is now, whatever the URL says; without a path the URL, or the option `path`, counts again. */
  setPath(path?: Path): void;
  /** Reports the page as left, and removes every listener and timer. */
  stop(): void;
}
